"""What every operation of the JSON API shares (数据接口的公共部分).

An app writes its operations in its own `api.py`:

    router = Router(tags=["预算年度"])

    @router.get("/years", response=list[YearOut], summary="可以查看的预算年度")
    @paginate(Pages)
    def years(request: HttpRequest) -> QuerySet[BudgetYear]:
        return selectors.years(demand(request, Action.SEE))

and adds the router in `config/api.py`. Who sends a request is known before the operation runs;
`demand` refuses what they may not do, `found` answers 404 for what they may not see, and every
`MingzhangError` of a service becomes a refusal with its sentence.
"""

from mingzhang_web.api.access import demand, found, person
from mingzhang_web.api.fields import Id, Line, Text, cleaned
from mingzhang_web.api.pages import Pages
from mingzhang_web.api.problems import Refused
from mingzhang_web.api.saved import a_file

__all__ = [
    "Id",
    "Line",
    "Pages",
    "Refused",
    "Text",
    "a_file",
    "cleaned",
    "demand",
    "found",
    "person",
]
