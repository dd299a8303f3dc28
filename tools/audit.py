"""Known holes of what we depend on (依赖的已知漏洞), where the data about them can be had.

Without a network, or behind one that has no such data, this says so and is no failure.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

LOCK = Path("requirements.lock")
PATIENCE = 180


def main() -> int:
    """0 where nothing is known or can be known; 1 where there are holes."""
    pinned = [line.partition(" ")[0] for line in LOCK.read_text().splitlines() if "==" in line]
    probe = _audited(pinned[:1])
    if probe is None or "skip_reason" in probe[0]:
        print("取不到依赖的漏洞数据，没有核对。")
        return 0
    found = _audited(pinned) or []
    holes = [(one, hole) for one in found for hole in one.get("vulns", ())]
    for one, hole in holes:
        print(f"{one['name']} {one['version']}：{hole['id']}，修复于 {hole['fix_versions']}")
    return int(bool(holes))


def _audited(pinned: list[str]) -> list[dict] | None:
    """What is known of each package; None where nothing was answered."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(pinned))
        file.flush()
        command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "-f", "json"]
        try:
            done = subprocess.run(
                [*command, "-r", file.name], capture_output=True, timeout=PATIENCE, check=False
            )
            return json.loads(done.stdout)["dependencies"]
        except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
            return None


if __name__ == "__main__":
    sys.exit(main())
