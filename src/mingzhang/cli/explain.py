"""mingzhang explain: one rule with its law and worked cases."""

from argparse import ArgumentParser, Namespace

from mingzhang.model import WrongUsage

EXAMPLE = "mingzhang explain A12"


def configure(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("rule", help="规则编号，如 A12、B20")


def run(options: Namespace) -> int:
    """Print one rule.

    Raises:
        WrongUsage: there is no such rule.
    """
    from mingzhang.checks.cases import worked
    from mingzhang.checks.engine import all_rules
    from mingzhang.writers.report_text import Style, explain
    from mingzhang.writers.words import Language

    rule = all_rules().get(options.rule.upper())
    if rule is None:
        raise WrongUsage(f"没有编号为“{options.rule}”的规则，可用 mingzhang rules 查看全部规则。")
    language = Language.ENGLISH if options.lang == "en" else Language.CHINESE
    print(explain(rule.info, worked(rule), Style(language)))
    return 0
