"""The words around the thirteen tables, every number computed from the ledger."""

from base_documents.classes import DEPARTMENT_CLASSES, FUNCTIONS, ORDINALS
from base_documents.ledger import (
    FISCAL,
    FUND,
    GENERAL,
    OWN,
    Ledger,
    Lines,
    change,
    percent,
    wan,
)
from base_documents.shanxi_facts import DUTIES, GOALS, OFFICES, OTHER_STAFF, PURCHASES, SPECIFIC
from base_documents.shanxi_goals import assets, other, overall

TABLES = (
    "预算收支总表",
    "预算收入总表",
    "预算支出总表",
    "财政拨款收支总表",
    "一般公共预算支出预算表（不含上年结转）",
    "一般公共预算安排基本支出分经济科目表（不含上年结转）",
    "政府性基金预算收入表（不含上年结转）",
    "政府性基金预算支出表（不含上年结转）",
    "国有资本经营预算收支预算表（不含上年结转）",
    "财政拨款安排“三公”经费支出预算表",
    "财政拨款安排机关运行经费预算表",
    "项目支出预算表（本年预算）",
    "项目支出预算表（上年结转）",
)
SECTIONS = (
    "一、部门预算收支数据变动情况及原因",
    "二、收入预算情况说明",
    "三、支出预算情况说明",
    "四、财政拨款收支预算总体情况说明",
    "五、一般公共预算支出情况说明",
    "六、一般公共预算基本支出情况说明",
    "七、“三公”经费增减变动原因说明",
    "八、机关运行经费增减变动原因说明",
    "九、政府采购情况",
    "十、绩效管理情况",
    "十一、国有资产占有使用情况",
    "十二、其他说明",
)


def opening(ledger: Ledger) -> str:
    """Title, table of contents, first part, and the heading of the tables."""
    year = ledger.year
    contents = [
        "第一部分 概况",
        "一、本部门职责",
        "二、机构设置情况",
        f"第二部分 {year}年部门预算报表",
    ]
    contents += [f"表{n}{year}年{title}" for n, title in zip(ORDINALS, TABLES, strict=False)]
    contents += [f"第三部分 {year}年度部门预算情况说明", *SECTIONS, "第四部分 名词解释"]
    listed = "\n".join(f"{line}\t{page}" for page, line in enumerate(contents, start=1))
    parts = [ledger.department, f"{year}年度部门预算公开", "目 录", listed, "第一部分 概况"]
    parts += ["一、本部门职责", DUTIES, "二、机构设置情况", _organisation(ledger)]
    return "\n\n".join([*parts, f"第二部分 {year}年部门预算报表"])


def _organisation(ledger: Ledger) -> str:
    bodies = ledger.bodies
    quota, staff, retired = (
        sum(getattr(body, key) for body in bodies) for key in ("quota", "staff", "retired")
    )
    each = "".join(
        f"{body.name}{'（本级）' if not index else ''}为{body.kind}，核定编制{body.quota}名，"
        f"实有人员{body.staff}名，"
        f"{'其中公务员23名，工勤人员1名，' if not index else ''}退休人员{body.retired}名。"
        for index, body in enumerate(bodies)
    )
    return (
        f"{ledger.department}（部门）由局本级和{len(bodies) - 1}个下属预算单位组成，"
        f"下属机构：{'、'.join(body.name for body in bodies[1:])}。"
        f"内设机构：{'、'.join(OFFICES)}。"
        f"共核定编制{quota}名，实有在编人员{staff}名，退休人员{retired}名，编外人员{OTHER_STAFF}名。"
        f"其中：{each}"
    )


def narrative(ledger: Ledger, forms: str) -> str:
    """The third part with the goal forms."""
    bodies = (
        _movement(ledger),
        _income(ledger),
        _expenditure(ledger),
        _fiscal(ledger),
        _general(ledger),
        _basic(ledger),
        _three_public(ledger),
        _running(ledger),
        _purchases(ledger),
        f"{_goals(ledger)}\n\n{overall(ledger)}\n\n{forms}",
        assets(ledger),
        other(),
    )
    parts = [f"第三部分 {ledger.year}年度部门预算情况说明"]
    for heading, body in zip(SECTIONS, bodies, strict=True):
        parts += [heading, body]
    return "\n\n".join(parts)


def _movement(ledger: Ledger) -> str:
    whole, now, old = (wan(part.total) for part in (ledger.all, ledger.current, ledger.carried))
    compared = change(ledger.all.total, ledger.previous["总计"])
    return (
        f"{ledger.year}年度{ledger.department}预算收入总计{whole}万元，其中：本年收入{now}万元，"
        f"上年结转{old}万元，{compared}，主要原因是新增体育健身设施配建和人员工资正常晋级。"
        f"本年部门预算支出总计{whole}万元，其中：本年预算安排{now}万元，上年结转{old}万元，"
        f"{compared}，主要原因是新增体育健身设施配建和人员工资正常晋级。"
    )


def _income(ledger: Ledger) -> str:
    total = ledger.all.total
    labels = (
        ("一般公共预算拨款收入", ledger.current.fund(GENERAL).total),
        ("政府性基金预算拨款收入", ledger.current.fund(FUND).total),
        ("国有资本经营预算拨款收入", 0),
        ("财政专户管理资金收入", 0),
        ("单位资金", ledger.current.fund(OWN).total),
        ("上年结转", ledger.carried.total),
    )
    parts = "；".join(
        f"{label}{wan(amount) if amount else 0}万元，占{percent(amount, total) if amount else '0%'}"
        for label, amount in labels
    )
    return f"{ledger.year}年度{ledger.department}预算收入{wan(total)}万元，包括：{parts}。"


def _expenditure(ledger: Ledger) -> str:
    total, basic, projects = (
        part.total for part in (ledger.all, ledger.all.basic, ledger.all.projects)
    )
    return (
        f"{ledger.year}年度{ledger.department}支出预算{wan(total)}万元，其中：基本支出{wan(basic)}万元，"
        f"占{percent(basic, total)}；项目支出{wan(projects)}万元，占{percent(projects, total)}。"
    )


def _chapters(lines: Lines) -> list[tuple[str, int]]:
    codes = [code for code in lines.function_codes() if len(code) == 3]
    return [(FUNCTIONS[code], lines.function(code).total) for code in codes]


def _fiscal(ledger: Ledger) -> str:
    lines = ledger.all.fund(*FISCAL)
    now = lines.where(lambda line: not line.carried)
    spent = "、".join(f"{name}{wan(amount)}万元" for name, amount in _chapters(lines))
    return (
        f"{ledger.year}年度{ledger.department}财政拨款收支总预算{wan(lines.total)}万元。"
        f"收入包括：当年拨款收入{wan(now.total)}万元（一般公共预算拨款{wan(now.fund(GENERAL).total)}万元、"
        f"政府性基金预算拨款{wan(now.fund(FUND).total)}万元、国有资本经营预算拨款0万元），"
        f"上年结转收入{wan(ledger.carried.total)}万元。支出包括：{spent}。"
    )


def _general(ledger: Ledger) -> str:
    lines = ledger.current.fund(GENERAL)
    total = lines.total
    uses = "；".join(
        f"{name}{wan(amount)}万元，占{percent(amount, total)}" for name, amount in _chapters(lines)
    )
    subject = f"{ledger.year}年度{ledger.department}一般公共预算当年支出{wan(total)}万元"
    return "\n\n".join(
        (
            "（一）一般公共预算当年支出规模变化情况",
            f"{subject}，{change(total, ledger.previous['一般公共预算'])}，主要原因是人员工资正常晋级和旅游推广任务增加。",
            "（二）一般公共预算当年支出结构情况",
            f"{subject}，主要用于以下方面：{uses}。",
        )
    )


def _names(lines: Lines) -> str:
    codes = sorted({line.department_class for line in lines.items})
    return "、".join(DEPARTMENT_CLASSES[code] for code in codes)


def _basic(ledger: Ledger) -> str:
    lines = ledger.current.fund(GENERAL).basic
    return (
        f"{ledger.year}年度{ledger.department}一般公共预算安排基本支出{wan(lines.total)}万元，其中：\n"
        f"人员经费{wan(lines.staff.total)}万元，主要包括：{_names(lines.staff)}；\n"
        f"公用经费{wan(lines.public.total)}万元，主要包括：{_names(lines.public)}。"
    )


def _three_public(ledger: Ledger) -> str:
    basic = ledger.current.basic
    meals, cars = (basic.economic(code).total for code in ("30217", "30231"))
    meals_before, cars_before = ledger.previous["接待"], ledger.previous["用车"]
    return (
        f"{ledger.year}年{ledger.department}财政拨款安排的“三公”经费预算{wan(meals + cars)}万元，"
        f"{change(meals + cars, meals_before + cars_before)}，主要原因是继续压缩公务支出。其中："
        f"因公出国（境）费0万元，与上年相同，主要原因是没有出国安排；"
        f"公务接待费{wan(meals)}万元，{change(meals, meals_before)}，主要原因是减少接待批次；"
        f"公务用车购置及运行费{wan(cars)}万元，{change(cars, cars_before)}，主要原因是控制用车次数。"
        f"公务用车购置费0万元，与上年相同，主要原因是没有购车安排；"
        f"公务用车运行维护费{wan(cars)}万元，{change(cars, cars_before)}，主要原因是控制用车次数。"
    )


def _running(ledger: Ledger) -> str:
    offices = [body for body in ledger.bodies if body.kind != "事业单位"]
    names = [body.name for body in offices]
    total = ledger.current.fund(GENERAL).public.where(lambda line: line.unit in names).total
    kinds = {"行政单位": "行政", "参公事业单位": "参公"}
    listed = "、".join(f"{body.name}（{kinds[body.kind]}）" for body in offices)
    return (
        f"本部门{ledger.year}年所属{listed}机关运行经费财政拨款预算{wan(total)}万元，"
        f"{change(total, ledger.previous['运行'])}，主要原因是严格控制日常开支。"
    )


def _purchases(ledger: Ledger) -> str:
    parts = "、".join(f"政府采购{name}预算{wan(sum_)}万元" for name, sum_ in PURCHASES.items())
    total = wan(sum(PURCHASES.values()))
    return f"{ledger.year}年{ledger.department}政府采购预算总额{total}万元。其中：{parts}。"


def _goals(ledger: Ledger) -> str:
    whole, basic = ledger.all, ledger.all.basic
    projects = ledger.current.projects
    specific = projects.where(lambda line: line.project in SPECIFIC)
    other = projects.total - specific.total
    counts = (
        f"其他运转类项目{len(GOALS) - len(SPECIFIC)}个，涉及金额{wan(other)}万元；"
        f"特定目标类项目{len(SPECIFIC)}个，涉及金额{wan(specific.total)}万元"
    )
    return "\n\n".join(
        (
            "1、整体绩效目标",
            f"{ledger.year}年编报部门整体支出绩效目标，涉及部门预算资金{wan(whole.total)}万元，"
            f"其中基本支出{wan(basic.total)}万元，项目支出{wan(whole.projects.total)}万元；"
            f"机关及下属预算单位{len(ledger.bodies)}个，均为编报单位整体绩效目标。",
            "2、项目绩效目标",
            f"{ledger.year}年{ledger.department}纳入绩效目标管理的2级项目{len(GOALS)}个，"
            f"共计金额{wan(projects.total)}万元。其中：{counts}。"
            f"公开项目绩效目标{len(GOALS)}个，涉及项目金额{wan(projects.total)}万元，"
            f"占本年预算安排项目支出总额的100%。其中：{counts}。",
        )
    )
