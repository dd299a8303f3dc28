"""The JSON API (数据接口): everything the pages do, described by OpenAPI.

Each app adds its own router in `api.py`; who may do what is decided by the same services and
selectors that the pages use.
"""

from mingzhang_web.api.site import make_api
from mingzhang_web.apps.accounts.api import router as accounts
from mingzhang_web.apps.jobs.api import router as jobs
from mingzhang_web.apps.workspace.api.ledger import router as ledger

api = make_api()
for prefix, router in (("", accounts), ("", jobs), ("/years", ledger)):
    api.add_router(prefix, router)
