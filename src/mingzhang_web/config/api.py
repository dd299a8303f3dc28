"""The JSON API (数据接口): everything the pages do, described by OpenAPI.

Each app adds its own router in `api.py`; who may do what is decided by the same services and
selectors that the pages use.
"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from mingzhang_web.api.problems import in_chinese
from mingzhang_web.api.site import make_api
from mingzhang_web.apps.accounts.admin_api import router as administration
from mingzhang_web.apps.accounts.api import router as accounts
from mingzhang_web.apps.accounts.factors_api import router as factors
from mingzhang_web.apps.accounts.places_api import router as places
from mingzhang_web.apps.jobs.api import router as jobs
from mingzhang_web.apps.publishing.api import public
from mingzhang_web.apps.publishing.api import router as publishing
from mingzhang_web.apps.workspace.api.board import router as board
from mingzhang_web.apps.workspace.api.findings import router as findings
from mingzhang_web.apps.workspace.api.imports import router as imports
from mingzhang_web.apps.workspace.api.leaving import router as leaving
from mingzhang_web.apps.workspace.api.ledger import router as ledger
from mingzhang_web.apps.workspace.api.review import router as review
from mingzhang_web.apps.workspace.api.years import router as years

ROUTERS = (
    ("", accounts),
    ("", factors),
    ("", administration),
    ("", places),
    ("", leaving),
    ("", jobs),
    ("", findings),
    ("", imports),
    ("", review),
    ("", board),
    ("/years", years),
    ("/years", ledger),
    ("/years", publishing),
    ("/public", public),
)

api = make_api()
for prefix, router in ROUTERS:
    api.add_router(prefix, router)


@require_safe
def document(request: HttpRequest) -> JsonResponse:
    """The OpenAPI document (接口说明)."""
    return in_chinese(api.get_openapi_schema(path_params={}), 200)
