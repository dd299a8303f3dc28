"""What templates may name (模板可用的数与函数): every number of the narrative from the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.classification import Kind, class_list, load_catalogue
from mingzhang.ledger import Ledger, Lines, Precision, UnitKind
from mingzhang.model import Unit
from mingzhang.projection.commitments import Commitments
from mingzhang.projection.conditions import chosen
from mingzhang.projection.expressions import CannotCompute
from mingzhang.projection.money import Money, percent
from mingzhang.tables.three_public_expenses import operating_amount, three_public_amounts

Item = dict[str, object]
"""The names that one item of a list gives to its text."""

_THREE_PUBLIC = {
    "合计": "total",
    "因公出国": "abroad",
    "公务接待": "reception",
    "公务用车": "vehicles",
    "公务用车购置": "vehicle_purchase",
    "公务用车运行": "vehicle_operation",
}
_UNIT_NAMES = {
    UnitKind.ADMINISTRATIVE: "行政单位",
    UnitKind.CIVIL_SERVICE_LIKE: "参公事业单位",
    UnitKind.INSTITUTION: "事业单位",
}
_PEOPLE = {"编制": "quota", "实有": "staff", "退休": "retired", "编外": "temporary"}


@dataclass(frozen=True, slots=True)
class Quantities:
    """The names and functions over one rounded ledger."""

    ledger: Ledger
    lines: Lines
    unit: Unit
    precision: Precision

    def names(self) -> dict[str, object]:
        """Every name a template may use."""
        ledger = self.ledger
        return {
            "年度": ledger.year,
            "上年度": ledger.year - 1,
            "下年度": ledger.year + 1,
            "部门": ledger.name,
            "部门代码": ledger.code,
            "地区": ledger.region,
            "级次": ledger.level,
            "金额": self.amount,
            "三公": self.three_public,
            "机关运行": self.operating,
            "上年": self.last_year,
            "采购": self.purchase,
            "资产": self.asset,
            "资产日期": ledger.assets.date,
            "说明": self.prose,
            "原因": self.reason,
            "用途": self.use,
            "执行": self.executed,
            "增减": self.change,
            "比较": self.compared,
            "占比": self.share,
            "人数": self.people,
            "单位数": self.count_units,
            "项目数": self.count_projects,
            "目标数": self.count_goals,
            "项目金额": self.project_amount,
            "分割": self.split,
            "各类": self.chapters,
            "各项": self.items,
            "各科目": self.economic_names,
            "各单位": self.units,
            "各机构": self.bodies,
            "各购买服务": self.declared,
            **self.commitments().names(),
            "目录名称": self.catalogue_title,
            "目录文号": self.catalogue_number,
        }

    def commitments(self) -> Commitments:
        """What outlives the year, as the narrative prints it."""
        ledger = self.ledger
        return Commitments(ledger.contracts, ledger.projects, self.unit, self.precision)

    def money(self, amount: int) -> Money:
        """An amount of 分 as the narrative prints it."""
        precision = self.precision
        return Money(precision.printed(amount), self.unit, precision.quantum)

    def select(self, **wanted: str) -> Lines:
        """The lines that the arguments of 金额, 各类, 各项 and 各科目 describe."""
        return chosen(self.lines, wanted)

    def amount(self, **wanted: str) -> Money:
        """金额(范围="本年", 资金="一般公共预算", 类型="基本", 功能="208", 单位="…")."""
        return self.money(self.select(**wanted).total)

    def three_public(self, part: str) -> Money:
        """三公("公务接待")."""
        if part not in _THREE_PUBLIC:
            raise CannotCompute(f"“三公”经费没有“{part}”一项，可用：{'、'.join(_THREE_PUBLIC)}。")
        return self.money(three_public_amounts(self.lines, self.precision)[_THREE_PUBLIC[part]])

    def operating(self) -> Money:
        """机关运行(): 机关运行经费."""
        return self.money(operating_amount(self.ledger, self.lines, self.precision))

    def last_year(self, label: str) -> Money:
        """上年("三公经费"): last year's printed amount."""
        found = self.ledger.last_year.get(label)
        if found is None:
            raise CannotCompute(f"“上年”表里没有“{label}”，请补上（没有的填 0）。")
        return self.money(found)

    def purchase(self, kind: str) -> Money:
        """采购("货物"); also 工程, 服务, 合计, 预留, 预留小微."""
        bought = self.ledger.procurement
        parts = {
            "货物": bought.goods,
            "工程": bought.works,
            "服务": bought.services,
            "预留": bought.reserved,
            "预留小微": bought.reserved_small,
            "无": 0,
        }
        if kind == "合计":
            return self.money(bought.goods) + self.money(bought.works) + self.money(bought.services)
        if kind not in parts:
            raise CannotCompute(f"政府采购没有“{kind}”一类。")
        return self.money(parts[kind])

    def asset(self, *labels: str) -> str:
        """资产("领导用车"): the number given in the ledger, 0 where none; several add up."""
        if len(labels) == 1:
            return self.ledger.assets.counts.get(labels[0], "0")
        return str(sum(Decimal(self.ledger.assets.counts.get(label, "0")) for label in labels))

    def prose(self, key: str, default: str | None = None) -> str:
        """说明("部门职责"): the officers' own words."""
        found = self.ledger.prose.get(key, "") or default
        if found is None:
            raise CannotCompute(f"“说明”表里没有“{key}”，请补上。")
        return found

    def reason(self, key: str, now: Money, before: Money) -> str:
        """ "，主要原因是…" where something changed or a reason is given."""
        found = self.ledger.prose.get(f"{key}原因", "")
        if not found and now != before:
            raise CannotCompute(f"“{key}”与上年不同，请在“说明”表里填写“{key}原因”。")
        return f"，主要原因是{found.rstrip('。；')}" if found else ""

    def use(self, code: str) -> str:
        """用途(编码): what a function item pays for, in the officers' words."""
        name = self._function(code)
        return self.ledger.prose.get(f"{code}用途", "").rstrip("。；") or f"{name}方面的支出"

    def executed(self, code: str, now: Money) -> str:
        """执行(编码, 金额): a function item beside what was spent on it last year.

        No share can be told of what prints as 0.00; the amount is told instead.
        """
        year = self.ledger.year
        planned = f"{year}年预算安排{now}{self.unit.value}"
        if not self.ledger.last_year.get(code):
            reason = self.ledger.prose.get(f"{code}原因", "本年新安排")
            return f"{year - 1}年没有执行数，{planned}，主要原因是：{reason.rstrip('。；')}。"
        before = self.last_year(code)
        spent = f"{year - 1}年当年预算执行数为{before}{self.unit.value}，{planned}，"
        if now == before:
            return f"{spent}与{year - 1}年预算执行数持平。"
        moved = self.compared(now, before, "预算执行数")
        if before:
            growth = percent(abs(now - before), before)
            moved = f"比{year - 1}年预算执行数{'增加' if now > before else '减少'}{growth}"
        reason = self.prose(f"{code}原因").rstrip("。；")
        return f"{spent}{moved}。主要原因是：{reason}。"

    def change(self, now: Money, before: Money) -> str:
        """比上年增加3.20万元，增长1.05% / 与上年相同."""
        if now == before:
            return "与上年相同"
        word, growth = ("增加", "增长") if now > before else ("减少", "下降")
        moved = f"比上年{word}{abs(now - before)}{self.unit.value}"
        return f"{moved}，{growth}{percent(abs(now - before), before)}" if before else moved

    def compared(self, now: Money, before: Money, what: str = "预算") -> str:
        """比2024年预算增加3.20万元 / 与2024年预算持平."""
        year = self.ledger.year - 1
        if now == before:
            return f"与{year}年{what}持平"
        word = "增加" if now > before else "减少"
        return f"比{year}年{what}{word}{abs(now - before)}{self.unit.value}"

    def share(self, part: Money, whole: Money) -> str:
        """占比: "72.15%"."""
        if not whole:
            if part:
                raise CannotCompute("占比的分母是零，算不出来。")
            return "0.00%"
        return percent(part, whole)

    def people(self, what: str) -> int:
        """人数("编制") of all units and bodies; also 实有, 退休, 编外."""
        if what not in _PEOPLE:
            raise CannotCompute(f"人数没有“{what}”一项，可用：{'、'.join(_PEOPLE)}。")
        return sum(int(getattr(body, _PEOPLE[what])) for body in self.ledger.people)

    def count_units(self, kind: str = "") -> int:
        """单位数("行政"); all of them without a kind."""
        return sum(not kind or unit.kind.value == kind for unit in self.ledger.units)

    def _projects(self, category: str = "") -> list[tuple[str, str]]:
        """Unit and name of this year's projects, of one category (特定目标类)."""
        known = {(p.unit, p.name): p.category for p in self.ledger.projects}
        lines = self.lines.current.projects.entries
        found = dict.fromkeys((entry.line.unit, entry.line.project) for entry in lines)
        return [key for key in found if not category or known.get(key, "") == category]

    def count_projects(self, category: str = "") -> int:
        """项目数("特定目标类"): this year's projects."""
        return len(self._projects(category))

    def count_goals(self) -> int:
        """目标数(): projects with a goal form."""
        return len(self.ledger.projects)

    def project_amount(self, category: str = "") -> Money:
        """项目金额("特定目标类"): what this year's projects cost."""
        wanted = set(self._projects(category))
        lines = self.lines.current.projects
        return self.money(lines.where(lambda line: (line.unit, line.project) in wanted).total)

    def split(self, text: str) -> Iterator[Item]:
        """分割(说明("内设机构")): parts between 、 or ；."""
        for part in text.replace("；", "、").replace(";", "、").split("、"):
            if part.strip():
                yield {"名称": part.strip()}

    def chapters(self, **wanted: str) -> Iterator[Item]:
        """各类(…): 名称 and 金额 of each 类 with money."""
        lines = self.select(**wanted)
        for code, found in lines.by_function(3).items():
            yield {"编码": code, "名称": self._function(code), "金额": self.money(found.total)}

    def items(self, **wanted: str) -> Iterator[Item]:
        """各项(…): 序号, 编码, 路径 (类、款、项) and 金额 of each 项 with money."""
        lines = self.select(**wanted)
        marks = ((3, "类"), (5, "款"), (7, "项"))
        for number, (code, found) in enumerate(lines.by_function(7).items(), start=1):
            path = "".join(f"{self._function(code[:length])}（{mark}）" for length, mark in marks)
            yield {"序号": number, "编码": code, "路径": path, "金额": self.money(found.total)}

    def _function(self, code: str) -> str:
        entry = class_list(Kind.FUNCTION, self.ledger.year).get(code)
        return entry.name if entry else code

    def economic_names(self, **wanted: str) -> Iterator[Item]:
        """各科目(…): the department economic classes with money."""
        lines = self.select(**wanted)
        known = class_list(Kind.ECONOMIC, self.ledger.year)
        for code in lines.by_economic(5):
            entry = known.get(code)
            yield {"编码": code, "名称": entry.name if entry else code}

    def units(self, kinds: str = "") -> Iterator[Item]:
        """各单位("行政、参公"): 名称, 性质 and people of the units of these kinds."""
        for number, unit in enumerate(self.ledger.units, start=1):
            if not kinds or unit.kind.value in kinds.split("、"):
                yield _organisation(number, unit.name, unit.kind.value, unit.head, unit)

    def bodies(self, which: str = "") -> Iterator[Item]:
        """各机构(): units and bodies without a budget; 各机构('下属') leaves the head out."""
        number = 0
        for unit in self.ledger.units:
            number += 1
            if not (which == "下属" and unit.head):
                yield _organisation(number, unit.name, _UNIT_NAMES[unit.kind], unit.head, unit)
        for body in self.ledger.bodies:
            number += 1
            yield _organisation(number, body.name, body.kind, False, body)

    def declared(self) -> Iterator[Item]:
        """各购买服务(): 编码 and 名称."""
        for entry in self.ledger.declared:
            yield {"编码": entry.code, "名称": entry.name}

    def catalogue_title(self) -> str:
        """目录名称(): the purchase catalogue's title."""
        return load_catalogue(self.prose("购买服务目录")).title

    def catalogue_number(self) -> str:
        """目录文号(): the document number of the purchase catalogue."""
        return load_catalogue(self.prose("购买服务目录")).number


def _organisation(number: int, name: str, kind: str, head: bool, of: object) -> Item:
    note = str(getattr(of, "note", "")).rstrip("，。；")
    return {
        "序号": number,
        "名称": name,
        "性质": kind,
        "本级": "（本级）" if head else "",
        "本部": "（本部）" if head else "",
        "备注": f"{note}，" if note else "",
        **{label: getattr(of, key) for label, key in _PEOPLE.items()},
    }
