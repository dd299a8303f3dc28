"""Writes of accounts, a file for each part; each names its actor and is journaled."""

from mingzhang_web.apps.accounts.services.factors import enrol, remove_factor, renew_codes
from mingzhang_web.apps.accounts.services.grants import grant, revoke, set_period
from mingzhang_web.apps.accounts.services.sessions import (
    end_session,
    end_sessions,
    tell_failed,
    tell_locked,
    tell_signed_in,
    tell_signed_out,
)
from mingzhang_web.apps.accounts.services.tokens import make_token, revoke_token
from mingzhang_web.apps.accounts.services.users import (
    change_password,
    edit_user,
    let_in,
    make_user,
    reset_password,
    shut_out,
)

__all__ = [
    "change_password",
    "edit_user",
    "end_session",
    "end_sessions",
    "enrol",
    "grant",
    "let_in",
    "make_token",
    "make_user",
    "remove_factor",
    "renew_codes",
    "reset_password",
    "revoke",
    "revoke_token",
    "set_period",
    "shut_out",
    "tell_failed",
    "tell_locked",
    "tell_signed_in",
    "tell_signed_out",
]
