"""The words around the nine tables, every number computed from the ledger."""

from base_documents.classes import FUNCTIONS
from base_documents.ledger import FISCAL, FUND, GENERAL, STATE_CAPITAL, Ledger, percent, wan
from base_documents.shanghai_facts import (
    BUSINESS,
    CARS,
    OTHER,
    PURCHASES,
    SMALL_BUSINESS,
    TRADING,
    USES,
)

CONTENTS = ("部门主要职能", "部门机构设置", "名词解释", "部门预算编制说明", "部门预算表")
TABLES = (
    "部门财务收支预算总表",
    "部门收入预算总表",
    "部门支出预算总表",
    "部门财政拨款收支预算总表",
    "部门一般公共预算支出功能分类预算表",
    "部门政府性基金预算支出功能分类预算表",
    "部门国有资本经营预算支出功能分类预算表",
    "部门一般公共预算基本支出部门预算经济分类预算表",
    "部门“三公”经费和机关运行经费预算表",
)

GLOSSARY = (
    (
        "财政拨款收入",
        "本年度从本级财政部门取得的拨款，含一般公共预算、政府性基金预算和国有资本经营预算。",
    ),
    ("事业收入", "事业单位开展专业业务及辅助活动取得的收入。"),
    ("事业单位经营收入", "事业单位在专业业务之外开展非独立核算经营取得的收入。"),
    ("其他收入", "财政拨款收入、事业收入、事业单位经营收入以外的收入。"),
    ("基本支出预算", "为保证机构运转编制的年度支出计划，分人员经费和公用经费。"),
    ("项目支出预算", "为完成特定任务在基本支出之外编制的年度支出计划。"),
    ("“三公”经费", "用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。"),
    ("机关运行经费", "行政单位和参公单位用一般公共预算安排的基本支出中的日常公用经费。"),
)


def opening(ledger: Ledger) -> str:
    """Title, table of contents, duties, units, glossary and the explanation of the budget."""
    year, name = ledger.year, ledger.department
    listed = [f"{n}、{item}" for n, item in zip("一二三四五", CONTENTS, strict=True)]
    listed += [f"{n}. {year}年{title}" for n, title in enumerate(TABLES, start=1)]
    listed += ["六、其他相关情况说明", "七、项目经费情况说明"]
    glossary = [
        f"（{n}）{term}：指{text}"
        for n, (term, text) in zip("一二三四五六七八", GLOSSARY, strict=True)
    ]
    parts = (
        f"澄江市云溪区{year}年区级部门预算\n预算主管部门：{name}",
        "目 录\n" + "\n".join(listed),
        f"{name}（部门）主要职能\n{name}主管全区卫生健康工作。\n主要职能包括：\n"
        "一、拟订并落实全区卫生健康政策和规划。\n二、组织公共卫生和疾病预防控制。\n"
        "三、监督公共场所和医疗机构卫生。\n四、承办区委、区政府交办的其他事项。",
        _units(ledger),
        "名词解释\n" + "\n".join(glossary),
        _explanation(ledger),
    )
    return "\n\n".join(parts)


def _units(ledger: Ledger) -> str:
    listed = "\n".join(
        f"{n}. {body.name}{'（本部）' if n == 1 else ''}。"
        for n, body in enumerate(ledger.bodies, start=1)
    )
    return (
        f"{ledger.department}（部门）机构设置\n"
        f"{ledger.department}部门预算包括委机关以及下属{len(ledger.bodies) - 1}家预算单位的综合收支计划。\n"
        f"本部门中，行政单位1家，参公单位1家，事业单位1家，具体包括：\n{listed}"
    )


def _versus(now: int, before: int, year: int) -> str:
    if now == before:
        return f"与{year}年预算持平"
    return f"比{year}年预算{'增加' if now > before else '减少'}{wan(abs(now - before))}万元"


def _explanation(ledger: Ledger) -> str:
    year, last, name = ledger.year, ledger.year - 1, ledger.department
    lines, before = ledger.all, ledger.previous
    fiscal, general, fund = (
        found.total for found in (lines.fund(*FISCAL), lines.fund(GENERAL), lines.fund(FUND))
    )
    own = [wan(lines.fund(source).total) for source in (BUSINESS, TRADING, OTHER)]
    capital = lines.fund(STATE_CAPITAL).total
    parts = [
        f"{year}年部门预算编制说明",
        f"{year}年，{name}收入预算{wan(lines.total)}万元，其中：财政拨款收入{wan(fiscal)}万元，"
        f"{_versus(fiscal, before['财政拨款'], last)}；事业收入{own[0]}万元；"
        f"事业单位经营收入{own[1]}万元；其他收入{own[2]}万元。",
        f"支出预算{wan(lines.total)}万元，其中：财政拨款支出预算{wan(fiscal)}万元，"
        f"{_versus(fiscal, before['财政拨款'], last)}。财政拨款支出预算中，"
        f"一般公共预算拨款支出预算{wan(general)}万元，{_versus(general, before['一般公共预算'], last)}；"
        f"政府性基金拨款支出预算{wan(fund)}万元，{_versus(fund, before['政府性基金'], last)}；"
        f"国有资本经营预算拨款支出预算{wan(capital)}万元，{_versus(capital, 0, last)}。",
        "财政拨款收入支出增加的主要原因是实验室检测能力建设和社区康复器材配置增加。",
        "财政拨款支出主要内容如下：",
        *_uses(ledger),
    ]
    return "\n".join(parts)


def _uses(ledger: Ledger) -> list[str]:
    lines = ledger.all.fund(*FISCAL)
    codes = [code for code in lines.function_codes() if len(code) == 7]
    return [f"{n}. {_use(ledger, code)}" for n, code in enumerate(codes, start=1)]


def _use(ledger: Ledger, code: str) -> str:
    year, last = ledger.year, ledger.year - 1
    now, before = ledger.all.fund(*FISCAL).function(code).total, ledger.previous[code]
    path = "".join(
        f"{FUNCTIONS[code[:length]]}（{mark}）"
        for length, mark in ((3, "类"), (5, "款"), (7, "项"))
    )
    head = f"“{path}”{wan(now)}万元，主要用于{USES[code]}。"
    if not before:
        return f"{head}{last}年没有执行数，{year}年预算安排{wan(now)}万元，主要原因是：新增项目。"
    middle = f"{last}年当年预算执行数为{wan(before)}万元，{year}年预算安排{wan(now)}万元，"
    if now == before:
        return f"{head}{middle}与{last}年预算执行数持平。主要原因是：保障标准没有变化。"
    word, reason = ("增加", "人员或任务增加") if now > before else ("减少", "人员或任务减少")
    growth = percent(abs(now - before), before)
    return f"{head}{middle}比{last}年预算执行数{word}{growth}。主要原因是：{reason}。"


def closing(ledger: Ledger) -> str:
    """Other matters, and the explanation of one project."""
    return f"{_other(ledger)}\n\n{_project(ledger)}"


def three_public(ledger: Ledger) -> dict[str, int]:
    """接待, 用车 and 运行 of this year in hundreds of 元."""
    basic = ledger.all.fund(GENERAL).basic
    offices = [body.name for body in ledger.bodies if body.kind != "事业单位"]
    public = basic.public.where(lambda line: line.unit in offices)
    return {
        "接待": basic.economic("30217").total,
        "用车": basic.economic("30231").total,
        "运行": public.total,
    }


def _three_public(ledger: Ledger) -> str:
    year, last = ledger.year, ledger.year - 1
    found, before = three_public(ledger), ledger.previous
    meals, cars = found["接待"], found["用车"]
    total = _versus(meals + cars, before["接待"] + before["用车"], last)
    moved = _versus(cars, before["用车"], last)
    return "\n".join(
        (
            f"一、{year}年“三公”经费预算情况说明",
            f"{year}年“三公”经费预算数为{wan(meals + cars)}万元，{total}。其中：",
            f"（一）因公出国（境）费0.00万元，与{last}年预算持平，主要原因是没有出国任务。",
            f"（二）公务用车购置及运行费{wan(cars)}万元，{moved}，主要原因是合并用车任务。"
            f"其中：公务用车购置费0.00万元，与{last}年预算持平，主要原因是没有购车安排；"
            f"公务用车运行费{wan(cars)}万元，{moved}，主要原因是合并用车任务。",
            f"（三）公务接待费{wan(meals)}万元，{_versus(meals, before['接待'], last)}，"
            "主要原因是减少接待批次。",
            "二、机关运行经费预算",
            f"{year}年{ledger.department}（部门）下属1家机关和1家参公单位财政拨款的机关运行经费预算为"
            f"{wan(found['运行'])}万元，{_versus(found['运行'], before['运行'], last)}，主要原因是压缩日常开支。",
        )
    )


def _other(ledger: Ledger) -> str:
    year = ledger.year
    goods = "、".join(f"政府采购{name}预算{wan(sum_)}万元" for name, sum_ in PURCHASES.items())
    projects = ledger.all.projects
    count = len(projects.names(lambda line: line.project))
    return "\n".join(
        (
            "其他相关情况说明",
            _three_public(ledger),
            "三、政府采购预算情况",
            f"{year}年本部门政府采购预算{wan(sum(PURCHASES.values()))}万元，其中：{goods}。",
            f"{year}年本部门面向中小企业预留政府采购项目预算金额{wan(SMALL_BUSINESS[0])}万元，"
            f"其中，预留给小型和微型企业的政府采购项目预算为{wan(SMALL_BUSINESS[1])}万元。",
            "四、绩效目标设置情况",
            f"本部门{len(ledger.bodies)}个预算单位开展了{year}年项目预算绩效目标编报工作，"
            f"编报绩效目标的项目{count}个，涉及项目预算资金{wan(projects.total)}万元。",
            "五、国有资产占有使用情况",
            _assets(ledger),
        )
    )


def _assets(ledger: Ledger) -> str:
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
    listed = "、".join(f"{kind}{CARS.get(kind, 0)}辆" for kind in kinds)
    return (
        f"截至{ledger.year - 1}年8月31日，{ledger.department}（部门）共有车辆{sum(CARS.values())}辆，"
        f"其中：{listed}；单价100万元（含）以上设备（不含车辆）2台（套）。\n"
        f"{ledger.year}年部门预算安排购置车辆0辆；"
        "部门预算安排购置单价100万元（含）以上设备（不含车辆）0台（套）。"
    )


def _project(ledger: Ledger) -> str:
    name = "家庭医生签约服务"
    total = ledger.all.projects.where(lambda line: line.project == name).total
    quarters = (16000, 15375, 16820, total - 16000 - 15375 - 16820)
    planned = "，".join(
        f"第{n}季度用款计划{wan(sum_)}万元" for n, sum_ in zip("一二三四", quarters, strict=True)
    )
    return "\n".join(
        (
            "项目经费情况说明",
            "一、项目概况",
            f"{name}由{ledger.department}组织，为签约居民提供健康管理和转诊服务。",
            "二、立项依据",
            "《中华人民共和国基本医疗卫生与健康促进法》第三十一条。",
            "三、实施主体",
            f"{ledger.department}负责组织和考核，辖区社区卫生服务机构负责服务。",
            "四、实施方案",
            "按签约人数和考核结果分季度拨付服务经费。",
            "五、实施周期",
            f"{ledger.year}年1月至12月。",
            "六、年度预算安排",
            f"{ledger.year}年预算安排{wan(total)}万元，{planned}。",
            "七、绩效目标",
            "签约居民规范管理率不低于75%，签约居民满意度不低于85%。",
        )
    )
