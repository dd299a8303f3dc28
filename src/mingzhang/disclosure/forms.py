"""Performance goal forms (绩效目标申报表): funds, texts, indicators with typed targets."""

import msgspec

from mingzhang.model import Figure, Place


class Target(msgspec.Struct, frozen=True, gc=False):
    """What an indicator promises (指标值), verbatim and typed.

    `type`: count, span, percentage, duration, unit_price, money, deadline, month, frequency,
    coverage, promptness, grade, verdict, quality, empty, unknown.
    `comparator`: "≥", "≤", ">", "<", "=" or None where none is printed.
    `value`: the number as a decimal string; None for words. `unit`: "%", "个工作日", "元/平方米".
    `months` and `day` for deadlines and month points; `year` where printed; `word` for words.
    `upper`: the upper end of a range ("80%-90%"), whose lower end is `value`.
    """

    raw: str
    type: str
    comparator: str | None = None
    value: str | None = None
    unit: str | None = None
    year: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    word: str | None = None
    upper: str | None = None


class Indicator(msgspec.Struct, frozen=True, gc=False):
    """One three-level indicator (三级指标) with its target.

    `level1`, `level2`: re-anchored by vocabulary; `printed_level2` keeps what stood on the
    line where the extraction shifted it. `truncated` marks a name cut off by the layout.
    """

    level1: str
    level2: str
    level3: str
    target: Target
    at: Place
    printed_level2: str | None = None
    truncated: bool = False


class Funds(msgspec.Struct, frozen=True):
    """Money of a form by source (资金总额及来源), in the form's unit; None where blank.

    `fiscal` (财政拨款) and `carryover` (上年结转) stand in forms that do not split by level.
    `texts`: what a cell prints that is no amount, by field name ("total" → "详见附件").
    """

    total: Figure | None = None
    central: Figure | None = None
    provincial: Figure | None = None
    municipal: Figure | None = None
    self_raised: Figure | None = msgspec.field(default=None, name="self")
    other: Figure | None = None
    fiscal: Figure | None = None
    carryover: Figure | None = None
    texts: dict[str, str] = {}


FUND_SOURCES = (
    ("total", "资金总额"),
    ("central", "中央财政资金"),
    ("provincial", "省级财政资金"),
    ("municipal", "市县（区）财政资金"),
    ("fiscal", "财政拨款"),
    ("carryover", "上年结转"),
    ("self_raised", "单位自筹"),
    ("other", "其他资金"),
)
"""The fields of `Funds` with their printed labels, in printed order."""


class ProjectForm(msgspec.Struct, frozen=True):
    """One project goal form (项目支出绩效目标表).

    `indicators` is the 实施期 side, `annual_indicators` the 年度 side. `truncated`: the form is
    cut off in print. `variants`: other printings of the same form, kept whole.
    """

    name: str
    at: Place
    unit: str = ""
    department: str = ""
    attribute: str = ""
    period: str = ""
    total_funds: Funds = Funds()
    annual_funds: Funds = Funds()
    overview: str = ""
    basis: str = ""
    necessity: str = ""
    measures: str = ""
    plan: str = ""
    total_goal: str = ""
    annual_goal: str = ""
    indicators: tuple[Indicator, ...] = ()
    annual_indicators: tuple[Indicator, ...] = ()
    filled_at: str = ""
    form_year: int | None = None
    truncated: bool = False
    variants: tuple["ProjectForm", ...] = ()
    text_places: dict[str, Place] = {}


class OverallGoal(msgspec.Struct, frozen=True):
    """The whole department's goal form (部门整体支出绩效目标表).

    `funds`: printed label → figure (合计按来源, 一般公共预算资金, 基本支出, …). `facts`: printed
    label → figure (内设职能部门数, 核定的人员编制数, 在编人员数, …). `tasks`: pairs of 核心职能
    and 重点任务. `annual_goal`: the text with its numbered goals.
    """

    at: Place
    department: str = ""
    funds: dict[str, Figure | None] = {}
    facts: dict[str, Figure | None] = {}
    duties: str = ""
    strategy: str = ""
    annual_goal: str = ""
    tasks: tuple[tuple[str, str], ...] = ()
    indicators: tuple[Indicator, ...] = ()
    text_places: dict[str, Place] = {}
