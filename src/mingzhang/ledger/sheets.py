"""The sheets of a ledger workbook (账簿的工作表): their columns, what each cell must hold."""

from dataclasses import dataclass
from enum import Enum

from mingzhang.classification import Kind as Classification
from mingzhang.ledger.model import Fund, LineKind, UnitKind


class Holds(Enum):
    """What a cell holds: 文字, 金额（元）, 整数, 科目编码, 选项, 日期."""

    TEXT = "文字"
    AMOUNT = "金额"
    COUNT = "整数"
    CODE = "编码"
    CHOICE = "选项"
    DATE = "日期"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its header, what its cells hold, and the note an officer reads.

    `choices`: the allowed words; `codes` and `length`: the class list a code must be in, and
    how many digits it has. `may_wait`: a required text that may still be missing: that is
    told, and it is printed blank for the rules to judge.
    """

    header: str
    holds: Holds = Holds.TEXT
    required: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()
    codes: Classification | None = None
    length: int = 0
    width: int = 14
    may_wait: bool = False


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One sheet; `optional` sheets may be missing."""

    name: str
    note: str
    fields: tuple[Field, ...]
    optional: bool = False

    def field(self, header: str) -> Field:
        """The column of a header."""
        return next(field for field in self.fields if field.header == header)


def _amounts(*headers: str) -> tuple[Field, ...]:
    return tuple(Field(header, Holds.AMOUNT, note="单位：元，最多两位小数。") for header in headers)


def _texts(**notes: str) -> tuple[Field, ...]:
    return tuple(Field(h, required=True, note=n, width=40, may_wait=True) for h, n in notes.items())


def _counts(*headers: str) -> tuple[Field, ...]:
    return tuple(Field(header, Holds.COUNT, note="人数，整数。", width=8) for header in headers)


LEVELS = ("部门", "单位", "机构")
SOURCES = ("中央", "省级", "市县", "自筹", "其他")
CATEGORIES = ("其他运转类", "特定目标类")
INDICATOR_LEVELS = (
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "服务对象满意度指标",
)
ATTRIBUTES = ("一次性项目（1年结束）", "延续性项目（阶段开展）", "经常性项目（长期开展）")
QUARTERS = ("一季度用款", "二季度用款", "三季度用款", "四季度用款")
YES = ("是", "否")
GOALS = ("战略目标", "年度目标", "重点任务", "指标")
PURCHASES = ("货物", "工程", "服务", "预留中小企业", "预留小微企业", "购买服务")
TAGS = ("三公-出国", "三公-接待", "三公-购车", "三公-用车", "不计三公")

DEPARTMENT = SheetForm(
    "部门",
    "第一行填部门（层级选“部门”），以下每个预算单位一行；没有独立预算的下属机构层级选“机构”。",
    (
        Field("层级", Holds.CHOICE, True, "部门、单位或机构。", LEVELS, width=8),
        Field("代码", note="部门或单位的预算代码。", width=8),
        Field("名称", required=True, note="与公章一致的全称。", width=32),
        Field("性质", note="单位填 行政、参公 或 事业；机构照实填写，如“正科级事业单位”。"),
        Field("年度", Holds.COUNT, note="只在部门一行填写预算年度。", width=8),
        Field("地区", note="只在部门一行填写，如“平川市”。"),
        Field("级次", note="只在部门一行填写，如“市级”。", width=8),
        Field("公开样式", note="只在部门一行填写，如 shanxi-2025。", width=22),
        *_counts("编制", "在职", "退休", "编外"),
        Field("人员说明", note="如“其中公务员23名，工勤人员1名”。", width=28),
    ),
)
LINES = SheetForm(
    "预算明细",
    "每笔预算一行；同一单位、科目、类别、项目、资金只填一行。",
    (
        Field("单位", required=True, note="“部门”表里的单位名称。", width=28),
        Field("类别", Holds.CHOICE, True, choices=tuple(kind.value for kind in LineKind), width=8),
        Field(
            "功能科目", Holds.CODE, True, "七位项级编码。", codes=Classification.FUNCTION, length=7
        ),
        Field(
            "部门经济科目",
            Holds.CODE,
            note="五位款级编码；项目支出可不填。",
            codes=Classification.ECONOMIC,
            length=5,
        ),
        Field(
            "政府经济科目",
            Holds.CODE,
            note="五位款级编码；项目支出可不填。",
            codes=Classification.GOVERNMENT,
            length=5,
        ),
        Field("项目", note="类别为“项目”时填“项目”表里的名称。", width=30),
        Field("资金", Holds.CHOICE, True, choices=tuple(fund.value for fund in Fund), width=18),
        *_amounts("本年金额", "上年结转"),
        Field("收入科目编码", note="政府性基金、国有资本经营预算的收入科目。"),
        Field("收入科目名称", width=22),
        Field("标签", note=f"多个用“、”隔开，可用：{'、'.join(TAGS)}。"),
    ),
)
PROJECTS = SheetForm(
    "项目",
    "每个项目一行；年度各来源之和应等于预算明细里该项目的本年金额。"
    "文字里可用算式取合同里的数，如“已支付{合同('已付')}万元”。",
    (
        Field("单位", required=True, width=28),
        Field("项目名称", required=True, width=30),
        Field("类别", Holds.CHOICE, True, choices=CATEGORIES),
        Field("项目属性", Holds.CHOICE, True, choices=ATTRIBUTES, width=24),
        Field("项目期", required=True, note="如“1年”“3年”“99年”。", width=8),
        *_amounts(*(f"实施期{source}" for source in SOURCES)),
        *_amounts(*(f"年度{source}" for source in SOURCES)),
        *_texts(
            项目概况="做什么、服务谁，数量和单价怎样算出年度资金。",
            立项依据="法律、文件的全称和文号。",
            必要性="为什么要做，不做有什么影响。",
            制度措施="谁实施、谁监督、怎样支付。",
            实施计划="各阶段做什么，何时完成。",
            实施期目标="整个项目期要达到的结果。",
        ),
        Field("年度目标", width=40),
        Field("填报日期", note="如 20250115。"),
        Field("实施主体", note="印项目经费情况说明的样式用；不填则是单位名称。", width=28),
        *_amounts(*QUARTERS),
    ),
)
PROJECT_TEXTS = {
    "overview": "项目概况",
    "basis": "立项依据",
    "necessity": "必要性",
    "measures": "制度措施",
    "plan": "实施计划",
    "total_goal": "实施期目标",
    "annual_goal": "年度目标",
}
"""Texts of a project that may hold expressions: attribute → header."""
YEARS = SheetForm(
    "分年资金",
    "实施期超过一年的项目每年一行；各年之和应等于实施期资金，本年应等于年度资金。",
    (
        Field("单位", required=True, width=28),
        Field("项目名称", required=True, width=30),
        Field("年度", Holds.COUNT, True, "四位年份。", width=8),
        Field("金额", Holds.AMOUNT, True, "单位：元，最多两位小数。"),
    ),
    optional=True,
)
CONTRACTS = SheetForm(
    "合同",
    "以前年度签订、本年继续付款，或本年签订、以后年度还要付款的合同每份一行；"
    "以前年度已付、本年、下年、以后年度应付之和应等于合同金额（有变更的按变更后金额）。",
    (
        Field("单位", required=True, width=28),
        Field("项目名称", required=True, note="合同款列在哪个项目。", width=30),
        Field("合同编号", width=16),
        Field("合同名称", required=True, width=30),
        Field("对方单位", required=True, note="供应商全称。", width=28),
        Field("签订日期", Holds.DATE, note="如 2023-11-08。"),
        Field("合同金额", Holds.AMOUNT, True, "签订时的金额，单位：元。"),
        Field("变更后金额", Holds.AMOUNT, note="有补充协议的填变更后的总金额。"),
        Field("变更说明", note="有变更后金额的必填，如“2023年7月补充协议核减”。", width=28),
        Field(
            "据实结算", Holds.CHOICE, note="据实结算的合同，应付之和不超过合同金额。", choices=YES
        ),
        *_amounts("以前年度已付", "本年应付", "下年应付", "以后年度应付"),
        Field("本年尾款", Holds.AMOUNT, note="本年应付中的尾款。"),
        Field("质保金", Holds.AMOUNT, note="质保期满才能付的部分。"),
        Field("质保到期日", Holds.DATE, note="有质保金的必填。"),
    ),
    optional=True,
)
INDICATORS = SheetForm(
    "绩效指标",
    "每个指标一行，按项目填写；年度指标值与实施期相同时可不填。",
    (
        Field("单位", required=True, width=28),
        Field("项目名称", required=True, width=30),
        Field("二级指标", Holds.CHOICE, True, choices=INDICATOR_LEVELS, width=20),
        Field("指标名称", required=True, width=30, may_wait=True),
        Field("指标值", required=True, note="带方向和单位，如“≥95%”“≤6000元/场”。", may_wait=True),
        Field("年度指标值"),
    ),
)
OVERALL = SheetForm(
    "整体绩效",
    "部门整体支出绩效目标；指标值可用算式，如“≤{基本支出}万元”。",
    (
        Field("类别", Holds.CHOICE, True, choices=GOALS, width=10),
        Field("二级指标", Holds.CHOICE, choices=INDICATOR_LEVELS, width=20),
        Field("名称", note="重点任务填核心职能，指标填指标名称。", width=30),
        Field("内容", required=True, note="目标、任务的文字，或指标值。", width=60),
    ),
)
PROSE = SheetForm(
    "说明",
    "各部分的文字和增减原因；与上年不同的数都要有原因。",
    (Field("项目", required=True, width=28), Field("内容", required=True, width=80)),
)
LAST_YEAR = SheetForm(
    "上年",
    "上年公开的预算数；没有的填 0。功能科目一行填上年执行数。",
    (
        Field("项目", required=True, width=28),
        Field("金额", Holds.AMOUNT, True, "单位：元，最多两位小数。"),
    ),
)
PROCUREMENT = SheetForm(
    "采购",
    "政府采购预算和政府购买服务项目。",
    (
        Field("类别", Holds.CHOICE, True, choices=PURCHASES),
        Field("目录编码", note="购买服务填指导性目录的编码。"),
        Field("名称", width=36),
        Field("金额", Holds.AMOUNT, note="单位：元，最多两位小数；购买服务可不填。"),
    ),
)
ASSETS = SheetForm(
    "资产",
    "国有资产占有使用情况；“截止日期”一行填日期，其余填数量。",
    (Field("项目", required=True, width=28), Field("数量", required=True, width=20)),
)

SHEETS = (
    DEPARTMENT,
    LINES,
    PROJECTS,
    YEARS,
    CONTRACTS,
    INDICATORS,
    OVERALL,
    PROSE,
    LAST_YEAR,
    PROCUREMENT,
    ASSETS,
)
IGNORED = ("填写说明", "示例", "代码表")
"""Sheets of the template that hold no facts."""

UNIT_KINDS = tuple(kind.value for kind in UnitKind)
LAST_YEAR_KEYS = (
    "收支总计",
    "财政拨款",
    "一般公共预算",
    "政府性基金预算",
    "国有资本经营预算",
    "三公经费",
    "因公出国（境）费",
    "公务接待费",
    "公务用车购置费",
    "公务用车运行维护费",
    "机关运行经费",
)
PROSE_KEYS = (
    "部门职责",
    "内设机构",
    "办公用房说明",
    "其他说明",
    "购买服务目录",
    "购买服务目录部门",
    *(f"{key}原因" for key in LAST_YEAR_KEYS),
    "公务用车购置及运行费原因",
)
DATE_KEY = "截止日期"
