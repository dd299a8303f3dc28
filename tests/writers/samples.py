"""A small invented department budget and what a check of it says: every verdict occurs.

青禾市林业局 2025: 表一 收支总表 (two-sided), 表三 支出总表, 表七 (empty, with its note), two
paragraphs of narrative, the overall goal, one project form, a catalogue, a glossary.
"""

from mingzhang.disclosure import (
    CatalogueEntry,
    Column,
    Department,
    Disclosure,
    Funds,
    GlossaryEntry,
    Indicator,
    NarrativeParagraph,
    OverallGoal,
    ProjectForm,
    Role,
    Row,
    Side,
    Statement,
    Table,
    Target,
)
from mingzhang.model import (
    Coverage,
    Figure,
    Finding,
    Place,
    Problem,
    Relation,
    Report,
    RuleResult,
    Severity,
    Source,
    Summary,
    Term,
    Trial,
    Unit,
    Verdict,
    parse_figure,
)
from mingzhang.model.figures import MILLIONTHS
from mingzhang.model.rule_info import RuleInfo


def money(text: str, at: Place, unit: str = "万元") -> Figure:
    figure = parse_figure(text, Unit(unit).scale, unit, at)
    assert figure is not None
    return figure


def share(text: str, at: Place) -> Figure:
    figure = parse_figure(text, MILLIONTHS, "%", at)
    assert figure is not None
    return figure


def cell(table: int, line: int, row: int, column: int) -> Place:
    return Place(line=line, table=table, row=row, column=column)


def row(
    table: int,
    line: int,
    number: int,
    name: str,
    values: dict[str, str | None],
    *,
    code: str = "",
    role: Role = Role.DETAIL,
    side: Side | None = None,
    first: int = 2,
    level: int = 1,
) -> Row:
    """One row of 万元; the columns of `values` stand one after the other from `first` on."""
    figures = {
        key: None if text is None else money(text, cell(table, line, number, first + offset))
        for offset, (key, text) in enumerate(values.items())
    }
    at = Place(line=line, table=table, row=number)
    return Row(name, code, role, figures, at, side=side, level=level)


def _summary_table() -> Table:
    income, spending = Side.INCOME, Side.EXPENDITURE
    columns = (
        Column("amount", ("收入", "2025年"), income),
        Column("total", ("支出", "2025年合计"), spending),
        Column("current", ("支出", "当年预算安排"), spending),
    )

    def left(line: int, number: int, name: str, text: str | None, role: Role = Role.DETAIL) -> Row:
        return row(1, line, number, name, {"amount": text}, role=role, side=income)

    def right(line: int, number: int, name: str, text: str | None, role: Role) -> Row:
        values = {"total": text, "current": text}
        return row(1, line, number, name, values, role=role, side=spending, first=4)

    total = Role.TOTAL
    rows = (
        left(20, 3, "一、一般公共预算", "120.50"),
        right(20, 3, "一、一般公共服务支出", "100.25", Role.DETAIL),
        left(21, 4, "二、政府性基金预算", None),
        right(21, 4, "二、社会保障和就业支出", "20.25", Role.DETAIL),
        left(22, 5, "本年收入合计", "120.50", Role.SUBTOTAL),
        right(22, 5, "本年支出合计", "120.50", Role.SUBTOTAL),
        left(23, 6, "收入总计", "120.50", total),
        right(23, 6, "支出总计", "120.50", total),
    )
    return Table(
        "T01",
        "income_expenditure_summary",
        "2025年预算收支总表",
        "万元",
        columns,
        rows,
        Place(line=15),
        number_label="预算公开表1",
        department="青禾市林业局",
    )


def _expenditure_table() -> Table:
    columns = (
        Column("total", ("2025年预算数", "合计")),
        Column("basic", ("2025年预算数", "基本支出")),
        Column("project", ("2025年预算数", "项目支出")),
    )

    def line(
        number: int, code: str, name: str, total: str, basic: str | None, project: str | None
    ) -> Row:
        values = {"total": total, "basic": basic, "project": project}
        role = Role.DETAIL if code else Role.TOTAL
        at = 40 + number
        level = {0: 0, 3: 1, 5: 2, 7: 3}[len(code)]
        return row(3, at, number, name, values, code=code, role=role, first=3, level=level)

    rows = (
        line(3, "", "合计", "120.50", "70.25", "50.25"),
        line(4, "201", "一般公共服务支出", "100.25", "50.00", "50.25"),
        line(5, "20103", "政府办公厅（室）及相关机构事务", "100.25", "50.00", "50.25"),
        line(6, "2010301", "行政运行", "50.00", "50.00", None),
        line(7, "2010302", "一般行政管理事务", "50.25", None, "50.25"),
        line(8, "208", "社会保障和就业支出", "20.25", "20.25", None),
        line(9, "20805", "行政事业单位养老支出", "20.25", "20.25", None),
        line(10, "2080505", "机关事业单位基本养老保险缴费支出", "13.50", "13.50", None),
        line(11, "2080506", "机关事业单位职业年金缴费支出", "6.76", "6.76", None),
    )
    return Table(
        "T03",
        "expenditure_summary",
        "2025年预算支出总表",
        "万元",
        columns,
        rows,
        Place(line=38),
        department="青禾市林业局",
    )


def _empty_table() -> Table:
    columns = (Column("total", ("金额",)),)
    return Table(
        "T07",
        "government_fund_income",
        "2025年政府性基金预算收入表",
        "万元",
        columns,
        (),
        Place(line=60),
        empty_note="注：本表无数据",
    )


PARAGRAPHS = (
    (
        "三、支出预算情况说明",
        "2025年支出预算120.50万元，其中：基本支出70.25万元，占58.30%；项目支出50.25万元，占41.70%。",
    ),
    ("十、绩效管理情况", "涉及部门预算资金120.50万元，其中基本支出60.25万元，项目支出50.25万元。"),
    ("十、绩效管理情况", "与2024年相比增加12.00万元，主要原因是。"),
)
SHARE = MILLIONTHS


def place_in(paragraph: int, text: str, nth: int = 1) -> Place:
    """The place of the nth printing of a number in a paragraph of the narrative."""
    words = PARAGRAPHS[paragraph][1]
    start = -1
    for _ in range(nth):
        start = words.index(text, start + 1)
    return Place(line=70 + paragraph, start=start, end=start + len(text))


def _statement(paragraph: int, subject: str, text: str, unit: str = "万元") -> Statement:
    at = place_in(paragraph, text)
    kind, scale = ("percentage", SHARE) if unit == "%" else ("amount", Unit(unit).scale)
    figure = parse_figure(text, scale, unit, at)
    assert figure is not None
    return Statement(kind, subject, figure, PARAGRAPHS[paragraph][1], paragraph)


def _target(raw: str, comparator: str | None = None, value: str | None = None) -> Target:
    return Target(raw, "money" if value else "quality", comparator, value)


def _form() -> ProjectForm:
    def yuan(text: str, line: int, column: int) -> Figure:
        return money(text, Place(line=line, table=9, row=line - 100, column=column), "元")

    quantity = Indicator(
        "产出指标", "数量指标", "造林面积", _target("≥800亩", "≥", "800"), Place(line=118)
    )
    cost = Indicator(
        "产出指标", "成本指标", "造林总成本", _target("≤60万元", "≤", "60"), Place(line=119)
    )
    benefit = Indicator("效益指标", "生态效益指标", "森林覆盖率", _target("提升"), Place(line=120))
    return ProjectForm(
        "国土绿化补助项目",
        Place(line=100, table=9),
        unit="青禾市林业局",
        department="071-青禾市林业局",
        attribute="一次性项目（1年结束）",
        period="1年",
        total_funds=Funds(total=yuan("502500", 104, 2), municipal=yuan("502500", 107, 2)),
        annual_funds=Funds(total=yuan("502500", 104, 4), municipal=yuan("502500", 107, 4)),
        overview="在荒坡补植苗木八百亩，并管护一年。",
        basis="《中华人民共和国森林法》",
        total_goal="完成造林八百亩。",
        annual_goal="完成造林八百亩。",
        indicators=(quantity, cost, benefit),
        annual_indicators=(quantity, cost, benefit),
        filled_at="20250305",
        form_year=2025,
    )


def _overall_goal() -> OverallGoal:
    def fund(text: str, line: int) -> Figure:
        return money(text, Place(line=line, table=8, row=line - 80, column=2))

    return OverallGoal(
        Place(line=80, table=8),
        department="071-青禾市林业局",
        funds={
            "合计": fund("120.50", 86),
            "基本支出": fund("70.25", 87),
            "项目支出": fund("50.25", 88),
        },
        facts={},
        duties="负责全市造林绿化和森林资源管理。",
        annual_goal="1.完成造林任务。2.管好护林队伍。",
        tasks=(("造林绿化", "完成年度造林任务"),),
        indicators=(
            Indicator("产出指标", "数量指标", "造林面积", _target("≥800亩"), Place(line=95)),
        ),
    )


def disclosure() -> Disclosure:
    """The invented document; its text is 青禾市, a place that does not exist."""
    statements = (
        _statement(0, "支出预算", "120.50"),
        _statement(0, "基本支出", "70.25"),
        _statement(0, "基本支出占比", "58.30", "%"),
        _statement(0, "项目支出", "50.25"),
        _statement(0, "项目支出占比", "41.70", "%"),
        _statement(1, "部门预算资金", "120.50"),
        _statement(1, "基本支出", "60.25"),
        _statement(1, "项目支出", "50.25"),
        _statement(2, "比上年增加", "12.00"),
    )
    narrative = tuple(
        NarrativeParagraph(section, text, Place(line=70 + index), index)
        for index, (section, text) in enumerate(PARAGRAPHS)
    )
    return Disclosure(
        Source("qinghe-2025.txt", "txt", "0" * 64),
        "budget",
        "department",
        2025,
        "shanxi-2025",
        Department("071", "青禾市林业局"),
        tables=(_summary_table(), _expenditure_table(), _empty_table()),
        narrative=narrative,
        statements=statements,
        overall_goal=_overall_goal(),
        projects=(_form(),),
        catalogue=(
            CatalogueEntry("林业", "A0501", "造林服务", 3, Place(line=130)),
            CatalogueEntry("林业", "A050101", "荒山造林服务", 4, Place(line=131)),
        ),
        glossary=(GlossaryEntry("基本支出", "指为保障机构正常运转发生的支出。", Place(line=140)),),
        problems=(Problem("第12页的表没有识别出标题，请核对原件。", Place(page=12)),),
    )


def _rule(number: str, title: str, formula: str, severity: Severity = Severity.ERROR) -> RuleInfo:
    return RuleInfo(
        number,
        title,
        f"{title}应当成立。",
        formula,
        "《预算法实施条例》第六条",
        "F",
        severity,
        "请对照原始数据更正后重新公布。",
    )


def rules() -> dict[str, RuleInfo]:
    return {
        info.id: info
        for info in (
            _rule("A01", "收支总表收支平衡", "收入总计 = 支出总计"),
            _rule("A12", "类款项逐级相加", "款 = Σ项"),
            _rule("A57", "项目支出与项目表一致", "项目支出 = 项目表合计"),
            _rule("A44", "基金支出与基金收入一致", "基金支出 = 基金收入"),
            _rule("B20", "整体绩效资金与支出总表一致", "基本支出（说明）= 基本支出（表三）"),
            _rule("B05", "增减必须说明原因", "增减额 ≠ 0 ⇒ 有原因", Severity.WARNING),
            _rule("D22", "成本指标不超过年度资金", "成本指标 ≤ 年度资金总额"),
            _rule("E08", "定性指标应有等级", "定性指标有等级词", Severity.INFO),
        )
    }


def _term(label: str, figure: Figure | None, factor: int = 1) -> Term:
    return Term(label, figure, factor)


def _trials(document: Disclosure) -> tuple[Trial, ...]:
    first, third, _ = document.tables
    balance = Trial(
        rule="A01",
        verdict=Verdict.PASS,
        left=(_term("收入总计", first.rows[6].values["amount"]),),
        right=(_term("支出总计", first.rows[7].values["total"]),),
    )
    parent, *children = third.rows[6:]
    tail = Trial(
        rule="A12",
        verdict=Verdict.ROUNDING,
        left=(_term("20805 行政事业单位养老支出", parent.values["total"]),),
        right=tuple(_term(f"{row.code} {row.name}", row.values["total"]) for row in children),
        difference=-Unit.TEN_THOUSAND.scale // 100,
    )
    wrong = Trial(
        rule="B20",
        verdict=Verdict.FAIL,
        left=(_term("基本支出（说明）", document.statements[6].figure),),
        right=(_term("基本支出（表三）", third.rows[0].values["basic"]),),
        difference=-10 * Unit.TEN_THOUSAND.scale,
    )
    cost = document.projects[0].indicators[1].at
    figure = Figure("60", 60 * Unit.TEN_THOUSAND.scale, Unit.TEN_THOUSAND.scale, "万元", cost)
    dear = Trial(
        rule="D22",
        verdict=Verdict.FAIL,
        relation=Relation.AT_MOST,
        left=(_term("造林总成本", figure),),
        right=(_term("年度资金总额", document.projects[0].annual_funds.total),),
        difference=9_7500 * MILLIONTHS,
    )
    reason = Trial(
        rule="B05",
        verdict=Verdict.FAIL,
        relation=Relation.HOLDS,
        left=(_term("比上年增加", document.statements[8].figure),),
        note="“主要原因是”之后没有写原因",
        places=(place_in(2, "主要原因是。"),),
    )
    vague = Trial(
        rule="E08",
        verdict=Verdict.FAIL,
        relation=Relation.HOLDS,
        note="“提升”没有等级",
        places=(document.projects[0].indicators[2].at,),
    )
    undecided = Trial(rule="A57", verdict=Verdict.UNDETERMINED, note="没有读到项目支出预算表")
    return (balance, tail, wrong, dear, reason, vague, undecided)


def _findings(document: Disclosure) -> tuple[Finding, ...]:
    basis, remedy = "《预算法实施条例》第六条", "请对照原始数据更正后重新公布。"
    third = document.tables[1]
    basic = third.rows[0].values["basic"]
    funds = document.projects[0].annual_funds.total
    assert basic is not None
    assert funds is not None
    return (
        Finding(
            "B20",
            Severity.ERROR,
            Verdict.FAIL,
            "绩效管理情况写“基本支出60.25万元”，表三为70.25万元，相差10.00万元。",
            "70.25",
            "60.25",
            "-10.00",
            "万元",
            (place_in(1, "60.25"), basic.at),
            basis,
            remedy,
        ),
        Finding(
            "D22",
            Severity.ERROR,
            Verdict.FAIL,
            "“国土绿化补助项目”的成本指标60万元超过年度资金502500元。",
            "502500",
            "600000",
            "97500",
            "元",
            (document.projects[0].indicators[1].at, funds.at),
            basis,
            remedy,
        ),
        Finding(
            "B05",
            Severity.WARNING,
            Verdict.FAIL,
            "“主要原因是”之后没有写原因，请补全。",
            places=(place_in(2, "主要原因是。"),),
            basis=basis,
            remedy=remedy,
        ),
        Finding(
            "E08",
            Severity.INFO,
            Verdict.FAIL,
            '=HYPERLINK("http://x") 指标值“提升”没有等级。',
            places=(document.projects[0].indicators[2].at,),
            basis=basis,
            remedy=remedy,
        ),
        _tail(document),
    )


def _tail(document: Disclosure) -> Finding:
    values = [row.values["total"] for row in document.tables[1].rows[6:]]
    return Finding(
        "A12",
        Severity.INFO,
        Verdict.ROUNDING,
        "表三“20805”的合计20.25万元，应等于20.26万元，相差0.01万元（在四舍五入范围内）。",
        "20.26",
        "20.25",
        "-0.01",
        "万元",
        tuple(value.at for value in values if value is not None),
    )


def report(document: Disclosure | None = None) -> Report:
    """What a check of the invented document says: all five verdicts."""
    document = document or disclosure()
    results = (
        RuleResult("A01", Verdict.PASS, None, 1),
        RuleResult("A12", Verdict.ROUNDING, None, 1),
        RuleResult("A44", Verdict.NOT_APPLICABLE, "没有政府性基金", 0),
        RuleResult("A57", Verdict.UNDETERMINED, "没有读到项目支出预算表（表十二）", 0),
        RuleResult("B05", Verdict.FAIL, None, 1),
        RuleResult("B20", Verdict.FAIL, None, 1),
        RuleResult("D22", Verdict.FAIL, None, 1),
        RuleResult("E08", Verdict.FAIL, None, 1),
    )
    unclaimed = (document.statements[2].figure, document.statements[4].figure)
    return Report(
        document.source,
        document.year,
        document.profile,
        _findings(document),
        results,
        Coverage(9, 7, unclaimed),
        document.problems,
        Summary(2, 1, 2, 1),
        _trials(document),
    )
