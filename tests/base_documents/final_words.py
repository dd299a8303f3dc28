"""The words around the nine tables of final accounts, every number computed."""

from base_documents.classes import DEPARTMENT_CLASSES, FUNCTIONS, ORDINALS
from base_documents.final_facts import (
    BUDGETS,
    BUSINESS,
    CARS,
    GUESTS,
    LEFT,
    OTHER,
    PREVIOUS,
    PURCHASES,
    SCORE,
    SMALL_BUSINESS,
    THREE_PUBLIC_BUDGET,
    USES,
    VISITS,
)
from base_documents.ledger import FISCAL, FUND, GENERAL, Ledger, Lines, percent, wan

TABLES = (
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表",
    "财政拨款“三公”经费支出决算表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
)
SECTIONS = (
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款基本支出决算情况说明",
    "财政拨款“三公”经费支出决算情况说明",
    "政府性基金预算财政拨款收入支出决算情况说明",
    "国有资本经营预算财政拨款收入支出决算情况说明",
    "预算绩效管理情况",
    "其他重要事项的情况说明",
)
GLOSSARY = (
    ("财政拨款收入", "本年度从本级财政部门取得的各类财政拨款。"),
    ("事业收入", "事业单位开展专业业务及辅助活动取得的收入。"),
    ("经营收入", "事业单位在专业业务之外开展非独立核算经营取得的收入。"),
    ("其他收入", "财政拨款收入、事业收入、经营收入以外的收入。"),
    ("年初结转和结余", "以前年度没有用完、结转到本年继续使用的资金。"),
    ("年末结转和结余", "本年没有用完、结转到以后年度继续使用的资金。"),
    ("基本支出", "为保证机构运转和日常工作发生的支出。"),
    ("项目支出", "为完成特定任务在基本支出之外发生的支出。"),
    ("经营支出", "事业单位开展非独立核算经营发生的支出。"),
    ("“三公”经费", "用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。"),
    ("机关运行经费", "行政单位和参公单位用一般公共预算安排的基本支出中的日常公用经费。"),
)


def opening(ledger: Ledger) -> str:
    """Title, table of contents, first part, and the heading of the tables."""
    year, name = ledger.year, ledger.department
    contents = [f"第一部分 {name}概况", "一、主要职能", "二、部门决算单位构成"]
    contents += [f"第二部分 {name}{year}年度部门决算表"]
    contents += [f"{n}、{title}" for n, title in zip(ORDINALS, TABLES, strict=False)]
    contents += [f"第三部分 {name}{year}年度部门决算情况说明"]
    contents += [f"{n}、{title}" for n, title in zip(ORDINALS, SECTIONS, strict=False)]
    contents += ["第四部分 名词解释"]
    units = "\n".join(
        f"{n}\t{body.name}{'（本级）' if n == 1 else ''}\t{body.kind}"
        for n, body in enumerate(ledger.bodies, start=1)
    )
    parts = (
        f"{name}\n{year}年度部门决算",
        "目 录\n" + "\n".join(contents),
        f"第一部分 {name}概况\n一、主要职能\n1.组织全区农业生产和农村建设。\n2.推广农业技术，防治病虫害。\n"
        "3.承办区委、区政府交办的其他事项。",
        f"二、部门决算单位构成\n{name}{year}年度部门决算包括本级决算和{len(ledger.bodies) - 1}个下属单位决算。\n"
        f"序号\t单位名称\t备注\n{units}",
        f"第二部分 {name}{year}年度部门决算表",
    )
    return "\n\n".join(parts)


def _moved(now: int, before: int) -> str:
    if now == before:
        return "与上年持平"
    word, growth = ("增加", "增长") if now > before else ("减少", "下降")
    return f"{word}{wan(abs(now - before))}万元，{growth}{percent(abs(now - before), before)}"


def explanation(ledger: Ledger, income: Lines) -> str:
    """The third and fourth parts."""
    bodies = (
        _whole(ledger, income),
        _income(income),
        _spent(ledger),
        _fiscal(ledger, income),
        _general(ledger),
        _basic(ledger),
        _three_public(ledger),
        _fund(ledger, income),
        f"{ledger.department}{ledger.year}年度没有国有资本经营预算财政拨款收入和支出。",
        _performance(ledger),
        _other(ledger),
    )
    parts = [f"第三部分 {ledger.department}{ledger.year}年度部门决算情况说明"]
    parts += [
        f"{n}、{title}\n{body}" for n, title, body in zip(ORDINALS, SECTIONS, bodies, strict=False)
    ]
    terms = [f"{n}、{term}：指{text}" for n, (term, text) in zip(ORDINALS, GLOSSARY, strict=False)]
    return "\n".join(parts) + "\n\n第四部分 名词解释\n" + "\n".join(terms)


def _whole(ledger: Ledger, income: Lines) -> str:
    total = income.total + ledger.carried.total
    return (
        f"{ledger.department}{ledger.year}年度收入支出总计{wan(total)}万元。与{ledger.year - 1}年度相比，"
        f"收入支出总计{_moved(total, PREVIOUS['总计'])}。主要原因：高标准农田管护任务增加。"
    )


def _income(income: Lines) -> str:
    parts = [("财政拨款收入", income.fund(*FISCAL).total)]
    parts += [(source, income.fund(source).total) for source in (BUSINESS, OTHER)]
    total = income.total
    listed = "；".join(f"{name}{wan(sum_)}万元，占{percent(sum_, total)}" for name, sum_ in parts)
    return f"本年收入合计{wan(total)}万元，其中：{listed}。"


def _spent(ledger: Ledger) -> str:
    total, basic, projects = (
        part.total for part in (ledger.all, ledger.all.basic, ledger.all.projects)
    )
    return (
        f"本年支出合计{wan(total)}万元，其中：基本支出{wan(basic)}万元，占{percent(basic, total)}；"
        f"项目支出{wan(projects)}万元，占{percent(projects, total)}。"
    )


def _fiscal(ledger: Ledger, income: Lines) -> str:
    total = income.fund(*FISCAL).total + ledger.carried.fund(*FISCAL).total
    return (
        f"{ledger.department}{ledger.year}年度财政拨款收入支出总计{wan(total)}万元。与{ledger.year - 1}年度相比，"
        f"财政拨款收入支出总计{_moved(total, PREVIOUS['财政拨款'])}。主要原因：高标准农田管护任务增加。"
    )


def _general(ledger: Ledger) -> str:
    lines = ledger.all.fund(GENERAL)
    total = lines.total
    chapters = [code for code in lines.function_codes() if len(code) == 3]
    uses = "；".join(
        f"{FUNCTIONS[code]}（类）{wan(lines.function(code).total)}万元，"
        f"占{percent(lines.function(code).total, total)}"
        for code in chapters
    )
    return "\n".join(
        (
            "（一）一般公共预算财政拨款支出决算总体情况",
            f"一般公共预算财政拨款支出{wan(total)}万元，占本年支出合计的{percent(total, ledger.all.total)}。"
            f"与{ledger.year - 1}年度相比，一般公共预算财政拨款支出{_moved(total, PREVIOUS['一般公共预算'])}。"
            "主要原因：高标准农田管护任务增加。",
            "（二）一般公共预算财政拨款支出决算结构情况",
            f"一般公共预算财政拨款支出{wan(total)}万元，主要用于以下方面：{uses}。",
            "（三）一般公共预算财政拨款支出决算具体情况",
            f"一般公共预算财政拨款支出{_completed(total, sum(BUDGETS.values()))}其中：",
            *_details(lines),
        )
    )


def _completed(spent: int, budget: int) -> str:
    head = f"年初预算为{wan(budget)}万元，支出决算为{wan(spent)}万元，完成年初预算的{percent(spent, budget)}。"
    if spent == budget:
        return f"{head}决算数与预算数持平。"
    word, reason = ("小于", "厉行节约") if spent < budget else ("大于", "年中追加任务")
    return f"{head}决算数{word}预算数的主要原因：{reason}。"


def _details(lines: Lines) -> list[str]:
    codes = [code for code in lines.function_codes() if len(code) == 7]
    found = []
    for number, code in enumerate(codes, start=1):
        path = "".join(
            f"{FUNCTIONS[code[:length]]}（{mark}）"
            for length, mark in ((3, "类"), (5, "款"), (7, "项"))
        )
        completed = _completed(lines.function(code).total, BUDGETS[code])
        found.append(f"{number}、{path}。主要用于：{USES[code]}。{completed}")
    return found


def _names(lines: Lines) -> str:
    codes = sorted({line.department_class for line in lines.items})
    return "、".join(DEPARTMENT_CLASSES[code] for code in codes)


def _basic(ledger: Ledger) -> str:
    lines = ledger.all.fund(GENERAL).basic
    return (
        f"一般公共预算财政拨款基本支出{wan(lines.total)}万元。其中：人员经费{wan(lines.staff.total)}万元，"
        f"主要包括：{_names(lines.staff)}；公用经费{wan(lines.public.total)}万元，主要包括：{_names(lines.public)}。"
    )


def _three_public(ledger: Ledger) -> str:
    basic = ledger.all.fund(GENERAL).basic
    meals, cars = (basic.economic(code).total for code in ("30217", "30231"))
    planned_meals, planned_cars = THREE_PUBLIC_BUDGET["接待"], THREE_PUBLIC_BUDGET["用车"]
    whole, planned = meals + cars, planned_meals + planned_cars
    before = PREVIOUS["接待"] + PREVIOUS["用车"]
    year = ledger.year
    return "\n".join(
        (
            "（一）“三公”经费财政拨款支出决算总体情况说明。",
            f"“三公”经费财政拨款支出年初预算为{wan(planned)}万元，支出决算为{wan(whole)}万元，"
            f"完成预算的{percent(whole, planned)}，其中：因公出国（境）费决算为0.00万元，没有安排预算；"
            f"公务用车购置及运行维护费支出决算为{wan(cars)}万元，完成预算的{percent(cars, planned_cars)}；"
            f"公务接待费支出决算为{wan(meals)}万元，完成预算的{percent(meals, planned_meals)}。"
            f"{year}年度“三公”经费支出决算数小于预算数的主要原因：严格控制用车和接待。",
            f"{year}年度“三公”经费财政拨款支出决算数比{year - 1}年度{_moved(whole, before)}，其中："
            f"因公出国（境）费支出与上年持平；公务用车购置及运行维护费支出{_moved(cars, PREVIOUS['用车'])}；"
            f"公务接待费支出{_moved(meals, PREVIOUS['接待'])}。减少的主要原因是严格控制用车和接待。",
            "（二）“三公”经费财政拨款支出决算具体情况说明。",
            "“三公”经费财政拨款支出决算中，因公出国（境）费支出决算0.00万元，占0.00%；"
            f"公务用车购置及运行维护费支出决算{wan(cars)}万元，占{percent(cars, whole)}；"
            f"公务接待费支出决算{wan(meals)}万元，占{percent(meals, whole)}。具体情况如下：",
            "1、因公出国（境）费支出0.00万元。全年安排因公出国（境）团组0个、累计0人次。",
            f"2、公务用车购置及运行维护费支出{wan(cars)}万元。其中：公务用车购置支出为0.00万元；"
            f"公务用车运行维护支出{wan(cars)}万元。{year}年末财政拨款开支的公务用车保有量为{sum(CARS.values())}辆。",
            f"3、公务接待费支出{wan(meals)}万元，全部为国内公务接待，共接待{VISITS}批次、{GUESTS}人次，"
            "其中接待外宾0批次、0人次。",
        )
    )


def _fund(ledger: Ledger, income: Lines) -> str:
    opened, left = ledger.carried.fund(FUND).total, Lines(LEFT).fund(FUND).total
    return (
        f"{ledger.department}{ledger.year}年度政府性基金预算财政拨款年初结转和结余{wan(opened)}万元，"
        f"本年收入{wan(income.fund(FUND).total)}万元，本年支出{wan(ledger.all.fund(FUND).total)}万元，"
        f"年末结转和结余{wan(left)}万元。支出全部用于农村道路修复。"
    )


def _performance(ledger: Ledger) -> str:
    projects = ledger.all.fund(*FISCAL).projects
    count, money = len(projects.names(lambda line: line.project)), wan(projects.total)
    said = f"的{ledger.year}年度项目{count}个，涉及预算金额{money}万元"
    return (
        f"{ledger.department}{ledger.year}年度预算绩效管理工作开展情况如下：编报绩效目标{said}；"
        f"绩效跟踪{said}；绩效自评{said}，平均得分{SCORE}分（其中，绩效评级为“优”的项目{count - 1}个；"
        "绩效评级为“良”的项目1个；绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个）。"
    )


def _other(ledger: Ledger) -> str:
    year, name = ledger.year, ledger.department
    public = ledger.all.fund(GENERAL).public.where(lambda line: line.unit == name).total
    kinds = (
        "部级领导干部用车",
        "主要领导干部用车",
        "机要通信用车",
        "应急保障用车",
        "执法执勤用车",
        "特种专业技术用车",
        "离退休干部用车",
        "其他用车",
    )
    cars = "、".join(f"{kind}{CARS.get(kind, 0)}辆" for kind in kinds)
    bought = "、".join(f"{kind}采购金额{wan(sum_)}万元" for kind, sum_ in PURCHASES.items())
    return "\n".join(
        (
            "（一）机关运行经费支出情况",
            f"机关运行经费支出{wan(public)}万元，比{year - 1}年度{_moved(public, PREVIOUS['运行'])}。"
            "主要原因是压缩日常开支。",
            "（二）政府采购支出情况",
            f"{name}{year}年度政府采购金额（以合同签订为准）为{wan(sum(PURCHASES.values()))}万元，其中：{bought}。",
            f"{year}年度本部门面向中小企业预留政府采购项目预算金额{wan(SMALL_BUSINESS[0])}万元，"
            f"其中面向小微企业预留{wan(SMALL_BUSINESS[1])}万元。",
            "（三）国有资产占有使用情况说明",
            f"截至{year}年12月31日，{name}（部门）共有车辆{sum(CARS.values())}辆，其中：{cars}。"
            "单价100万元（含）以上设备（不含车辆）1台（套）。",
        )
    )
