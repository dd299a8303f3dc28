"""What each CSV file of the open data holds: its fields, their types, how files refer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a CSV file.

    `type` as in Table Schema (string, integer, number, year, boolean); `fiscal` is the column
    type of the Fiscal Data Package where it has one.
    """

    name: str
    title: str
    type: str = "string"
    required: bool = False
    fiscal: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """One CSV file: its name without ending, its Chinese title, what a row is, its fields.

    `key`: the fields that name a row; `refers`: (own field, other file, its field).
    """

    name: str
    title: str
    row: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...] = ()


_TABLE = Field("table", "报表序号", "integer", required=True)
_PRINTED = Field("printed", "印出的数")
_UNIT = Field("unit", "印出的单位")
_YUAN = Field("yuan", "折合元", "number")
_SIDES = ("income", "expenditure")
_ROLES = ("detail", "subtotal", "total", "carryover", "unit", "project", "note")
_HORIZONS = ("total", "annual")
_FORM = Field("form", "表单序号", "integer", required=True)
_PLACE = Field("place", "在原文中的位置")

TABLES = Resource(
    "tables",
    "报表",
    "一张公开报表",
    (
        _TABLE,
        Field("id", "样式编号"),
        Field("subject", "主题"),
        Field("number_label", "印出的表号"),
        Field("title", "标题"),
        Field("department", "部门"),
        _UNIT,
        Field("empty_note", "无数据说明"),
        _PLACE,
    ),
    ("table",),
)
COLUMNS = Resource(
    "columns",
    "报表的列",
    "一张报表的一列数",
    (
        _TABLE,
        Field("column", "列序号", "integer", required=True),
        Field("key", "列的含义", required=True),
        Field("header", "表头（自上而下，以 / 分隔）"),
        Field("side", "收入方或支出方", choices=_SIDES),
    ),
    ("table", "column"),
    (("table", "tables", "table"),),
)
ROWS = Resource(
    "rows",
    "报表的行",
    "一张报表的一行（两边的表，一边一行）",
    (
        _TABLE,
        Field("row", "行序号", "integer", required=True),
        Field("side", "收入方或支出方", choices=_SIDES),
        Field("code", "科目编码"),
        Field("name", "名称"),
        Field("government_class", "政府预算支出经济科目"),
        Field("role", "行的性质", required=True, choices=_ROLES),
        Field("level", "层级", "integer"),
        _PLACE,
    ),
    ("table", "row"),
    (("table", "tables", "table"),),
)
FIGURES = Resource(
    "figures",
    "报表的数",
    "报表里印出的一个数",
    (
        _TABLE,
        Field("row", "行序号", "integer", required=True),
        Field("key", "列的含义", required=True),
        _PRINTED,
        _UNIT,
        _YUAN,
        _PLACE,
    ),
    ("table", "row", "key"),
    (("table", "tables", "table"),),
)
SPENDING = Resource(
    "spending",
    "支出明细",
    "支出总表里最末级功能科目的一笔基本支出或项目支出（不含合计，可以直接相加）",
    (
        Field("fiscal_year", "年度", "integer", fiscal="date:fiscal-year"),
        Field("phase", "阶段", fiscal="phase:id", choices=("approved", "executed")),
        Field("direction", "方向", fiscal="direction", choices=("Expenditure",)),
        Field("department_code", "部门代码", fiscal="administrative-classification:generic:code"),
        Field("department", "部门", fiscal="administrative-classification:generic:label"),
        Field(
            "function_code",
            "功能科目编码",
            required=True,
            fiscal="functional-classification:generic:code",
        ),
        Field("function", "功能科目", fiscal="functional-classification:generic:label"),
        Field("kind", "支出性质", required=True),
        Field("value", "金额（元）", "number", required=True, fiscal="value"),
    ),
    ("function_code", "kind"),
)
PROJECTS = Resource(
    "projects",
    "项目绩效目标表",
    "一个项目的绩效目标表（同一项目重复印出的，各占一行）",
    (
        _FORM,
        Field("printing", "第几次印出", "integer", required=True),
        Field("name", "项目名称"),
        Field("unit", "实施单位"),
        Field("department", "主管部门"),
        Field("attribute", "项目属性"),
        Field("period", "项目期"),
        Field("overview", "项目概况"),
        Field("basis", "立项依据"),
        Field("necessity", "项目设立必要性"),
        Field("measures", "保证项目实施的制度、措施"),
        Field("plan", "项目实施计划"),
        Field("total_goal", "实施期目标"),
        Field("annual_goal", "年度目标"),
        Field("filled_at", "填报日期"),
        _PLACE,
    ),
    ("form",),
)
PROJECT_FUNDS = Resource(
    "project_funds",
    "项目资金",
    "一个项目一个时段一种来源的资金",
    (
        _FORM,
        Field("horizon", "时段（实施期、年度）", required=True, choices=_HORIZONS),
        Field("source", "资金来源", required=True),
        _PRINTED,
        _UNIT,
        _YUAN,
    ),
    ("form", "horizon", "source"),
    (("form", "projects", "form"),),
)
INDICATORS = Resource(
    "indicators",
    "绩效指标",
    "一个三级指标；表单序号 0 是部门整体绩效目标表",
    (
        _FORM,
        Field("horizon", "时段（实施期、年度）", required=True, choices=_HORIZONS),
        Field("number", "指标序号", "integer", required=True),
        Field("level1", "一级指标"),
        Field("level2", "二级指标"),
        Field("level3", "三级指标"),
        Field("target", "印出的指标值"),
        Field("type", "指标值类型"),
        Field("comparator", "比较符"),
        Field("value", "数值", "number"),
        Field("unit", "单位"),
        _PLACE,
    ),
    ("form", "horizon", "number"),
)
OVERALL = Resource(
    "overall",
    "整体绩效目标",
    "部门整体绩效目标表的一项资金或一项基本情况",
    (
        Field("kind", "类别", required=True, choices=("fund", "fact")),
        Field("label", "项目", required=True),
        _PRINTED,
        _UNIT,
        _YUAN,
    ),
    ("kind", "label"),
)
NARRATIVE = Resource(
    "narrative",
    "说明文字",
    "说明文字的一段",
    (
        Field("paragraph", "段序号", "integer", required=True),
        Field("heading", "标题层级（0 是正文）", "integer", required=True),
        Field("section", "所在部分"),
        Field("text", "文字"),
        _PLACE,
    ),
    ("paragraph",),
)
STATEMENTS = Resource(
    "statements",
    "说明文字里的数",
    "说明文字或绩效表文字里的一个数",
    (
        Field("number", "序号", "integer", required=True),
        Field("kind", "种类", required=True),
        Field("subject", "说的是什么"),
        Field("comparison", "比较（增加、减少、占……）"),
        _PRINTED,
        _UNIT,
        _YUAN,
        Field("clause", "所在的话"),
        _PLACE,
    ),
    ("number",),
)
CATALOGUE = Resource(
    "catalogue",
    "政府购买服务指导性目录",
    "目录的一条",
    (
        Field("number", "序号", "integer", required=True),
        Field("section", "部门或门类"),
        Field("code", "代码"),
        Field("name", "名称"),
        Field("level", "级次", "integer"),
        Field("irregular", "代码的疑点"),
    ),
    ("number",),
)
GLOSSARY = Resource(
    "glossary",
    "名词解释",
    "一个名词",
    (
        Field("number", "序号", "integer", required=True),
        Field("term", "名词", required=True),
        Field("text", "解释"),
    ),
    ("number",),
)
RESOURCES = (
    TABLES,
    COLUMNS,
    ROWS,
    FIGURES,
    SPENDING,
    PROJECTS,
    PROJECT_FUNDS,
    INDICATORS,
    OVERALL,
    NARRATIVE,
    STATEMENTS,
    CATALOGUE,
    GLOSSARY,
)
