"""Writes of the organisation, a file for each part; each names its actor and is journaled."""

from mingzhang_web.apps.organisations.services.changing import change_kind, edit
from mingzhang_web.apps.organisations.services.closing import close, demand_open, reopen
from mingzhang_web.apps.organisations.services.founding import (
    found_bureau,
    found_department,
    found_office,
    found_unit,
)

__all__ = [
    "change_kind",
    "close",
    "demand_open",
    "edit",
    "found_bureau",
    "found_department",
    "found_office",
    "found_unit",
    "reopen",
]
