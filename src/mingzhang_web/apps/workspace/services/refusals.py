"""What a service says where it does not do what was asked (拒绝)."""

from mingzhang.model import MingzhangError


class Refused(MingzhangError):
    """Nothing was changed; the sentence says why and what to do."""
