"""What the API answers when it cannot do something (接口的错误): one form, in Chinese."""

from typing import Any

from django.http import JsonResponse
from ninja import Field, Schema
from ninja.errors import HttpError


class Place(Schema):
    """One wrong value (有误的一处): where it stands in the request, and what is wrong."""

    place: str = Field(description="请求中的位置，如 body.name")
    message: str


class Problem(Schema):
    """Why a request was not done (没有完成的原因)."""

    code: str = Field(description="固定的英文词，供程序判断")
    message: str = Field(description="一句话说明原因和办法")
    places: list[Place] = []


class Refused(HttpError):
    """An operation cannot be done; `code` for programs, `message` for people."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(status, message)
        self.code = code


WORDS = {
    400: ("bad_request", "请求没有写对。"),
    401: ("unauthenticated", "请先登录，或在 Authorization 里给出有效的令牌。"),
    403: ("forbidden", "您的账号或令牌没有这项权限。"),
    404: ("not_found", "没有找到，或者您的账号不能查看。"),
    405: ("method_not_allowed", "这个地址不接受这种请求方法。"),
    409: ("conflict", "内容已被别人改动，请取得最新内容后再试。"),
    413: ("too_large", "内容太大，超过了上限。"),
    429: ("too_many", "请求太频繁，请稍后再试。"),
    500: ("server_error", "程序出错，这一步没有完成，请稍后再试。"),
}


def answer(status: int, message: str = "", code: str = "") -> JsonResponse:
    """The whole answer for a status; its usual words where none are given."""
    usual_code, usual_message = WORDS.get(status, WORDS[400])
    content = {"code": code or usual_code, "message": message or usual_message, "places": []}
    return in_chinese(content, status)


def in_chinese(content: dict[str, Any], status: int) -> JsonResponse:
    """JSON as people can read it: UTF-8, Chinese as it is."""
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def invalid(errors: list[dict[str, Any]]) -> dict[str, Any]:
    """The answer's content for values that do not fit what the operation takes."""
    places = [{"place": _place(error["loc"]), "message": _message(error)} for error in errors]
    return {
        "code": "invalid",
        "message": "填写的内容有误，逐处说明见 places。",
        "places": places,
    }


def _place(location: tuple[str | int, ...]) -> str:
    """`body.name` of ninja's ("body", "payload", "name"): the parameter's own name is left out."""
    parts = [str(part) for part in location]
    if len(parts) > 2 and parts[0] in ("body", "form"):
        del parts[1]
    return ".".join(parts)


_MESSAGES = {
    "missing": "缺少这一项。",
    "extra_forbidden": "没有这一项。",
    "json_invalid": "不是有效的 JSON。",
    "string_type": "应是文字。",
    "string_too_short": "至少 {min_length} 个字。",
    "string_too_long": "最多 {max_length} 个字。",
    "string_pattern_mismatch": "格式不对。",
    "string_unicode": "含有无效的字符。",
    "int_type": "应是整数。",
    "int_parsing": "应是整数。",
    "int_from_float": "应是整数。",
    "bool_type": "应是 true 或 false。",
    "bool_parsing": "应是 true 或 false。",
    "decimal_parsing": "应是数。",
    "greater_than": "应大于 {gt}。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than": "应小于 {lt}。",
    "less_than_equal": "不能大于 {le}。",
    "list_type": "应是一列值。",
    "too_short": "至少 {min_length} 项。",
    "too_long": "最多 {max_length} 项。",
    "enum": "只能是 {expected}。",
    "literal_error": "只能是 {expected}。",
    "uuid_parsing": "应是 UUID。",
    "date_from_datetime_parsing": "应是日期，如 2026-01-31。",
    "date_parsing": "应是日期，如 2026-01-31。",
    "datetime_parsing": "应是时间，如 2026-01-31T08:00:00+08:00。",
    "datetime_from_date_parsing": "应是时间，如 2026-01-31T08:00:00+08:00。",
}


def _message(error: dict[str, Any]) -> str:
    template = _MESSAGES.get(error["type"], "内容不对。")
    return template.format_map(error.get("ctx", {}))
