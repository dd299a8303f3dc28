"""What is published, for programs and anybody (公开接口), and publishing itself."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from mingzhang.disclosure.json import as_object
from mingzhang_web.api import Id, Pages, demand
from mingzhang_web.apps.jobs.api import JobOut
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.apps.publishing.selectors import editions as selectors
from mingzhang_web.apps.publishing.selectors import portal
from mingzhang_web.apps.publishing.selectors.across import key_figures, table_figures
from mingzhang_web.apps.publishing.selectors.portal import department_or_404
from mingzhang_web.apps.publishing.selectors.search import FOUND_KINDS, LONGEST, Asked, search
from mingzhang_web.apps.publishing.services.editions import ask, manifest_bytes
from mingzhang_web.apps.workspace.api.review import DifferencesOut
from mingzhang_web.apps.workspace.models.years import Kind
from mingzhang_web.apps.workspace.packing import disclosure_of
from mingzhang_web.apps.workspace.selectors.years import year_or_404

public = Router(tags=["公开数据"], auth=None)
router = Router(tags=["公开"])

Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]
Year = Annotated[int, Field(ge=1900, le=2200)]
Number = Annotated[int, Field(ge=1, le=10_000)]
_KINDS = "、".join(f"{number} {name}" for number, name in FOUND_KINDS)


class DepartmentOut(Schema):
    """A department that has published (部门)."""

    slug: str
    code: str
    name: str
    level: str


class EditionOut(Schema):
    """One edition (版本); amounts of `figures` in 元, exact."""

    department: str
    slug: str
    year: int
    kind: Kind
    number: int
    published_at: datetime
    reason: str
    figures: dict[str, str]
    address: str

    @classmethod
    def of(cls, edition: Edition) -> "EditionOut":
        """An edition with its permanent address."""
        year = edition.budget_year
        return cls(
            department=year.department.name,
            slug=year.department.slug,
            year=year.year,
            kind=Kind(year.kind),
            number=edition.number,
            published_at=edition.published_at,
            reason=edition.reason,
            figures=edition.figures,
            address=edition.get_absolute_url(),
        )


class KeyFigureOut(Schema):
    """One key figure of one edition; `yuan`: 元, exact."""

    region: str
    code: str
    department: str
    year: int
    kind: str
    edition: int
    published_on: date
    name: str
    yuan: Decimal


class TableFigureOut(Schema):
    """One figure of a published table as printed; `yuan`: 元, exact, none for what is no money."""

    year: int
    kind: str
    edition: int
    table: str
    title: str
    side: str
    code: str
    name: str
    column: str
    printed: str
    unit: str
    yuan: Decimal | None


class HitOut(Schema):
    """One thing found."""

    kind: str
    title: str
    text: str
    edition: EditionOut
    address: str


class HitsOut(Schema):
    """One page of what was found; `count` stops at a thousand."""

    count: int
    page: int
    pages: int
    items: list[HitOut]


class KnownOut(Schema):
    """An edition that a file belongs to; `newest` is larger where it was corrected."""

    edition: EditionOut
    path: str
    newest: int


@public.get("/departments", response=list[DepartmentOut], summary="公开的部门")
def departments(request: HttpRequest) -> Any:
    """By code."""
    return portal.departments()


@public.get("/editions", response=list[EditionOut], summary="公开的版本")
@paginate(Pages)
def editions(request: HttpRequest, department: Slug | None = None) -> Any:
    """Newest first, corrected ones too."""
    found = selectors.editions().order_by("-published_at", "-pk")
    if department is not None:
        found = found.filter(budget_year__department__slug=department)
    return [EditionOut.of(one) for one in found]


@public.get(
    "/editions/{slug}/{int:year}/{kind}/{int:number}/disclosure",
    response={200: dict[str, Any]},
    summary="一个版本的全部内容",
)
def disclosure(request: HttpRequest, slug: Slug, year: Year, kind: Kind, number: Number) -> Any:
    """Tables, narrative, goal forms: the object that everything of this edition was written from."""
    found = selectors.edition_or_404(slug, year, kind, number)
    return as_object(disclosure_of(found.disclosure))


@public.get(
    "/editions/{slug}/{int:year}/{kind}/{int:number}/manifest",
    response={200: dict[str, Any]},
    summary="一个版本的清单",
)
def manifest(request: HttpRequest, slug: Slug, year: Year, kind: Kind, number: Number) -> Any:
    """Every file with its hash."""
    found = selectors.edition_or_404(slug, year, kind, number)
    return HttpResponse(manifest_bytes(found), content_type="application/json")


@public.get(
    "/editions/{slug}/{int:year}/{kind}/{int:number}/changes",
    response=DifferencesOut | None,
    summary="一个版本更正了什么",
)
def changes(request: HttpRequest, slug: Slug, year: Year, kind: Kind, number: Number) -> Any:
    """Figure by figure beside the edition before; null for a first one."""
    return DifferencesOut.of(
        selectors.differences(selectors.edition_or_404(slug, year, kind, number))
    )


@public.get("/figures", response=list[KeyFigureOut], summary="各部门各年主要数据")
@paginate(Pages)
def figures(request: HttpRequest) -> Any:
    """Of the newest editions, by region, department, year."""
    return key_figures()


@public.get(
    "/departments/{slug}/figures", response=list[TableFigureOut], summary="一个部门各年报表的数"
)
@paginate(Pages)
def table(request: HttpRequest, slug: Slug) -> Any:
    """Every figure of every table of the newest editions, year under year."""
    return table_figures(department_or_404(slug))


@public.get("/search", response=HitsOut, summary="搜索")
def find(
    request: HttpRequest,
    q: Annotated[str, Field(max_length=LONGEST)] = "",
    kind: Annotated[int | None, Field(ge=0, le=9, description=_KINDS)] = None,
    department: Slug | None = None,
    year: Year | None = None,
    page: Annotated[int, Field(ge=1, le=1000)] = 1,
) -> Any:
    """Names, codes and texts of the newest editions."""
    words = q.replace("\0", "")
    found = search(Asked(words, kind, department or "", year), page)
    items = [
        HitOut(
            kind=hit.kind,
            title=hit.entry.title,
            text=hit.entry.text,
            edition=EditionOut.of(hit.entry.edition),
            address=f"{hit.entry.edition.get_absolute_url()}html/{hit.entry.address}",
        )
        for hit in found.hits
    ]
    return HitsOut(count=found.count, page=found.page, pages=found.pages, items=items)


@public.get("/verify/{sha256}", response=list[KnownOut], summary="核验文件")
def verify(request: HttpRequest, sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]) -> Any:
    """The editions in which a file with this hash was published; none where it never was."""
    return [
        KnownOut(edition=EditionOut.of(one.edition), path=one.path, newest=one.newest)
        for one in selectors.published_as(sha256)
    ]


@router.post("/{int:year}/publish", response={202: JobOut}, summary="公开")
def publish(request: HttpRequest, year: Id) -> Any:
    """Have a year published; how far it is, the job says."""
    access = demand(request)
    return Status(202, ask(Actor.of(request), access, year_or_404(access, year)))
