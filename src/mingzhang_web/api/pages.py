"""Long lists in pages (分页)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import PaginationBase

LARGEST = 200
LAST = 10_000_000


class Pages(PaginationBase):
    """`?page=1&size=50`; the answer has `items`, `count`, `page` and `size`."""

    class Input(Schema):
        """Which page."""

        page: int = Field(1, ge=1, le=LAST, description="第几页，从 1 开始")
        size: int = Field(50, ge=1, le=LARGEST, description="每页几条")

    class Output(Schema):
        """One page."""

        items: list[Any]
        count: int = Field(description="共几条")
        page: int
        size: int

    def paginate_queryset(
        self, queryset: QuerySet[Any], pagination: Input, request: HttpRequest, **params: Any
    ) -> dict[str, Any]:
        """The items of one page, two queries."""
        page, size = pagination.page, pagination.size
        start = (page - 1) * size
        return {
            "items": queryset[start : start + size],
            "count": self._items_count(queryset),
            "page": page,
            "size": size,
        }
