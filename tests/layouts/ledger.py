"""The ledger behind every layout: lines of money from which each printed figure follows.

Amounts are whole 元. A year's money is what came in (this year's, or carried over from last
year) and where it went (spent, or left for next year).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

FISCAL = ("general", "fund", "capital")
OWN = ("service", "superior", "trading", "attached", "other")
OFFICE = ("302", "310")


@dataclass(frozen=True)
class Line:
    """One amount by unit, function (项), economic class (款), project and fund."""

    unit: str
    function: str
    economic: str
    government: str
    amount: int
    project: str = ""
    fund: str = "general"
    carried: bool = False
    left: bool = False


Wanted = Callable[[Line], bool]

WORDS: dict[str, Wanted] = {
    "all": lambda line: True,
    "spent": lambda line: not line.left,
    "left": lambda line: line.left,
    "current": lambda line: not line.carried,
    "carried": lambda line: line.carried,
    "basic": lambda line: not line.project,
    "project": lambda line: bool(line.project),
    "staff": lambda line: not line.project and not line.economic.startswith(OFFICE),
    "public": lambda line: not line.project and line.economic.startswith(OFFICE),
    "fiscal": lambda line: line.fund in FISCAL,
    "beside": lambda line: line.fund not in FISCAL,
    "own": lambda line: line.fund in OWN,
    "special": lambda line: line.fund == "special",
    **{word: (lambda line, word=word: line.fund == word) for word in (*FISCAL, *OWN)},
    "agency": lambda line: not line.project and not line.government.startswith("505"),
    "abroad": lambda line: line.economic == "30212",
    "reception": lambda line: line.economic == "30217",
    "buying": lambda line: line.economic == "31013",
    "running": lambda line: line.economic == "30231",
    "cars": lambda line: line.economic in ("30231", "31013"),
    "three": lambda line: line.economic in ("30212", "30217", "30231", "31013"),
    "meetings": lambda line: line.economic == "30215",
    "training": lambda line: line.economic == "30216",
    "extended": lambda line: line.economic in _EXTENDED,
    "none": lambda line: False,
}
_EXTENDED = ("30212", "30217", "30231", "31013", "30215", "30216")


def wanted(word: str) -> Wanted:
    """What one word asks of a line: a word above, a class (f205, 301/302, 501), or unit:…, project:…."""
    if word in WORDS:
        return WORDS[word]
    kind, _, name = word.partition(":")
    if name:
        return lambda line: getattr(line, kind) == name
    if word[0] == "f" and word[1:].isdigit():
        return lambda line: line.function.startswith(word[1:])
    if word[0] == "3":
        return lambda line: line.economic.startswith(tuple(word.split("/")))
    if word[0] == "5":
        return lambda line: line.government.startswith(tuple(word.split("/")))
    raise ValueError(f"no such word: {word}")


def select(lines: list[Line], words: str) -> list[Line]:
    """The lines that answer all words."""
    tests = [wanted(word) for word in words.split()]
    return [line for line in lines if all(test(line) for test in tests)]


BASIC = (
    ("30101", "50101", "50501", 900_000), ("30102", "50101", "50501", 600_000),
    ("30103", "50101", "50501", 75_000), ("30108", "50102", "50501", 240_000),
    ("30109", "50102", "50501", 120_000), ("30110", "50102", "50501", 110_000),
    ("30112", "50102", "50501", 12_000), ("30113", "50103", "50501", 180_000),
    ("30199", "50199", "50501", 40_000), ("30201", "50201", "50502", 80_000),
    ("30202", "50201", "50502", 9_000), ("30207", "50201", "50502", 16_000),
    ("30211", "50201", "50502", 42_000), ("30215", "50202", "50502", 8_000),
    ("30216", "50203", "50502", 11_000), ("30217", "50206", "50502", 6_000),
    ("30226", "50205", "50502", 21_000), ("30228", "50201", "50502", 27_000),
    ("30231", "50208", "50502", 35_000), ("30299", "50299", "50502", 18_000),
    ("30302", "50905", "50905", 66_000), ("30305", "50901", "50901", 14_000),
    ("31002", "50306", "50601", 25_000),
)  # fmt: skip
"""部门经济科目, its 政府经济科目 in an office and in an institution, a usual amount in 元."""


@dataclass(frozen=True)
class Department:
    """Who publishes: its units, and the functions of its own work."""

    name: str
    code: str
    units: tuple[str, ...]
    office: str
    institution: str
    work: tuple[str, ...]


DEPARTMENTS = {
    "教育": Department("教育局", "105", ("教育局本级", "教育考试中心", "实验小学"),
                   "2050101", "2050202", ("2050201", "2050299", "2059999")),
    "农业": Department("农业农村局", "238", ("农业农村局本级", "农业技术推广中心"),
                   "2130101", "2130104", ("2130106", "2130108", "2130122")),
    "文旅": Department("文化和旅游局", "155", ("文化和旅游局本级", "图书馆", "文物保护中心"),
                   "2070101", "2070104", ("2070109", "2070113", "2070204")),
    "城管": Department("城市管理局", "316", ("城市管理局本级",),
                   "2120101", "2120104", ("2120199", "2120303", "2120501")),
    "交通": Department("交通运输局", "348", ("交通运输局本级", "公路养护中心"),
                   "2140101", "2140106", ("2140104", "2140112", "2149999")),
}  # fmt: skip

PLACES_OF = {"30108": "2080505", "30109": "2080506", "30113": "2210201", "30302": "208050"}


def _function(unit: int, economic: str, own: Department) -> str:
    """The item that pays a basic line: insurances have their own, the rest the unit's."""
    if economic == "30110":
        return "2101102" if unit else "2101101"
    if economic == "30302":
        return "2080502" if unit else "2080501"
    return PLACES_OF.get(economic) or (own.institution if unit else own.office)


PROJECTS = (
    "信息化运行维护",
    "业务用房修缮",
    "专项业务经费",
    "设备购置",
    "公益宣传活动",
    "标准编制",
)


def make(own: Department, seed: int, step: int, funds: str, carried: str, left: str) -> list[Line]:
    """A year's lines; amounts are multiples of `step` 元.

    funds: which of fund, capital, special, service, superior, trading, attached, other pay a
    project besides the general budget. carried, left: the funds with money of last year, and
    with money for next year.
    """
    chance = Random(seed)

    def amount(about: int) -> int:
        return max(step, chance.randrange(about // 2, about * 2) // step * step)

    lines: list[Line] = []
    for number, unit in enumerate(own.units):
        pension = amount(240_000) // (2 * step) * 2 * step or 2 * step
        for economic, office, institution, about in BASIC:
            if economic == "30217" and number > 1:
                continue
            money = {"30108": pension, "30109": pension // 2}.get(economic) or amount(about)
            government = institution if number else office
            function = _function(number, economic, own)
            lines.append(Line(unit, function, economic, government, money))
    lines += _projects(own, funds.split(), amount)
    lines += _moved(own, carried.split(), amount, carried=True)
    lines += _moved(own, left.split(), amount, left=True)
    return lines


def _projects(own: Department, funds: list[str], amount: Callable[[int], int]) -> list[Line]:
    lines = []
    for number, unit in enumerate(own.units):
        for turn in range(2):
            name = PROJECTS[(2 * number + turn) % len(PROJECTS)]
            work = own.work[(number + turn) % len(own.work)]
            economic, government = (("30227", "50205"), ("31003", "50306"))[turn]
            lines.append(Line(unit, work, economic, government, amount(500_000), name))
    for number, fund in enumerate(funds):
        unit = own.units[number % len(own.units)]
        lines.append(Line(unit, _work(own, fund), "30227", "50205", amount(300_000),
                          f"{PROJECTS[number % 6]}补助", fund))  # fmt: skip
    return lines


def _work(own: Department, fund: str) -> str:
    return {"fund": "2296002", "capital": "2230105"}.get(fund, own.work[1 % len(own.work)])


def _moved(
    own: Department, funds: list[str], amount: Callable[[int], int], **what: bool
) -> list[Line]:
    unit = own.units[0]
    return [
        Line(unit, _work(own, fund), "30227", "50205", amount(90_000), "专项业务经费", fund, **what)
        for fund in funds
    ]


def varied(lines: list[Line], seed: int, step: int, low: float, high: float) -> list[Line]:
    """The same lines with amounts between `low` and `high` times theirs: another year, a plan."""
    chance = Random(seed)
    return [
        replace(line, amount=max(step, int(line.amount * chance.uniform(low, high)) // step * step))
        for line in lines
    ]
