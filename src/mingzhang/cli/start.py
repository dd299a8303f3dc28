"""A quick start (快速启动): what is kept is taken, and what no command needs is not loaded.

msgspec asks for typing_extensions where it is installed, and with it come inspect, ast, dis and
tokenize; the standard library has all that it wants of it.
"""

import sys

from mingzhang import kept

kept.use()

if "typing_extensions" not in sys.modules:
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]
