"""The JSON API (数据接口): everything the pages do, described by OpenAPI.

Each app adds its own router in `api.py`; who may do what is decided by the same services and
selectors that the pages use.
"""

from ninja import NinjaAPI

from mingzhang_web.apps.workspace.api import ledger

api = NinjaAPI(
    title="明账",
    version="1",
    description="明账工作台的数据接口。令牌在“我的账号”里建立，按范围授权。",
    docs_url=None,
)
api.add_router("/years", ledger.router)
