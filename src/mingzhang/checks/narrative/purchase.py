"""政府购买服务：the codes it cites, and the catalogue."""

import re
from collections.abc import Iterator

from mingzhang.checks.engine import BUDGET, rule
from mingzhang.checks.facts import Facts, NotApplicable, Undetermined, plain_name
from mingzhang.checks.narrative.claims import narrative
from mingzhang.checks.narrative.texts import form_texts
from mingzhang.checks.trials import holds
from mingzhang.disclosure import CatalogueEntry
from mingzhang.model import Place, Severity, Trial

_CODE = re.compile(r"(?P<code>[A-Z]\d{6})\s*(?P<name>[^、，。；A-Z\d]*)")


@rule(
    "B32",
    "购买服务目录的代码",
    "说明引用的政府购买服务代码和名称在目录中有。",
    law=("purchase-of-services",),
    kinds=(BUDGET,),
    remedy="按目录改正代码或名称。",
)
def purchase_codes(facts: Facts) -> Iterator[Trial]:
    """说明.(代码, 名称) ∈ 政府购买服务指导性目录"""
    cited = _cited(facts)
    if not cited:
        raise NotApplicable("说明没有引用政府购买服务的代码。")
    catalogue = facts.disclosure.catalogue
    if not catalogue:
        raise Undetermined("没有读到政府购买服务指导性目录。")
    section = facts.once(_own_section)
    by_code: dict[str, list[CatalogueEntry]] = {code: [] for code, _, _ in cited}
    for entry in catalogue:
        if entry.code in by_code:
            by_code[entry.code].append(entry)
    for code, name, at in cited:
        entries = by_code[code]
        own = [entry for entry in entries if entry.section == section] or entries
        known = [plain_name(entry.name) for entry in own]
        note = f"说明引用的“{code}{name}”" + (
            f"在目录中是“{own[0].name}”。" if own else "在目录中没有。"
        )
        yield holds(
            any(name.startswith(k) or k.startswith(name) for k in known), note, places=(at,)
        )


def _cited(facts: Facts) -> list[tuple[str, str, Place]]:
    return [
        (match["code"], plain_name(match["name"]), part.paragraph.at)
        for part in narrative(facts).in_scope("service_purchase")
        for match in _CODE.finditer(part.text)
    ]


def _own_section(facts: Facts) -> str:
    """The section that holds most of the cited codes under the cited names."""
    wanted = {(code, name) for code, name, _ in _cited(facts)}
    codes = {code for code, _ in wanted}
    counts: dict[str, int] = {}
    for entry in facts.disclosure.catalogue:
        if entry.code in codes and (entry.code, plain_name(entry.name)) in wanted:
            counts[entry.section] = counts.get(entry.section, 0) + 1
    return max(counts, key=lambda section: counts[section]) if counts else ""


@rule(
    "B33",
    "可能漏列的购买服务",
    "项目内容属于购买服务目录、说明却没有引用的，请核对。",
    severity=Severity.INFO,
    law=("purchase-of-services",),
    certainty="uncertain",
    kinds=(BUDGET,),
    remedy="核对该项目是否属于政府购买服务，需要时补列代码。",
)
def purchase_left_out(facts: Facts) -> Iterator[Trial]:
    """项目内容 ∩ 目录（本部门一节） ⊆ 说明引用的代码"""
    cited = _cited(facts)
    catalogue = facts.disclosure.catalogue
    if not cited or not catalogue or not facts.disclosure.projects:
        raise NotApplicable("没有引用购买服务代码，或没有目录和项目绩效目标表。")
    section = facts.once(_own_section)
    codes = {code for code, _, _ in cited}
    texts = [(f, "\n".join(text for _, text in form_texts(f))) for f in facts.disclosure.projects]
    whole = "\n".join(text for _, text in texts)
    for entry in catalogue:
        if entry.section != section or entry.level != 4 or entry.code in codes:
            continue
        core = plain_name(entry.name).removesuffix("服务")
        if len(core) < 4 or core not in whole:
            continue
        for form, text in texts:
            if core in text:
                note = (
                    f"项目“{form.name}”的内容与目录“{entry.code}{entry.name}”相符，说明没有引用。"
                )
                yield holds(False, note, places=(form.at, entry.at))
                break
    yield holds(True, "")
