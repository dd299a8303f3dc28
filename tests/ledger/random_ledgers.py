"""Plausible departments with random money: any of them must compile to a correct disclosure."""

from dataclasses import replace
from random import Random

from mingzhang.ledger import (
    Assets,
    BudgetLine,
    Fund,
    Indicator,
    Ledger,
    LineKind,
    OverallGoal,
    Procurement,
    Project,
    Sources,
    Unit,
    UnitKind,
)

STAFF = {
    "30101": ("running", "50101"),
    "30102": ("running", "50101"),
    "30110": ("medical", "50102"),
    "30112": ("running", "50102"),
    "30113": ("2210201", "50103"),
}
PUBLIC = {
    "30201": ("running", "50201"),
    "30211": ("running", "50201"),
    "30217": ("running", "50206"),
    "30228": ("running", "50201"),
    "30231": ("running", "50208"),
    "30239": ("running", "50201"),
}
PROJECT_FUNCTIONS = {
    Fund.GENERAL: ("2010302", "2010399", "2070109"),
    Fund.GOVERNMENT_FUND: ("2296002", "2296003"),
    Fund.SERVICE_INCOME: ("2010399",),
    Fund.OTHER_INCOME: ("2010399",),
}
PROJECT_NAMES = ("惠民演出", "图书配送", "展览巡回", "读书活动", "非遗传承", "书画培训", "场馆维护")
INDICATORS = (
    ("数量指标", "服务场次", "≥12场"),
    ("质量指标", "验收合格率", "≥98%"),
    ("时效指标", "完成时间", "11月底前"),
    ("成本指标", "单场成本", "≤1元/场"),
    ("社会效益指标", "服务人次", "≥2600人次"),
    ("服务对象满意度指标", "群众满意度", "≥90%"),
)
ASSETS = {"车辆编制": "3", "其他公务用车": "3", "其他用车": "3", "办公用房面积": "860"}
COSTS = (
    Indicator("成本指标", "人员经费支出成本", "≤{金额(类型='人员')}万元"),
    Indicator("成本指标", "公用经费支出成本", "≤{金额(类型='公用')}万元"),
    Indicator("成本指标", "项目经费支出成本", "≤{项目支出}万元"),
)
REASONS = (
    "收支总计",
    "财政拨款",
    "一般公共预算",
    "三公经费",
    "因公出国（境）费",
    "公务接待费",
    "公务用车购置及运行费",
    "公务用车购置费",
    "公务用车运行维护费",
    "机关运行经费",
)


def random_ledger(seed: int, profile: str) -> Ledger:
    """A department of one to four units; every amount is any number of 分."""
    chance = Random(seed)
    units = _units(chance)
    lines = [line for unit in units for line in _basic(chance, unit)]
    funds = [*(Fund.GENERAL for _ in units), *chance.choices(list(PROJECT_FUNCTIONS), k=3)]
    lines += [
        _project_line(chance, units[number % len(units)], name, fund)
        for number, (name, fund) in enumerate(zip(PROJECT_NAMES, funds, strict=False))
    ]
    ledger = Ledger(
        code="035",
        name=units[0].name,
        year=2025,
        region="平川市",
        level="市级",
        profile=profile,
        units=units,
        lines=tuple(lines),
        projects=tuple(_project(line) for line in lines if line.project and line.current),
        procurement=Procurement(*(chance.randrange(10**7) for _ in range(3))),
        assets=Assets("2024年12月31日", ASSETS),
        prose={"部门职责": "承担全市群众文化工作。", "内设机构": "办公室、业务科"}
        | {f"{key}原因": "工作任务变化" for key in REASONS},
    )
    ledger = replace(ledger, overall=_overall(), last_year=_last_year(chance, ledger))
    return replace(ledger, prose=ledger.prose | _uses(ledger))


def _units(chance: Random) -> tuple[Unit, ...]:
    kinds = [UnitKind.ADMINISTRATIVE, *chance.choices(list(UnitKind), k=chance.randint(0, 3))]
    names = ("平川市群众文化局", "平川市文化市场执法队", "平川市文化馆", "平川市图书馆")
    return tuple(
        Unit(name, kind, quota=20, staff=18, retired=5, head=index == 0)
        for index, (name, kind) in enumerate(zip(names, kinds, strict=False))
    )


def _basic(chance: Random, unit: Unit) -> list[BudgetLine]:
    institution = unit.kind is UnitKind.INSTITUTION
    running = "2010350" if institution else "2010301"
    functions = {"running": running, "medical": "2101102" if institution else "2101101"}
    found = []
    for kind, classes in ((LineKind.STAFF, STAFF), (LineKind.PUBLIC, PUBLIC)):
        for economic, (function, government) in classes.items():
            by_institution = "50501" if kind is LineKind.STAFF else "50502"
            found.append(
                BudgetLine(
                    unit.name,
                    functions.get(function, function),
                    economic,
                    by_institution if institution else government,
                    kind,
                    "",
                    Fund.GENERAL,
                    chance.randrange(100_000, 9_000_000),
                )
            )
    return found + _insurance(chance, unit, "50501" if institution else "50102")


def _insurance(chance: Random, unit: Unit, government: str) -> list[BudgetLine]:
    """职业年金 is half of 养老保险 by law."""
    pension = chance.randrange(1_000_000, 9_000_000)
    amounts = (("30108", "2080505", pension), ("30109", "2080506", pension // 2))
    return [
        BudgetLine(
            unit.name, function, economic, government, LineKind.STAFF, "", Fund.GENERAL, amount
        )
        for economic, function, amount in amounts
    ]


def _project_line(chance: Random, unit: Unit, name: str, fund: Fund) -> BudgetLine:
    carried = chance.choice((0, chance.randrange(1, 10**7)))
    return BudgetLine(
        unit.name,
        chance.choice(PROJECT_FUNCTIONS[fund]),
        "",
        "",
        LineKind.PROJECT,
        name,
        fund,
        chance.randrange(10**5, 10**8),
        carried if fund is Fund.GENERAL else 0,
    )


def _project(line: BudgetLine) -> Project:
    fiscal = line.fund in (Fund.GENERAL, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)
    money = Sources(municipal=line.current) if fiscal else Sources(self_raised=line.current)
    return Project(
        unit=line.unit,
        name=line.project,
        category="特定目标类" if line.fund is Fund.GENERAL else "其他运转类",
        attribute="一次性项目（1年结束）",
        period="1年",
        total_funds=money,
        annual_funds=money,
        overview=f"组织{line.project}活动，方便群众参加。",
        basis="《中华人民共和国公共文化服务保障法》。",
        necessity="群众有需求，需要财政保障。",
        measures="业务科实施，办公室验收，财务人员支付。",
        plan=f"3月底前完成{line.project}采购，11月底前完成{line.project}活动。",
        total_goal=f"完成{line.project}活动。",
        annual_goal=f"完成{line.project}活动。",
        filled_at="20250115",
        indicators=tuple(
            Indicator(level, f"{line.project}{name}", target) for level, name, target in INDICATORS
        ),
    )


def _overall() -> OverallGoal:
    return OverallGoal(
        strategy="让群众就近享受文化服务。",
        annual_goal="1.组织惠民活动。2.做好场馆开放。",
        tasks=(("组织公共文化服务", "办好惠民活动。"),),
        indicators=(*(Indicator(*one) for one in INDICATORS if one[0] != "成本指标"), *COSTS),
    )


def _last_year(chance: Random, ledger: Ledger) -> dict[str, int]:
    """公务支出 only falls; everything else moves either way."""
    lines = ledger.lines
    total = sum(line.current + line.carried for line in lines)
    general = sum(line.current for line in lines if line.fund is Fund.GENERAL)
    meals, cars = (
        sum(line.current for line in lines if line.economic == economic)
        for economic in ("30217", "30231")
    )
    found = {
        "收支总计": total + chance.randrange(-(10**7), 10**7),
        "一般公共预算": general + chance.randrange(-(10**7), 10**7),
        "政府性基金预算": chance.randrange(10**7),
        "国有资本经营预算": 0,
        "因公出国（境）费": 0,
        "公务接待费": meals + chance.randrange(10**5, 10**6),
        "公务用车购置费": 0,
        "公务用车运行维护费": cars + chance.randrange(10**5, 10**6),
        "机关运行经费": 10**9,
    }
    hundred = 10_000
    sources = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
    found["财政拨款"] = sum(_printed(found[source], hundred) for source in sources)
    parts = [found["公务接待费"], found["公务用车运行维护费"]]
    found["三公经费"] = sum(_printed(part, hundred) for part in parts)
    for line in lines:
        if line.fund in (Fund.GENERAL, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL):
            found[line.function] = chance.randrange(1, 10**8)
    return found


def _printed(amount: int, quantum: int) -> int:
    return (amount + quantum // 2) // quantum * quantum


def _uses(ledger: Ledger) -> dict[str, str]:
    codes = {line.function for line in ledger.lines}
    return {f"{code}用途": "日常工作" for code in codes} | {
        f"{code}原因": "任务变化" for code in codes
    }
