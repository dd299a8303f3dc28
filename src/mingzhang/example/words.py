"""The narrative of the example: own words, printed numbers, contradictions kept."""

from mingzhang.classification import CatalogueEntry
from mingzhang.example.facts import Body, Facts
from mingzhang.example.numbers import ORDINALS, joined, separated, share, total


def opening(facts: Facts) -> str:
    """Title, table of contents and the first part."""
    department = facts.department
    listed = "\n".join(f"{title}\t{page}" for title, page in department.contents.lines)
    return "\n\n".join(
        (
            department.name,
            f"{department.year}年度部门预算公开",
            "目 录",
            listed,
            "第一部分 概况",
            "一、本部门职责",
            f"{department.name}于{department.founded}挂牌，加挂“{department.second_name}”牌子，"
            "承担划转事项的集中审批、政务服务改革和公共资源交易管理，并承担市优化营商环境等议事机构"
            "办公室的日常工作。",
            "二、机构设置情况",
            _organisation(facts),
            f"第二部分 {department.year}年部门预算报表",
        )
    )


def _organisation(facts: Facts) -> str:
    department, staff = facts.department, facts.department.staff
    below = "、".join(body.name for body in department.bodies[1:])
    return (
        f"本部门由局本级和四个中心组成，下属机构：{below}。"
        f"局本级内设机构：{'、'.join(department.offices.names)}。"
        f"全部门核定编制{staff['quota']}名，实有在编人员{staff['staff']}名，"
        f"退休人员{staff['retired']}名，编外人员{staff['temporary']}名。"
        f"分机构看：{''.join(_body(body) for body in department.bodies)}"
    )


def _body(body: Body) -> str:
    counted = [f"核定编制{body.quota}名", f"实有人员{body.staff}名"]
    counted += [body.note] if body.note else []
    counted += [f"退休人员{body.retired}名"] if body.retired else []
    return f"{body.name}为{body.kind}，{'，'.join(counted)}。"


def narrative(facts: Facts, forms: list[str]) -> str:
    """The third part, with the goal forms in its place."""
    sections = (
        ("部门预算收支数据变动情况及原因", _movement(facts)),
        ("收入预算情况说明", _income(facts)),
        ("支出预算情况说明", _expenditure(facts)),
        ("财政拨款收支预算总体情况说明", _fiscal(facts)),
        ("一般公共预算支出情况说明", _general(facts)),
        ("一般公共预算基本支出情况说明", _basic(facts)),
        ("“三公”经费增减变动原因说明", _three_public(facts)),
        ("机关运行经费增减变动原因说明", _running(facts)),
        ("政府采购情况", _purchases(facts)),
        ("绩效管理情况", "\n\n".join([_goals(facts), *forms])),
        ("国有资产占有使用情况", _assets(facts)),
        ("其他说明", _other(facts)),
    )
    parts = [f"第三部分 {facts.department.year}年度部门预算情况说明"]
    for ordinal, (title, text) in zip(ORDINALS, sections, strict=False):
        parts += [f"{ordinal}、{title}", text]
    return "\n\n".join(parts)


def _movement(facts: Facts) -> str:
    whole = separated(facts.function("").total)
    less, percent = facts.department.change.total
    moved = f"比上年减少{less}万元，下降{percent}%，主要原因是人员和其他运转类项目"
    return (
        f"本部门{facts.department.year}年预算收入总计{whole}万元（其中：本年收入{whole}万元，"
        f"上年结转0万元），{moved}收入减少。预算支出总计{whole}万元（其中：本年预算安排{whole}万元，"
        f"上年结转0万元），{moved}支出减少。"
    )


def _income(facts: Facts) -> str:
    whole = separated(facts.function("").total)
    others = (
        "政府性基金预算拨款",
        "国有资本经营预算拨款",
        "财政专户管理资金",
        "单位资金",
        "上年结转",
    )
    nothing = "；".join(f"{name}0万元，占0%" for name in others)
    return (
        f"本部门{facts.department.year}年收入预算{whole}万元，"
        f"按来源分：一般公共预算拨款{whole}万元，占100.00%；{nothing}。"
    )


def _expenditure(facts: Facts) -> str:
    whole = facts.function("")
    return (
        f"本部门{facts.department.year}年支出预算{whole.total}万元，按性质分：基本支出{whole.basic}万元，"
        f"占{share(whole.basic, whole.total)}；项目支出{whole.project}万元，"
        f"占{share(whole.project, whole.total)}。"
    )


def _spent(facts: Facts) -> list[tuple[str, str]]:
    return [(row.name, row.total) for row in facts.functions if len(row.code) == 3]


def _fiscal(facts: Facts) -> str:
    whole = separated(facts.function("").total)
    spent = "、".join(f"{name}{separated(amount)}万元" for name, amount in _spent(facts))
    return (
        f"本部门{facts.department.year}年财政拨款收支总预算{whole}万元。"
        f"收入方面，一般公共预算拨款{whole}万元，政府性基金预算拨款0万元，国有资本经营预算拨款0万元；"
        f"当年拨款收入{whole}万元，上年结转收入0万元。支出方面，{spent}。"
    )


def _general(facts: Facts) -> str:
    whole = facts.function("").total
    less, percent = facts.department.change.total
    subject = f"本部门{facts.department.year}年一般公共预算当年支出{separated(whole)}万元"
    small = "1.60"
    uses = ";".join(
        f"{name}{separated(amount)}万元" + ("" if amount == small else f",占{share(amount, whole)}")
        for name, amount in _spent(facts)
    )
    return "\n\n".join(
        (
            "（一）一般公共预算当年支出规模变化情况",
            f"{subject},比上年减少{less}万元，下降{percent}%。",
            "（二）一般公共预算当年支出结构情况",
            f"{subject},按用途分:{uses}。",
        )
    )


def _basic(facts: Facts) -> str:
    whole = facts.economic[0]
    rows = [row for row in facts.economic if row.government_class]

    def names(public: bool) -> str:
        return "、".join(
            dict.fromkeys(row.department_class for row in rows if bool(row.public) == public)
        )

    return (
        f"本部门一般公共预算基本支出{separated(whole.total)}万元,包括:\n"
        f"人员经费{separated(whole.staff)}万元,用于:{names(False)};\n"
        f"公用经费{whole.public}万元,用于:{names(True)}。"
    )


def _three_public(facts: Facts) -> str:
    spent, year = facts.department.three_public, facts.department.year
    cars, same = spent.car_running, "与上年预算数相同"
    whole = total([spent.reception, cars])
    return (
        f"本部门{year}年财政拨款“三公”经费预算{whole}万元，与{year - 1}年预算数相同。分项看:"
        f"公务接待费{spent.reception}万元，{same};公务用车购置及运行费{cars}万元，{same}，"
        f"其中公务用车运行维护费{cars}万元，{same}，公务用车购置费0万元，{same};"
        f"因公出国(境)费0万元，{same}。\n\n本部门无“三公”经费预算。"
    )


def _running(facts: Facts) -> str:
    department = facts.department
    less, percent = department.change.running
    return (
        f"{department.narrative.running_units}{department.year}年机关运行经费财政拨款预算"
        f"{total(department.running.values())}万元，比{department.year - 1}年减少{less}万元，"
        f"下降{percent}%，原因是人员减少。"
    )


def _purchases(facts: Facts) -> str:
    bought = facts.department.purchases
    parts = "，".join(f"政府采购{name}预算{amount}万元" for name, amount in bought.items())
    whole = total(bought.values())
    return f"本部门{facts.department.year}年安排政府采购预算总额{whole}万元。按类别分：{parts}。"


def _goals(facts: Facts) -> str:
    whole, said = facts.function(""), facts.department.narrative
    money = separated(whole.project)
    split = (
        f"其他运转类项目{said.other_operating[0]}个，涉及金额{separated(said.other_operating[1])}万元；"
        f"特定目标类项目{said.specific[0]}个，涉及金额{said.specific[1]}万元"
    )
    return "\n\n".join(
        (
            "1、整体绩效目标",
            f"本部门编报了{facts.department.year}年整体支出绩效目标，涉及部门预算资金{whole.total}万元，"
            f"其中基本支出{said.overall_basic}万元，项目支出{whole.project}万元；"
            f"编报的机关和下属预算单位共{len(facts.department.units)}个。",
            "2、项目绩效目标",
            f"本部门{facts.department.year}年纳入绩效目标管理的2级项目{said.project_count}个，"
            f"共计金额{money}万元，包括{split}。本次公开项目绩效目标{said.project_count}个，"
            f"涉及项目金额{money}万元，占项目支出总额的100%。",
        )
    )


def _assets(facts: Facts) -> str:
    assets = facts.department.assets
    kinds = ("领导用车", "机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车")
    none = "，".join(f"{kind}0辆" for kind in (*kinds, "事业单位业务用车"))
    equipment = "（原值）以上的通用设备0台（套）"
    return "\n\n".join(
        (
            "1、车辆情况：",
            f"截至{assets.date}，本部门公务用车编制{assets.cars}辆，实有{assets.cars}辆，"
            f"其中：其他公务用车{assets.cars}辆，{none}。",
            "2、房屋情况：",
            f"截至{assets.date}，本部门办公用房建筑总面积{assets.area}平方米。",
            "3、其他国有资产占有使用情况：",
            f"截至{assets.date}，本部门有价值50万元{equipment}，价值100万元{equipment}。",
        )
    )


def _other(facts: Facts) -> str:
    cited, catalogue = facts.department.catalogue, facts.catalogue
    names = {entry.code: entry.name for entry in catalogue.sections[cited.section]}
    declared = "、".join(code + names[code] for code in cited.declared)
    rows = [_CATALOGUE_HEAD]
    for section in cited.printed:
        rows += [[section, *_BLANK], *(_entry(entry) for entry in catalogue.sections[section])]
    return "\n\n".join(
        (
            "（一）政府购买服务指导性目录",
            f"对照《{catalogue.title}》（{cited.document}），本部门政府购买服务有：{declared}。",
            "（二）其他",
            "无",
            catalogue.title,
            joined(rows),
        )
    )


_CATALOGUE_HEAD = ["代码", "一级目录", "二级目录", "三级目录", "四级目录"]
_BLANK = [""] * 4


def _entry(entry: CatalogueEntry) -> list[str]:
    cells = [entry.code, *_BLANK]
    cells[entry.level] = entry.name
    return cells


def closing(facts: Facts) -> str:
    """The fourth part: the glossary."""
    terms = [
        f"{ordinal}、{term.name}：指{term.text}"
        for ordinal, term in zip(ORDINALS, facts.glossary, strict=False)
    ]
    return "\n\n".join(["第四部分 名词解释", *terms])
