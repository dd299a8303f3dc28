"""Operations that answer with a file (接口的文件): told in the document, sent to be saved."""

from typing import Any


def a_file(*media_types: str) -> dict[str, Any]:
    """What the OpenAPI document says of an operation that answers with a file of these types."""
    content = {one: {"schema": _SHAPES.get(one, _BYTES)} for one in media_types}
    return {"responses": {200: {"description": "文件", "content": content}}}


_BYTES = {"type": "string", "format": "binary"}
_SHAPES = {"application/json": {"type": "object"}}
