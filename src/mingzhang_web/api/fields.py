"""Kinds of values that operations take (接口的值): what no database can keep is refused first."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from mingzhang.model import WrongUsage

_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
_NO_NUL = r"^[^\x00]*$"

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of something that is kept (编号)."""

Line = Annotated[str, StringConstraints(pattern=_PRINTABLE, max_length=200)]
"""One line of text, without control characters."""

Text = Annotated[str, StringConstraints(pattern=_NO_NUL, max_length=20_000)]
"""Text of several lines."""


def cleaned(form: Any) -> dict[str, Any]:
    """What a form takes of the values. Raises WrongUsage with its first sentence."""
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise WrongUsage(f"{label}：{errors[0]}" if label else str(errors[0]))
    given: dict[str, Any] = form.cleaned_data
    return given
