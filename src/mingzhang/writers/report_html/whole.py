"""One drawing of one checked document: for the report page, and for pages of the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.disclosure import Disclosure
from mingzhang.model import Report
from mingzhang.model.rule_info import RuleInfo
from mingzhang.writers.evidence import Evidence
from mingzhang.writers.printed_order import PrintedOrder
from mingzhang.writers.report_html.document import draw_document
from mingzhang.writers.report_html.drawing import Pen
from mingzhang.writers.report_html.markup import piece
from mingzhang.writers.report_html.proofs import proofs


@dataclass(frozen=True, slots=True)
class Drawing:
    """The document with its marked figures, and what a page needs to open them.

    `document` is HTML for an element of the class `document`; `sprite` holds its icons and
    stands once on the page; `proofs` is the JSON that `assets/report/document.js` reads;
    `pen` knows under which id each place was drawn.
    """

    document: str
    sprite: str
    proofs: str
    pen: Pen


def draw(disclosure: Disclosure, report: Report, rules: Mapping[str, RuleInfo]) -> Drawing:
    """Draw a document; the same input gives the same text."""
    evidence = Evidence(report, rules)
    pen = Pen(evidence, PrintedOrder(disclosure))
    document = draw_document(disclosure, pen)
    return Drawing(document, piece("icons.html"), proofs(report, rules, pen, evidence), pen)
