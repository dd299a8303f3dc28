"""The second factor (第二因素): codes of an authenticator app, and recovery codes for its loss."""

import secrets
from base64 import b32encode
from binascii import unhexlify
from hashlib import sha256
from io import BytesIO

import segno
from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.models import RecoveryCode, User
from mingzhang_web.apps.accounts.roles import ADMINISTRATORS

CODES = 10
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def has_factor(user: User) -> bool:
    """Whether a user signs in with a second factor."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_required(access: Access) -> bool:
    """Whether somebody must have a second factor (三类管理员，或按设置全部用户)."""
    rule = settings.SIGN_IN.second_factor
    return rule == "all" or (rule == "administrators" and bool(access.roles & ADMINISTRATORS))


def unconfirmed(user: User) -> TOTPDevice:
    """The device that a user is about to enrol; its key stays the same until it is confirmed."""
    device = TOTPDevice.objects.filter(user=user, confirmed=False).order_by("pk").first()
    return device or TOTPDevice.objects.create(user=user, name="动态码", confirmed=False)


def key_of(device: TOTPDevice) -> str:
    """The key as an app takes it when typed, in groups of four."""
    text = b32encode(unhexlify(device.key)).decode().rstrip("=")
    return " ".join(text[n : n + 4] for n in range(0, len(text), 4))


def picture(device: TOTPDevice) -> bytes:
    """The QR code that an app scans, as SVG."""
    out = BytesIO()
    segno.make(device.config_url, error="m").save(out, kind="svg", scale=6, border=4, light="#fff")
    return out.getvalue()


def matches(user: User, code: str) -> bool:
    """Whether a code is good now. A good one is used up: neither kind works twice."""
    typed = "".join(code.split()).upper().replace("-", "")
    with transaction.atomic():
        devices = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True)
        if any(device.verify_token(typed) for device in devices):
            return True
        return bool(RecoveryCode.objects.filter(user=user, digest=_digest(typed)).delete()[0])


def new_codes(user: User) -> list[str]:
    """Ten recovery codes in place of the ones before, to be shown once."""
    codes = ["".join(secrets.choice(_SIGNS) for _ in range(16)) for _ in range(CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(c)) for c in codes)
    return ["-".join(code[n : n + 4] for n in range(0, 16, 4)) for code in codes]


def remove(user: User) -> bool:
    """Take a user's second factor away; whether there was one."""
    user.recovery_codes.all().delete()
    return bool(TOTPDevice.objects.filter(user=user).delete()[0])


def _digest(code: str) -> str:
    """80 random bits need no slow hash."""
    return sha256(code.encode("utf-8", "replace")).hexdigest()
