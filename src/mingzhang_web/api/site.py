"""The API as a whole (接口): its answers to errors, and its OpenAPI document."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from mingzhang.model import MingzhangError
from mingzhang_web.api.access import Session, Token
from mingzhang_web.api.problems import Problem, Refused, answer, in_chinese, invalid


def make_api() -> NinjaAPI:
    """The API without its operations."""
    api = _Api(
        title="明账",
        version="1",
        description="明账工作台的数据接口。令牌在“我的账号”里建立，按范围授权。",
        auth=[Token(), Session()],
        docs_url=None,
        openapi_url=None,
        renderer=_Chinese(),
    )
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(MingzhangError, _impossible)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(PermissionDenied, _forbidden)
    return api


class _Chinese(JSONRenderer):
    """UTF-8 with Chinese as it is, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}


class _Api(NinjaAPI):
    """Every operation may also answer with a `Problem`."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """The document, with the answers that all operations have in common."""
        schema = super().get_openapi_schema(*args, **kwargs)
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schema["components"]["schemas"].update(shape.pop("$defs", {}))
        schema["components"]["schemas"]["Problem"] = shape
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for path in schema["paths"].values():
            for operation in path.values():
                other = {"description": "没有完成", "content": content}
                operation["responses"].setdefault("4XX", other)
        return schema


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    own = isinstance(error, Refused)
    return answer(error.status_code, str(error) if own else "", error.code if own else "")


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return in_chinese(invalid(error.errors), 422)


def _impossible(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(422, str(error), "refused")


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(404)


def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(403, str(error))
