"""Write docs/rules.md from the declared rules, or with --check say whether it is stale."""

import sys
from pathlib import Path

from mingzhang.checks.engine import all_rules
from mingzhang.cli.rules import markdown

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rules.md"


def main() -> int:
    """Write the page, or compare it: 1 where it is stale."""
    text = markdown(list(all_rules().values()))
    if "--check" not in sys.argv:
        PAGE.write_text(text, "utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    print("docs/rules.md 与规则声明不一致，请运行 make docs。", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
