"""Pages to read (情况说明、名词解释、购买服务目录): every number opens what it states."""

from collections.abc import Sequence

from mingzhang.disclosure import CatalogueEntry, Disclosure, GlossaryEntry
from mingzhang.writers.evidence import key
from mingzhang.writers.report_html.narrative import Words
from mingzhang.writers.site.markup import text
from mingzhang.writers.site.outline import Outline
from mingzhang.writers.site.pen import SitePen
from mingzhang.writers.site.shell import Sheet

NARRATIVE = "narrative.html"
CATALOGUE = "catalogue.html"
GLOSSARY = "glossary.html"


def narrative_page(disclosure: Disclosure, words: Words, pen: SitePen) -> Sheet:
    """The whole narrative with a list of its sections; explained terms have their own page."""
    pen.page = NARRATIVE
    terms = {key(entry.at) for entry in disclosure.glossary}
    shown = [part for part in disclosure.narrative if key(part.at) not in terms]
    outline = Outline()
    parts: list[str] = []
    contents: list[str] = []
    for number, part in enumerate(shown):
        identity = pen.name("p", part.at)
        drawn = words.paragraph(part.at, part.text)
        if not part.heading:
            parts.append(f'<p id="{identity}">{drawn}</p>')
            continue
        level = outline.level(part.heading)
        parts.append(f'<h{level} id="{identity}">{drawn}</h{level}>')
        if part.heading <= 2:
            kind = ' class="first"' if part.heading == 1 else ""
            contents.append(f'<li{kind}><a href="#{identity}">{text(part.text)}</a></li>')
        following = shown[number + 1] if number + 1 < len(shown) else None
        if part.heading == 1 and (following is None or following.heading == 1):
            parts.append(_elsewhere(part.text, disclosure))
    return Sheet(
        path=NARRATIVE,
        title="情况说明",
        body=_with_contents(contents, "".join(parts)),
        section=NARRATIVE,
        lead="文中每个数都能打开，看它说的是什么、与哪张表的哪个数一致。",
    )


def _elsewhere(title: str, disclosure: Disclosure) -> str:
    """Where a part without words of its own stands on this site."""
    if "名词" in title and disclosure.glossary:
        return f'<p><a href="{GLOSSARY}">见名词解释</a></p>'
    if "表" in title and disclosure.tables:
        return '<p><a href="tables.html">见各张报表</a></p>'
    return ""


def _with_contents(contents: Sequence[str], body: str) -> str:
    if len(contents) < 2:
        return f'<article class="prose">{body}</article>'
    return (
        '<div class="aside-layout"><nav class="contents" aria-label="本页目录"><h2>本页目录</h2>'
        f'<ol>{"".join(contents)}</ol></nav><article class="prose">{body}</article></div>'
    )


def glossary_page(entries: Sequence[GlossaryEntry], words: Words, pen: SitePen) -> Sheet:
    """The explained terms."""
    pen.page = GLOSSARY
    items = "".join(_term(entry, words, pen) for entry in entries)
    return Sheet(
        path=GLOSSARY,
        title="名词解释",
        body=f'<dl class="terms">{items}</dl>',
        section=GLOSSARY,
        lead=f"{len(entries)} 个名词。",
    )


def _term(entry: GlossaryEntry, words: Words, pen: SitePen) -> str:
    identity = pen.name("p", entry.at)
    return f'<div id="{identity}"><dt>{text(entry.term)}</dt><dd>{text(entry.text)}</dd></div>'


def catalogue_page(entries: Sequence[CatalogueEntry], pen: SitePen) -> Sheet:
    """The purchase catalogue by its sections."""
    pen.page = CATALOGUE
    rows: list[str] = []
    section = None
    for entry in entries:
        if entry.section != section:
            section = entry.section
            if section:
                rows.append(
                    f'<tr class="band"><th colspan="3" scope="rowgroup">{text(section)}</th></tr>'
                )
        rows.append(_entry(entry, pen))
    head = "".join(f'<th scope="col">{label}</th>' for label in ("代码", "名称", "级次"))
    return Sheet(
        path=CATALOGUE,
        title="政府购买服务指导性目录",
        body=(
            '<div class="scroll fits" role="region" tabindex="0" aria-label="政府购买服务指导性目录">'
            '<table class="sheet catalogue filtered"><caption>政府购买服务指导性目录</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        ),
        section=CATALOGUE,
        lead=f"共 {len(entries)} 条。",
    )


def _entry(entry: CatalogueEntry, pen: SitePen) -> str:
    identity = pen.name("r", entry.at)
    odd = f' <span class="quiet">（{text(entry.irregular)}）</span>' if entry.irregular else ""
    level = f"{entry.level} 级"
    return (
        f'<tr id="{identity}"><td class="code">{text(entry.code)}</td>'
        f'<th scope="row" class="l{min(entry.level, 5)}">{text(entry.name)}{odd}</th>'
        f"<td>{level}</td></tr>"
    )
