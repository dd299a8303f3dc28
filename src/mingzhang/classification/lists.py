"""Looking up function and economic classes: by code, by name, by the year's official list."""

from functools import lru_cache
from typing import TYPE_CHECKING

from mingzhang.classification.entries import ClassEntry, Kind, plain_name
from mingzhang.classification.storage import (
    ClassList,
    data_directory_text,
    official_list,
    package_rows,
)

if TYPE_CHECKING:
    from pathlib import Path

_FILES = {
    Kind.FUNCTION: "functions.csv",
    Kind.ECONOMIC: "economic.csv",
    Kind.GOVERNMENT: "government.csv",
}


@lru_cache(maxsize=len(_FILES))
def built_in_list(kind: Kind) -> ClassList:
    """The list that the program brings along: not official, each entry with its certainty."""
    return ClassList(kind, package_rows(_FILES[kind]))


def is_official(kind: Kind, year: int | None, directory: "Path | None" = None) -> bool:
    """Whether the official list of a year was loaded; only then an unknown code is an error."""
    return _official(kind, year, directory) is not None


def class_list(kind: Kind, year: int | None = None, directory: "Path | None" = None) -> ClassList:
    """The official list of the year if it was loaded, else the built-in list."""
    return _official(kind, year, directory) or built_in_list(kind)


def _official(kind: Kind, year: int | None, directory: "Path | None") -> ClassList | None:
    if year is None:
        return None
    return official_list(kind, year, str(directory or data_directory_text()))


def function_class(
    code: str, year: int | None = None, directory: "Path | None" = None
) -> ClassEntry | None:
    """The function class (支出功能分类) of a code of 3, 5 or 7 digits, or None."""
    return class_list(Kind.FUNCTION, year, directory).get(code)


def economic_class(
    code: str, year: int | None = None, directory: "Path | None" = None
) -> ClassEntry | None:
    """The department economic class (部门预算支出经济分类) of a code of 3 or 5 digits, or None."""
    return class_list(Kind.ECONOMIC, year, directory).get(code)


def government_class(
    code_or_name: str, year: int | None = None, directory: "Path | None" = None
) -> ClassEntry | None:
    """The government economic class (政府预算支出经济分类) of a code, or of a name that one has."""
    known = class_list(Kind.GOVERNMENT, year, directory)
    if code_or_name.isdecimal():
        return known.get(code_or_name)
    codes = known.codes_of(plain_name(code_or_name))
    return known.get(codes[0]) if len(codes) == 1 else None


def codes_of_name(
    kind: Kind, name: str, year: int | None = None, directory: "Path | None" = None
) -> tuple[str, ...]:
    """All codes of a classification that carry a printed name, ascending; often more than one."""
    return class_list(kind, year, directory).codes_of(plain_name(name))


def economic_code_of_name(
    name: str, year: int | None = None, directory: "Path | None" = None
) -> str | None:
    """The department economic code of a name; None where none or more than one has it."""
    codes = codes_of_name(Kind.ECONOMIC, name, year, directory)
    return codes[0] if len(codes) == 1 else None
