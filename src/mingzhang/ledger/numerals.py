"""Chinese numerals of lists (序号)."""

_DIGITS = "一二三四五六七八九"


def ordinal(number: int) -> str:
    """A Chinese number from 1 to 99: 1 → 一, 12 → 十二, 20 → 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")
