"""What the pages of the portal show (查公开门户)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.http import Http404

from mingzhang_web.apps.organisations.models import Bureau, Department
from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.apps.publishing.selectors.editions import editions, newest_editions
from mingzhang_web.apps.workspace.models.checks import FORMS, in_order
from mingzhang_web.apps.workspace.models.years import Kind

NEWEST = 10
TEN_THOUSAND = 10_000
TOTAL = "支出总计"
_PAGES = (
    ("html/index.html", "概览和图表", "layout-dashboard"),
    ("html/tables.html", "报表", "table"),
    ("html/projects.html", "项目", "briefcase"),
    ("html/indicators.html", "绩效指标", "target-arrow"),
    ("html/narrative.html", "情况说明", "file-text"),
    ("html/catalogue.html", "购买服务目录", "shopping-cart"),
    ("html/glossary.html", "名词解释", "book"),
    ("html/document.html", "全文", "notes"),
    ("html/data.html", "数据与口径", "database"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure: amounts in 万元, as text; the share of the largest, 0 to 100."""

    name: str
    amount: str
    unit: str = "万元"
    change: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """One department on the first page: its newest edition and what it spends (万元)."""

    department: Department
    edition: Edition
    years: int
    total: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of a department: its newest edition, its figures, its bar in the picture."""

    edition: Edition
    cards: tuple[Card, ...]
    total: str
    width: int


def departments_by_bureau() -> list[tuple[Bureau, list[DepartmentLine]]]:
    """The departments that have published, under their finance bureau; two queries."""
    order = ("budget_year__department_id", "-budget_year__year", "budget_year__kind")
    listed = newest_editions().order_by(*order)
    years: dict[int, list[tuple[int, int]]] = {}
    for place, year, pk in listed.values_list("budget_year__department", "budget_year__year", "pk"):
        years.setdefault(place, []).append((pk, year))
    found = editions().filter(pk__in=[own[0][0] for own in years.values()])
    found = found.order_by("budget_year__department__bureau__name", "budget_year__department__code")
    lines = [_department(one, years[one.budget_year.department_id]) for one in found]
    return [
        (bureau, list(own)) for bureau, own in groupby(lines, lambda line: line.department.bureau)
    ]


def _department(newest: Edition, own: Sequence[tuple[int, int]]) -> DepartmentLine:
    return DepartmentLine(
        newest.budget_year.department,
        newest,
        len({year for _, year in own}),
        in_ten_thousands(newest.figures.get(TOTAL)),
    )


def newest() -> list[Edition]:
    """The last publications and corrections."""
    return list(editions().order_by("-published_at", "-pk")[:NEWEST])


def departments() -> list[Department]:
    """Those that have published something."""
    return list(Department.objects.filter(years__editions__isnull=False).distinct())


def department_or_404(slug: str) -> Department:
    """One that has published something. Raises Http404, also for one that has not."""
    found = Department.objects.filter(slug=slug, years__editions__isnull=False)
    department = found.select_related("bureau").first()
    if department is None:
        raise Http404
    return department


def years() -> list[int]:
    """The years of which something is published, the newest first."""
    found = Edition.objects.values_list("budget_year__year", flat=True)
    return list(found.order_by("-budget_year__year").distinct())


def years_by_kind(department: Department) -> list[tuple[str, list[YearLine]]]:
    """Budgets and final accounts of a department, the newest year first; one query."""
    found = newest_editions().filter(budget_year__department=department)
    lines = []
    for kind in Kind:
        own = [one for one in found if one.budget_year.kind == kind]
        own.sort(key=lambda one: -one.budget_year.year)
        if own:
            lines.append((kind.label, list(_years(own))))
    return lines


def _years(own: Sequence[Edition]) -> Iterable[YearLine]:
    totals = [Decimal(one.figures.get(TOTAL) or 0) for one in own]
    largest = max(totals) or 1
    for number, one in enumerate(own):
        before = own[number + 1] if number + 1 < len(own) else None
        follows = before is not None and before.budget_year.year == one.budget_year.year - 1
        yield YearLine(
            one,
            cards(one, before if follows else None),
            in_ten_thousands(one.figures.get(TOTAL)),
            int(totals[number] / largest * 100),
        )


def cards(edition: Edition, before: Edition | None = None) -> tuple[Card, ...]:
    """The key figures of an edition, with their change against the year before."""
    found = []
    for name, amount in in_order(edition.figures):
        if name == FORMS:
            found.append(Card("项目", amount, "个"))
        else:
            old = before.figures.get(name) if before else None
            found.append(Card(name, in_ten_thousands(amount), change=_change(amount, old)))
    return tuple(found)


def _change(now: str, before: str | None) -> str:
    if before is None or not Decimal(before):
        return ""
    share = (Decimal(now) - Decimal(before)) * 100 / Decimal(before)
    if not share:
        return "与上年持平"
    return f"比上年{'增加' if share > 0 else '减少'} {abs(share):.1f}%"


def pages_of(edition: Edition) -> list[tuple[str, str, str]]:
    """The pages of an edition's site as (path, name, icon), those that it has."""
    paths = set(
        edition.files.filter(path__in=[path for path, *_ in _PAGES]).values_list("path", flat=True)
    )
    return [page for page in _PAGES if page[0] in paths]


def editions_of(edition: Edition) -> list[Edition]:
    """Every edition of the same budget year, the newest first."""
    return list(editions().filter(budget_year=edition.budget_year_id))


def in_ten_thousands(amount: str | None) -> str:
    """An exact amount in 元 as 万元 with two decimals; "" for none."""
    return "" if amount is None else f"{Decimal(amount) / TEN_THOUSAND:,.2f}"
