"""Errors below the API that no operation answers (接口之外的错误): the same form, in JSON."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from mingzhang_web.api.problems import answer

Handler = Callable[[HttpRequest], HttpResponse]


def answers_in_json(get_response: Handler) -> Handler:
    """An unknown address, method or too large a body is told to a program as everything else is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path_info.startswith("/api/") or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        told = answer(response.status_code)
        if "Allow" in response.headers:
            told.headers["Allow"] = response.headers["Allow"]
        return told

    return middleware
