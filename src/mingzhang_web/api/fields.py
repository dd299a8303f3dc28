"""Kinds of values that operations take (接口的值): what no database can keep is refused first."""

from typing import Annotated

from pydantic import Field, StringConstraints

_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
_NO_NUL = r"^[^\x00]*$"

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of something that is kept (编号)."""

Line = Annotated[str, StringConstraints(pattern=_PRINTABLE, max_length=200)]
"""One line of text, without control characters."""

Text = Annotated[str, StringConstraints(pattern=_NO_NUL, max_length=20_000)]
"""Text of several lines."""
