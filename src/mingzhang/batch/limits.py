"""What a process that works on a stranger's file may use (资源上限)."""

from contextlib import suppress

MAX_MEMORY = 900 * 1024 * 1024
SECONDS = 8
SECONDS_PER_MEGABYTE = 1


def limit_memory() -> None:
    """Memory that this process may ask for, and no image of it on the disk when it dies."""
    import resource

    for what, most in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CORE, 0)):
        _limit(what, most)


def limit_processor(size: int) -> None:
    """Seconds of the processor for work on `size` bytes, from the start of this process."""
    import resource

    _limit(resource.RLIMIT_CPU, int(seconds_for(size)) + 1)


def seconds_for(size: int) -> float:
    """Seconds of the processor that an honest file of `size` bytes never needs."""
    return SECONDS + SECONDS_PER_MEGABYTE * size / 1024 / 1024


def _limit(what: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (most, hard))
