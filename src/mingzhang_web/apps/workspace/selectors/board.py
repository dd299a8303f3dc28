"""The leader's board (领导看板): where the money goes, what is open, who is late."""

import zlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from mingzhang.checks.facts import Facts
from mingzhang.disclosure import Disclosure
from mingzhang.ledger.sheets import LAST_YEAR, PROJECTS
from mingzhang.writers.site.key_figures import key_figures
from mingzhang.writers.site.pictures import Pictures
from mingzhang.writers.site.proofs import safe_json
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Action
from mingzhang_web.apps.organisations.models import Office
from mingzhang_web.apps.workspace.editing import standing_submissions
from mingzhang_web.apps.workspace.models import BudgetYear, Check
from mingzhang_web.apps.workspace.models.checks import FORMS, in_order
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.packing import disclosure_of
from mingzhang_web.apps.workspace.selectors.checks import (
    Late,
    OpenCount,
    counts,
    late_assignments,
    open_by_department,
    open_by_person,
    trend,
)
from mingzhang_web.apps.workspace.selectors.deadlines import Deadline, publication
from mingzhang_web.apps.workspace.selectors.drawings import drawn
from mingzhang_web.apps.workspace.selectors.trend import Trend
from mingzhang_web.apps.workspace.selectors.years import years

TEN_THOUSAND = 10_000
KEPT = 24 * 3600
LEDGER_NAMES = {
    "收入总计": "收支总计",
    "支出总计": "收支总计",
    "“三公”经费": "三公经费",
    "机关运行经费": "机关运行经费",
}
"""Key figures whose amount of last year officers write in the ledger, under its name there."""
_OPEN, _CLOSED = 'class="chart-table" open', 'class="chart-table"'


class Drawn(msgspec.Struct, frozen=True):
    """The pictures of one check: their HTML, and the data that scripts draw.

    `spots`: key figure → where the document shows it.
    """

    html: str
    data: str
    spots: dict[str, str]


@dataclass(frozen=True, slots=True)
class Amount:
    """A key figure in 万元 beside last year's; `percent` is empty where there is none.

    `spot`: where its document shows it, "" for nowhere.
    """

    name: str
    spot: str
    now: str
    unit: str
    before: str
    percent: str
    more: bool


@dataclass(frozen=True, slots=True)
class Board:
    """All that the page shows; `chosen` is None where no budget year is to be seen."""

    years: list[tuple[BudgetYear, Deadline | None]]
    chosen: BudgetYear | None
    clock: Deadline | None
    amounts: list[Amount]
    drawn: Drawn | None
    trend: Trend | None
    waiting: list[Office]
    by_year: list[OpenCount]
    by_person: list[OpenCount]
    late: list[Late]


def board(access: Access, today: date, pk: int | None = None) -> Board:
    """The board of one budget year, the newest without a number, among all one sees."""
    found = list(years(access, Action.SEE_BOARD))
    chosen = next((one for one in found if one.pk == pk), None) or _first(found)
    check = chosen.current_check if chosen else None
    pictures = _drawn(check) if check else None
    return Board(
        [(one, publication(one, today)) for one in found],
        chosen,
        publication(chosen, today) if chosen else None,
        _amounts(chosen, found, pictures) if chosen and pictures else [],
        pictures,
        Trend.of(trend(chosen), counts(chosen.findings.all()), timezone.now()) if chosen else None,
        _waiting(chosen) if chosen else [],
        open_by_department(access, today),
        open_by_person(access, today),
        late_assignments(access, today),
    )


def _first(found: list[BudgetYear]) -> BudgetYear | None:
    """The newest that there is something to show of."""
    return next((one for one in found if one.current_check_id), found[0] if found else None)


def _amounts(year: BudgetYear, seen: list[BudgetYear], pictures: Drawn) -> list[Amount]:
    figures = year.current_check.figures if year.current_check else {}
    before = _before(year, seen)
    return [
        _amount(name, pictures.spots.get(name, ""), text, before.get(name))
        for name, text in in_order(figures)
    ]


def _before(year: BudgetYear, seen: list[BudgetYear]) -> dict[str, str]:
    """Last year's key figures: of its own check, else as the ledger of this year tells them."""
    place = (year.department_id, year.kind, year.year - 1)
    last = next((one for one in seen if (one.department_id, one.kind, one.year) == place), None)
    told = {
        row.values.get("项目", ""): row.values.get("金额", "")
        for row in year.rows.filter(sheet=LAST_YEAR.name)
    }
    of_ledger = {name: told[label] for name, label in LEDGER_NAMES.items() if label in told}
    known = {name: text for name, text in of_ledger.items() if _is_amount(text)}
    return known | (last.current_check.figures if last and last.current_check else {})


def _is_amount(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _amount(name: str, spot: str, now: str, before: str | None) -> Amount:
    counted = name == FORMS
    change = Decimal(now) - Decimal(before or 0)
    shown, last = _shown(now, counted=counted), _shown(before or "0", counted=counted)
    compared = before and Decimal(before) and shown != last
    share = f"{abs(change) * 100 / Decimal(before or 1):.1f}%" if compared else ""
    return Amount(
        "项目" if counted else name,
        spot,
        shown,
        "个" if counted else "万元",
        "" if before is None else last,
        share,
        change > 0,
    )


def _shown(text: str, *, counted: bool) -> str:
    return text if counted else f"{Decimal(text) / TEN_THOUSAND:,.2f}"


def _waiting(year: BudgetYear) -> list[Office]:
    """Offices that answer for projects and have not handed them in, while the year is a draft."""
    if year.stage != Stage.DRAFT:
        return []
    answering = Q(pk__in=year.rows.filter(sheet=PROJECTS.name).values("office"))
    return list(Office.objects.filter(answering).exclude(pk__in=standing_submissions(year)))


def _drawn(check: Check) -> Drawn:
    """The pictures of a check; a check never changes, so they are kept."""
    key = f"board-spots:{check.pk}:{check.made_at.timestamp()}"
    if (kept := cache.get(key)) is not None:
        return msgspec.msgpack.decode(zlib.decompress(kept), type=Drawn)
    disclosure = disclosure_of(check.disclosure)
    pictures = Pictures(Facts(disclosure), disclosure)
    html = (pictures.flow() + pictures.tree()).replace(_OPEN, _CLOSED)
    made = Drawn(html, safe_json(pictures.data) if pictures.data else "", _spots(check, disclosure))
    cache.set(key, zlib.compress(msgspec.msgpack.encode(made)), KEPT)
    return made


def _spots(check: Check, disclosure: Disclosure) -> dict[str, str]:
    find = drawn(check).drawing.pen.find
    found = {one.name: find(one.figure.at) for one in key_figures(Facts(disclosure))}
    return {name: spot for name, spot in found.items() if spot}
