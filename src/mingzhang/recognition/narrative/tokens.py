"""The numbers of a sentence and the marks between them, in one scan (数字扫描)."""

import re
from functools import lru_cache

from mingzhang.model.figures import MILLIONTHS
from mingzhang.recognition.narrative.vocabulary import any_of, vocabulary

_YEAR = r"(?:19|20)\d\d"
_CHINESE = "一二三四五六七八九十百"

FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_AMOUNT = r"\s?(?:人民币|[¥￥])?[-−－]?\d[\d,，]*(?:\.\d+)?\s?(?:[百千]?[万亿]?\s?元|[%％])"
HAS_FULL_WIDTH = re.compile("[０-９]")
HAS_NUMBER = re.compile(
    rf"[0-9０-９]|第[{_CHINESE}]|[。；：，][{_CHINESE}]是|[（(][{_CHINESE}]+[）)]"
)


@lru_cache(maxsize=1)
def scanner() -> re.Pattern[str]:
    """Numbers with their units, by kind in named groups; "stop" is a mark that ends a clause,
    "open" and "close" are brackets.

    docno 〔2017〕89号, code A160501, date 2025年3月31日, year 2025, nth 第3 / 第一,
    mark (1) / （一） / 一是 / 1、 inside a sentence, num with unit, stop ，。；：.
    Most signs begin none of these: the look ahead lets the scan pass them by.
    """
    words = vocabulary()
    measured = any_of((*words.area_units, *words.count_units))
    return re.compile(
        rf"(?=[，。；：,;:！？!?〔【\[（(）)A-Za-z\d第{_CHINESE}①-⑳\-−－])(?:"
        rf"(?P<stop>[，。；,;！？!?]|[：:](?!{_AMOUNT}))"
        rf"|(?P<docno>[〔【\[（(]{_YEAR}[〕】\]）)]\s?第?\s?\d+(?:-\d+)?\s?号)"
        r"|(?P<code>[A-Za-z]+-?\d[0-9A-Za-z\-]*)"
        rf"|(?P<date>{_YEAR}年\d{{1,2}}月(?:\d{{1,2}}日)?|{_YEAR}(?P<dash>[-/.])\d{{1,2}}(?P=dash)\d{{1,2}}(?![\d.])"
        r"|(?<![\d.,个])\d{1,2}月(?:\d{1,2}日|(?=[底份初末前至到—\-、]|[上中下]旬)))"
        rf"|(?P<year>(?<![\d.,]){_YEAR}(?=[)）]?\s?年|\s?[-—–~至]+\s?{_YEAR}\s?年))"
        rf"|第\s?(?P<nth>\d+|[{_CHINESE}]+)"
        rf"|(?P<mark>[（(](?:\d{{1,2}}|[{_CHINESE}]+)[）)](?![万亿\d])"
        rf"|(?<=[。；：;，,:])(?:[{_CHINESE}](?=是|、(?![{_CHINESE}]))|\d{{1,2}}(?=[、．]|\.(?!\d)))|[①-⑳])"
        r"|(?P<open>[（(])|(?P<close>[）)])"
        r"|(?P<num>(?:(?<![\dA-Za-z年月日号第%％])[-−－])?"
        r"(?:\d{1,3}(?:[,，]\d{3})+(?![\d])|\d+)(?:[.．]\d+)?)"
        r"(?:\s?(?P<about>[多余几]?)\s?(?P<worth>[千百]?[万亿]?)\s?"
        rf"(?:(?P<percent>个百分点|[%％‰])|(?P<money>元)(?P<per>/\w{{1,3}})?|(?P<unit>{measured})))?"
        r"(?P<bare>\s?[万亿])?)"
    )


WORTH = {
    "": 1,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "百亿": 10_000_000_000,
    "千亿": 100_000_000_000,
}


def scale_of(worth: str) -> int:
    """Millionths in one printed unit: 万 → 10,000 × 1,000,000."""
    return WORTH[worth] * MILLIONTHS
