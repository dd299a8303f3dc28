"""Which rows a table prints: classes, units, projects, or lines written out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from layouts.ledger import Line
from layouts.places import TableSpec
from mingzhang.classification import Kind, class_list

if TYPE_CHECKING:
    from layouts.build import Books

ORDINALS = (
    *"一二三四五六七八九十",
    *("十" + one for one in "一二三四五六七八九"),
    "二十", *("二十" + one for one in "一二三四五六七八九"), "三十",
)  # fmt: skip
ALL = (
    *range(201, 209), *range(210, 218), *range(219, 225), 227, 229,
)  # fmt: skip
MARKS = {"+": "subtotal", "*": "total", "~": "carryover", "#": "unit", "&": "detail"}


def class_name(code: str) -> str:
    """The name of a function class (2…), economic class (3…) or government class (5…)."""
    kind = {"2": Kind.FUNCTION, "3": Kind.ECONOMIC, "5": Kind.GOVERNMENT}[code[0]]
    entry = class_list(kind, None).get(code)
    assert entry is not None, code
    return entry.name


@dataclass
class Entry:
    """One row of one side: its labels, and the words that choose its money (None: no figures).

    `name` is printed, `true_name` what should be read.
    """

    name: str
    words: str | None
    role: str = "detail"
    code: str = ""
    true_name: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    tail: bool = False

    def __post_init__(self) -> None:
        self.true_name = self.true_name or self.name
        self.true_name = "".join(self.true_name.split())

    def label(self, column: str) -> str:
        """What a label column prints: part of the code, the name, a unit, a constant."""
        if column == "name":
            return self.name
        if column.startswith("text "):
            return column[5:] if self.role != "total" else ""
        return self.labels.get(column, "")


def entries(spec: TableSpec, books: "Books", group: int) -> list[Entry]:
    """The rows of one group of columns, totals included."""
    if spec.groups:
        sides = [list(_listed(lines, spec, books)) for lines in spec.groups]
        return _aligned(sides)[group]
    kind = spec.rows
    body = list(_SOURCES[kind](spec, books))
    where, _, name = spec.total.partition(" ")
    if not where:
        return body
    total = Entry("", "", "total", true_name=name)
    labels = [column for column in spec.columns if "=" not in column]
    at = labels[0] if where in ("first", "last", "mergedlast") else where
    if at == "name":
        total.name = name
    total.labels[at] = name
    return [*body, total] if where in ("last", "mergedlast") else [total, *body]


def _listed(lines: list[str], spec: TableSpec, books: "Books") -> Iterator[Entry]:
    for line in lines:
        label, _, words = line.partition("=")
        label, words = label.rstrip(), words.strip()
        if label.startswith("@chapters"):
            yield from _chapters(label.split()[1:], words, spec, books)
        elif label.startswith(("@economic", "@functions")):
            yield from _classes(spec, books, label[1:], words)
        elif label.startswith("@code"):
            _, code, name = label.split()
            yield Entry(name, words, "detail", code, name, {"code": code})
        elif label == "@one":
            yield Entry("", words)
        elif not label:
            yield Entry("", None, "blank")
        else:
            role = MARKS.get(label[0], "detail")
            name = label[1:] if label[0] in MARKS else label
            yield Entry(name, words if "=" in line else None, role, tail=label[0] in "+*~&")


def _chapters(form: list[str], words: str, spec: TableSpec, books: "Books") -> Iterator[Entry]:
    """Function classes as a summary numbers them: all of them, or (own) only those with money."""
    style = form[0]
    own = {line.function[:3] for line in books.now if "own" in form}
    codes = [str(code) for code in ALL if not own or str(code) in own]
    for number, code in enumerate(codes):
        ordinal = ORDINALS[number] if "一" in style else str(number + 1)
        label = style.replace("一", ordinal).replace("1", ordinal)
        label = {"none": "", "code": code}.get(style, label)
        name = f"{label}{class_name(code)}"
        own_code = code if style == "code" else ""
        yield Entry(name, f"f{code} {words}", code=own_code, true_name=name[len(own_code) :])


def _aligned(sides: list[list[Entry]]) -> list[list[Entry]]:
    """Blank lines before the totals, so that 合计 stands beside 合计."""
    cuts = [next((i for i, entry in enumerate(side) if entry.tail), len(side)) for side in sides]
    tails = [side[cut:] for side, cut in zip(sides, cuts, strict=True)]
    longest = max(map(len, tails))
    bodies = [
        side[:cut] + tail[: len(tail) - 1] if len(tail) < longest and not tail[:-1] else side[:cut]
        for side, cut, tail in zip(sides, cuts, tails, strict=True)
    ]
    height = max(map(len, bodies))
    made = []
    for body, tail in zip(bodies, tails, strict=True):
        gap = [Entry("", None, "blank") for _ in range(longest - len(tail))]
        filled = body + [Entry("", None, "blank") for _ in range(height - len(body))]
        made.append(filled + tail[:-1] + gap + tail[-1:])
    return made


def _lines(spec: TableSpec, books: "Books") -> list[Line]:
    return books.lines(spec.scope)


def _classes(spec: TableSpec, books: "Books", of: str, words: str = "") -> Iterator[Entry]:
    lines = books.lines(f"{spec.scope} {words}")
    levels = {"economic": (3, 5), "government": (3, 5), "items": (7,), "upper": (3, 5)}
    kind = "function" if of in ("items", "upper", "functions") else of
    codes = {getattr(line, kind)[:n] for line in lines for n in levels.get(of, (3, 5, 7))}
    for code in sorted(codes):
        yield _class_entry(spec, code, words)


def _class_entry(spec: TableSpec, code: str, words: str = "", **labels: str) -> Entry:
    name = class_name(code)
    pad = "　" * (len(code) - 3) if spec.indent else ""
    asked = f"f{code}" if code[0] == "2" else code
    parts = {"code": code, "code_name": pad + spec.code_name.format(code=code, name=name)}
    cut = [code[:3], code[3:5], code[5:7]]
    last = max(i for i, part in enumerate(cut) if part)
    for number, title in enumerate(("类", "款", "项")):
        parts[title] = cut[number] if spec.split == "full" or number == last else ""
    return Entry(pad + name, f"{asked} {words}", "detail", code, name, {**parts, **labels})


def _functions(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    return _classes(spec, books, "functions")


def _of(kind: str) -> Callable[[TableSpec, "Books"], Iterator[Entry]]:
    return lambda spec, books: _classes(spec, books, kind)


def _units(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    for number, unit in enumerate(books.own.units):
        yield _unit(books, number, unit)


def _unit(books: "Books", number: int, unit: str) -> Entry:
    code = f"{books.own.code}{number + 1:03d}"
    labels = {"unit": unit, "unit_code": code, "project": unit, "code_name": unit}
    return Entry(unit, f"unit:{unit}", "unit", "", unit, labels)


def _units_with(of: str) -> Callable[[TableSpec, "Books"], Iterator[Entry]]:
    def source(spec: TableSpec, books: "Books") -> Iterator[Entry]:
        for number, unit in enumerate(books.own.units):
            head = _unit(books, number, unit)
            if spec.unit_total:
                yield head
            for entry in _classes(spec, books, of, f"unit:{unit}"):
                entry.labels |= {"unit": unit, "unit_code": head.labels["unit_code"]}
                yield entry

    return source


def _projects(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    seen = dict.fromkeys((line.unit, line.project) for line in _lines(spec, books) if line.project)
    for unit, project in seen:
        kind = "特定目标类" if "设备" in project or "修缮" in project else "其他运转类"
        labels = {"project": project, "unit": unit, "type": kind}
        number = books.own.units.index(unit)
        labels["unit_code"] = f"{books.own.code}{number + 1:03d}"
        yield Entry(project, f"unit:{unit} project:{project}", "project", "", project, labels)


def _projects_subtotals(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    """Projects with 小计 after those of each body."""
    projects = list(_projects(spec, books))
    for unit in books.own.units:
        yield from (entry for entry in projects if entry.labels["unit"] == unit)
        yield Entry("小计", f"unit:{unit}", "subtotal", labels={"project": "小计", "unit": unit})


def _units_projects(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    projects = list(_projects(spec, books))
    for number, unit in enumerate(books.own.units):
        yield _unit(books, number, unit)
        yield from (entry for entry in projects if entry.labels["unit"] == unit)


def _pairs(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    pairs = sorted({(line.economic, line.government) for line in _lines(spec, books)})
    groups: set[str] = set()
    for economic, government in pairs:
        if economic[:3] not in groups:
            groups.add(economic[:3])
            yield _class_entry(spec, economic[:3])
        entry = _class_entry(spec, economic, government)
        entry.labels |= {"gcode": government, "gname": class_name(government)}
        form = spec.code_name.format(code=government, name=class_name(government))
        entry.labels |= {"gcode_name": form, "g类": government[:3], "g款": government[3:]}
        yield entry


def _detail(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    """One row a unit, project, item and economic class, as an integrated platform lists them."""
    seen = sorted({(x.unit, x.project, x.function, x.economic) for x in _lines(spec, books)})
    for unit, project, function, economic in seen:
        kind = "其他运转类" if project else ""
        labels = {"unit": unit, "project": project or "人员及公用支出", "type": kind}
        labels |= {"fcode": function, "fname": class_name(function)}
        labels |= {"ecode": economic, "ename": class_name(economic)}
        about = f"project:{project}" if project else "basic"
        words = f"unit:{unit} {about} f{function} {economic}"
        yield Entry(labels["project"], words, "project", function, "", labels)


def _functions_projects(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    """Function rows, and under an item its projects, each naming both."""
    for entry in _classes(spec, books, "functions"):
        if len(entry.code) < 7:
            yield entry
            continue
        for line in _projects_of(spec, books, entry.words or ""):
            own = _class_entry(spec, entry.code, f"project:{line}", project=line)
            own.true_name, own.role = line, "project"
            yield own


def _projects_of(spec: TableSpec, books: "Books", words: str) -> list[str]:
    lines = books.lines(f"{spec.scope} {words}")
    return list(dict.fromkeys(line.project for line in lines if line.project))


def _units_items_projects(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    for entry in _units_with("items")(spec, books):
        yield entry
        if entry.role == "unit":
            continue
        for project in _projects_of(spec, books, entry.words or ""):
            words = f"{entry.words} project:{project}"
            labels = {"unit_code": entry.labels["unit_code"]}
            yield Entry(project, words, "project", "", project, labels)


def _functions_unit(spec: TableSpec, books: "Books") -> Iterator[Entry]:
    for entry in _classes(spec, books, "functions"):
        entry.labels["unit"] = books.own.units[0]
        yield entry


_SOURCES: dict[str, Callable[[TableSpec, "Books"], Iterator[Entry]]] = {
    "functions": _functions, "items": _of("items"), "upper": _of("upper"),
    "economic": _of("economic"), "government": _of("government"), "pairs": _pairs,
    "units": _units, "units/items": _units_with("items"),
    "units/functions": _units_with("functions"), "units/economic": _units_with("economic"),
    "projects": _projects, "units/projects": _units_projects, "detail": _detail,
    "functions/projects": _functions_projects, "functions/unit": _functions_unit,
    "units/items/projects": _units_items_projects, "projects/subtotals": _projects_subtotals,
}  # fmt: skip
