"""mingzhang rules: every rule on one list."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

import msgspec

from mingzhang.cli.files import deliver

if TYPE_CHECKING:
    from mingzhang.checks.engine import Rule

EXAMPLE = "mingzhang rules --format md > 规则.md"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--format", choices=("text", "json", "md"), default="text")
    parser.add_argument("--output", help="结果文件（默认写到标准输出）")


def run(options: Namespace) -> int:
    """Print all rules in the order of their ids."""
    from mingzhang.checks.engine import all_rules

    rules = list(all_rules().values())

    def as_json(rule: "Rule") -> dict[str, object]:
        found: dict[str, object] = msgspec.to_builtins(rule.info)
        return {**found, "kinds": list(rule.kinds), "since": rule.since, "until": rule.until}

    if options.format == "json":
        data = msgspec.json.encode(
            {"schema": "mingzhang/rules/1", "rules": [as_json(rule) for rule in rules]}
        )
        deliver(msgspec.json.format(data, indent=1) + b"\n", options.output)
    elif options.format == "md":
        deliver(markdown(rules).encode(), options.output)
    else:
        lines = [f"{r.info.id}  {r.info.severity.value:<8}{r.info.title}" for r in rules]
        deliver(("\n".join(lines) + f"\n共 {len(rules)} 条\n").encode(), options.output)
    return 0


def markdown(rules: "list[Rule]") -> str:
    """The rules as a page of the documentation."""
    from mingzhang.writers.words import word

    lines = ["# 核对规则", "", f"共 {len(rules)} 条。", ""]
    for rule in rules:
        info = rule.info
        lines += [
            f"## {info.id} {info.title}",
            "",
            info.statement,
            "",
            f"- 公式：{info.formula}",
            f"- 严重程度：{word(info.severity)}",
            f"- 依据：{info.basis}" + (f"（{word(info.certainty)}）" if "《" in info.basis else ""),
            f"- 处理：{info.remedy}",
            "",
        ]
    return "\n".join(lines)
