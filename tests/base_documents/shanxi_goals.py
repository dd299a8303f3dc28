"""The overall goal form, the assets, the purchase catalogue and the glossary."""

from base_documents.classes import ORDINALS
from base_documents.goals import LEVELS
from base_documents.ledger import FUND, GENERAL, OWN, Ledger, rows, wan
from base_documents.shanxi_facts import (
    ASSETS,
    CATALOGUE,
    CITY,
    DECLARED,
    DUTIES,
    OFFICES,
    OTHER_STAFF,
    OVERALL_INDICATORS,
)


def overall(ledger: Ledger) -> str:
    """The whole department's goal form (部门整体支出绩效目标表)."""
    bodies = ledger.bodies
    quota, staff = (sum(getattr(body, key) for body in bodies) for key in ("quota", "staff"))
    head = [
        ["部门基本信息", "部门名称", f"{ledger.code}-{ledger.department}", "", ""],
        ["", "内设职能部门数", f"{len(OFFICES)}个", "所属预算单位数", f"{len(bodies)}个"],
        ["", "核定的人员编制数", f"{quota}人", "实际在职人员总数", f"{staff + OTHER_STAFF}人"],
        ["", "", "", "其中：在编人员数", f"{staff}人"],
        ["", "", "", "其他人员数", f"{OTHER_STAFF}人"],
        ["部门职责", DUTIES, "", "", ""],
        ["部门战略目标", "建成城乡均衡的公共文化和健身服务，形成有特色的旅游目的地。", "", "", ""],
    ]
    table = rows([*head, *_overall_money(ledger), *_overall_tasks(), *_overall_indicators(ledger)])
    title = f"{CITY[:2]}市市级预算部门（单位）整体支出绩效目标申报表"
    return f"{title}\n\n（{ledger.year}年度）\n\n{table}"


def _overall_money(ledger: Ledger) -> list[list[str]]:
    lines = ledger.all
    total = wan(lines.total)
    left = (
        ("合计", total),
        ("其中：一般公共预算资金", wan(lines.fund(GENERAL).total)),
        ("政府性基金预算资金", wan(lines.fund(FUND).total)),
        ("国有资本经营预算资金", "0.00"),
        ("社会保险基金预算资金", "0.00"),
        ("专户管理资金", "0.00"),
        ("单位资金", wan(lines.fund(OWN).total)),
    )
    right = [
        ("合计", total),
        ("其中：基本支出", wan(lines.basic.total)),
        ("项目支出", wan(lines.projects.total)),
        *[("", "")] * 4,
    ]
    head = [
        "年度预算情况",
        "按资金来源划分",
        "资金总额（万元）",
        "按资金方向划分",
        "资金总额（万元）",
    ]
    return [head, *(["", *one, *two] for one, two in zip(left, right, strict=True))]


def _overall_tasks() -> list[list[str]]:
    return [
        ["年度重点任务", "核心职能", "", "重点任务", ""],
        ["", "组织公共文化服务", "", "送戏下乡，办好惠民演出，做好博物馆免费开放。", ""],
        ["", "发展旅游业", "", "统一对外推介，补齐乡村旅游标识。", ""],
        ["", "监管文化和旅游市场", "", "开展季度集中检查，按期办结举报。", ""],
        [
            "年度绩效目标",
            "1.组织惠民演出144场。2.更新健身路径15套。3.检查经营场所860家次，举报按期办结。"
            "4.博物馆接待观众26万人次。",
            *("", "", ""),
        ],
    ]


def _overall_indicators(ledger: Ledger) -> list[list[str]]:
    basic = ledger.all.basic
    costs = (
        ("人员经费支出成本", basic.staff.total),
        ("公用经费支出成本", basic.public.total),
        ("项目经费支出成本", ledger.all.projects.total),
    )
    wanted = [*OVERALL_INDICATORS, *(("成本指标", n, f"≤{wan(sum_)}万元") for n, sum_ in costs)]
    found = [["年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]]
    for level1, level2s in LEVELS.items():
        shown1 = level1
        for level2 in level2s:
            shown2 = level2
            for name, target in [item[1:] for item in wanted if item[0] == level2] or [("", "")]:
                found.append(["", shown1, shown2, name, target])
                shown1 = shown2 = ""
    return found


def assets(ledger: Ledger) -> str:
    """十一、国有资产占有使用情况."""
    date, owner = ASSETS["date"], ledger.department
    cars = dict(ASSETS["cars"])
    kinds = (
        "领导用车",
        "机要通信用车",
        "应急保障用车",
        "执法执勤用车",
        "特种专业技术用车",
        "其他公务用车",
    )
    listed = "，".join(f"{kind}{cars.get(kind, 0)}辆" for kind in kinds)
    total = sum(cars.values())
    return "\n\n".join(
        (
            "1、车辆情况：",
            f"截至{date}，{owner}共有公务用车编制{total}辆，实有{total}辆，其中：{listed}。",
            "2、房屋情况：",
            f"截至{date}，{owner}使用的办公用房建筑总面积{ASSETS['area']}平方米。",
            "3、其他国有资产占有使用情况：",
            f"截至{date}，{owner}占有使用价值50万元（原值）以上的通用设备{ASSETS['general_equipment']}台（套）；"
            f"占有使用价值100万元（原值）以上的专用设备{ASSETS['special_equipment']}台（套）。",
        )
    )


def other() -> str:
    """十二、其他说明, with the purchase catalogue."""
    declared = "、".join(code + name for code, name in DECLARED)
    entries = [["代码", "一级目录", "二级目录", "三级目录", "四级目录"]]
    depth = {1: 0, 3: 1, 5: 2, 7: 3}
    for section, found in CATALOGUE:
        entries.append([section, *[""] * 4])
        for code, name in found:
            cells = [""] * 4
            cells[depth[len(code)]] = name
            entries.append([code, *cells])
    return "\n\n".join(
        (
            "（一）政府购买服务指导性目录",
            f"根据《云岭省部门政府购买服务指导性目录》（云财综〔2024〕37号）文件，我部门政府购买服务为：{declared}。",
            "（二）其他",
            "无",
            "云岭省部门政府购买服务指导性目录",
            rows(entries),
        )
    )


GLOSSARY = (
    ("基本支出", "用于人员工资和日常办公，保证机构正常运转的支出。"),
    ("项目支出", "为完成特定工作任务，在基本支出以外安排的支出。"),
    (
        "“三公”经费",
        "用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。",
    ),
    ("机关运行经费", "行政单位和参公事业单位用财政拨款安排的基本支出中的公用经费。"),
    ("政府购买服务", "把适合市场提供的服务事项按采购程序交给有条件的供应商承担并付费。"),
    ("财政专户管理资金", "按规定缴入财政专户、单独核算的教育收费。"),
    ("单位资金", "财政拨款和财政专户管理资金以外的收入，例如事业收入和其他收入。"),
    ("上年结转", "以前年度安排、没有用完并在本年按原用途继续使用的资金。"),
    ("一般公共预算", "以税收为主要来源，用于民生、发展和机构运转的预算。"),
    ("政府性基金预算", "依法向特定对象征收或筹集、专项用于特定公共事业的预算。"),
    ("国有资本经营预算", "对国有资本收益作出安排的预算。"),
    ("财政拨款", "一般公共预算、政府性基金预算和国有资本经营预算安排的拨款。"),
)


def closing(ledger: Ledger) -> str:
    """The fourth part: the glossary."""
    terms = [f"{n}、{term}：指{text}" for n, (term, text) in zip(ORDINALS, GLOSSARY, strict=False)]
    return "\n\n".join(["第四部分 名词解释", *terms])
