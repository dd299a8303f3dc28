"""The flow of a Word document (正文): paragraphs, tables and text boxes in printed order."""

from dataclasses import dataclass, field

from mingzhang.model import UnreadableFile
from mingzhang.readers.archive import Archive
from mingzhang.readers.blocks import shown
from mingzhang.readers.markup import Act, TagReader, attribute
from mingzhang.readers.word_fields import CheckBox, Fields, symbol
from mingzhang.readers.word_names import FAMILIES, NOT_PRINTED
from mingzhang.readers.word_paragraphs import Line, ParagraphRules, Properties
from mingzhang.readers.word_table_tags import TableTags
from mingzhang.readers.word_tables import CellCount, TableBuilder

MAX_BYTES = 64 * 1024 * 1024
MAX_BLOCKS = 200_000
MAX_REMARKS = 100

_OFF = ("0", "false", "off")
_EMBEDDED = "此处嵌入了其他程序的对象（如 Excel 表格），其中的内容未读取，请改为普通表格后再试。"
_FOREIGN = "此处引用了另一份文档的内容，未读取，请在 Word 中展开并另存后再试。"


@dataclass(slots=True)
class _Flow:
    """Where text goes: the body, a note, or the inside of a text box.

    `carried`: text of paragraphs whose end a tracked change deletes. `slot`: the block kept
    for the open paragraph, once something inside it has become a block.
    """

    kind: str
    parts: list[str] = field(default_factory=list)
    properties: Properties | None = None
    carried: list[str] = field(default_factory=list)
    slot: int | None = None


class Body(TagReader):
    """Reads the members of one document that hold its flow.

    `blocks` are in printed order: what stands inside another block (a text box in a
    paragraph, a table in a cell) follows it; None stands for what turned out to be empty.
    `remarks` are sentences on what cannot be read, each with the number of blocks before it.
    """

    def __init__(self, document: str, rules: ParagraphRules) -> None:
        self.blocks: list[Line | TableBuilder | None] = []
        self.remarks: list[tuple[str, int]] = []
        self.pictures = 0
        self._document = document
        self._cells = CellCount(document)
        self._rules = rules
        self._tables = TableTags()
        self._flow = _Flow("body")
        self._outer_flows: list[_Flow] = []
        self._fields = Fields()
        self._check_box = CheckBox()
        self._choices: list[bool] = []
        self._within = ""
        super().__init__(FAMILIES, self._tables.acts() | self._acts_of_flow())

    def read(self, archive: Archive, member: str, kind: str = "body") -> None:
        """Read one member; its paragraphs outside text boxes are of `kind`.

        Raises UnreadableFile if it is broken or absurd.
        """
        if archive.size(member) > MAX_BYTES:
            raise UnreadableFile(
                f"文件“{self._document}”的正文超过 {MAX_BYTES // 1024 // 1024} MB，不像正常文档，未读取。"
            )
        self._flow = _Flow(kind)
        self.walk(archive, member)
        self._end_flow()

    def _acts_of_flow(self) -> dict[str, tuple[Act | None, Act | None]]:
        return {
            **{f"w:{name}": (_skip, None) for name in NOT_PRINTED},
            "w:p": (None, self._close_paragraph),
            "w:pPr": (lambda _: self._enter("paragraph"), lambda _: self._enter("")),
            "w:pStyle": (self._style, None),
            "w:numId": (self._number, None),
            "w:ilvl": (self._level, None),
            "w:outlineLvl": (self._outline, None),
            "w:t": (self._open_text, self._close_text),
            "m:t": (self._open_text, self._close_text),
            "w:tab": (self._tab, None),
            "w:ptab": (self._tab, None),
            "w:br": (lambda _: self._add("\n"), None),
            "w:cr": (lambda _: self._add("\n"), None),
            "w:noBreakHyphen": (lambda _: self._add("-"), None),
            "w:sym": (lambda tag: self._add(symbol(tag)), None),
            "w:vanish": (self._hide, None),
            "w:del": (self._delete, None),
            "w:moveFrom": (self._delete, None),
            "w:fldChar": (self._field_mark, None),
            "w:instrText": (self._open_instruction, self._close_text),
            "w:checkBox": (self._check_box.open, lambda _: self._print(self._check_box.close())),
            "w:default": (self._check_box.set, None),
            "w:checked": (self._check_box.set, None),
            "w:tbl": (self._open_table, self._tables.close),
            "w:trPr": (lambda _: self._enter("row"), lambda _: self._enter("")),
            "w:tc": (None, self._close_cell),
            "w:txbxContent": (self._open_box, self._close_box),
            "mc:AlternateContent": (self._open_choices, self._close_choices),
            "mc:Choice": (self._choose, None),
            "mc:Fallback": (self._choose, None),
            "w:footnote": (_skip_separator, None),
            "w:endnote": (_skip_separator, None),
            "w:object": (lambda _: self._remark(_EMBEDDED), None),
            "w:altChunk": (lambda _: self._remark(_FOREIGN), None),
            "w:subDoc": (lambda _: self._remark(_FOREIGN), None),
            "pic:pic": (self._picture, None),
            "v:imagedata": (self._picture, None),
            "c:chart": (self._picture, None),
        }

    def _open_text(self, _: str) -> None:
        self.into = None if self._fields.in_code else self._flow.parts

    def _open_instruction(self, _: str) -> None:
        self.into = self._fields.instruction

    def _close_text(self, _: str) -> None:
        self.into = None

    def _print(self, text: str) -> None:
        self._flow.parts.append(text)

    def _add(self, text: str) -> None:
        if not self._fields.in_code:
            self._flow.parts.append(text)

    def _tab(self, _: str) -> None:
        """A tab in a run is layout; one in the paragraph's properties is a mere tab stop."""
        if not self._within:
            self._add(" ")

    def _enter(self, properties: str) -> None:
        """Between w:pPr or w:trPr and their ends, some tags have another meaning."""
        self._within = properties

    def _properties(self) -> Properties:
        if self._flow.properties is None:
            self._flow.properties = Properties()
        return self._flow.properties

    def _style(self, tag: str) -> None:
        self._properties().style = attribute(tag, "val") or ""

    def _number(self, tag: str) -> None:
        self._properties().number = attribute(tag, "val") or ""

    def _level(self, tag: str) -> None:
        self._properties().level = attribute(tag, "val") or ""

    def _outline(self, tag: str) -> None:
        self._properties().outline = attribute(tag, "val") or ""

    def _hide(self, tag: str) -> int | None:
        """Hidden text: the rest of the run, two elements up, is not printed."""
        if attribute(tag, "val") in _OFF or self._within == "row":
            return None
        if self._within:
            self._properties().mark_hidden = True
            return None
        return 2

    def _delete(self, _: str) -> int:
        """Deleted or moved away: a run of text, the end of a paragraph, or a table row."""
        if self._within == "paragraph":
            self._properties().mark_deleted = True
        elif self._within == "row":
            self._tables.delete_row()
        return 0

    def _field_mark(self, tag: str) -> None:
        contents_from = self._fields.mark(tag, len(self.blocks))
        if contents_from is None:
            return
        for block in self.blocks[contents_from:]:
            if isinstance(block, Line) and block.kind in ("body", "heading"):
                block.kind = "contents"
        if any(self._flow.parts):
            self._properties().contents = True

    def _close_paragraph(self, _: str) -> None:
        flow = self._flow
        text = shown("".join(flow.parts))
        flow.parts.clear()
        if flow.properties is not None or flow.carried or self._fields.in_code:
            self._close_special(text)
        elif self._tables.current is not None:
            if text:
                self._tables.current.lines.append(text)
        elif text or flow.slot is not None:
            self._emit(flow.kind, text)

    def _close_special(self, text: str) -> None:
        """End a paragraph with properties, or one that takes text over from the one before."""
        flow = self._flow
        marks = flow.properties or Properties()
        flow.properties = None
        if self._fields.in_code:
            self._fields.paragraph_ends()
        if marks.mark_deleted:
            flow.carried.append(text)
            return
        if flow.carried:
            text = "".join(flow.carried) + text
            flow.carried.clear()
        if text or not marks.mark_hidden:
            text = self._rules.number(marks) + text
        if self._tables.current is None:
            self._emit(self._rules.kind(marks) if flow.kind == "body" else flow.kind, text)
        elif text:
            self._tables.current.lines.append(text)

    def _emit(self, kind: str, text: str) -> None:
        line = Line(kind, text) if text and not text.isspace() else None
        slot, self._flow.slot = self._flow.slot, None
        if slot is not None:
            self.blocks[slot] = line
        elif line is not None:
            self._append(line)

    def _append(self, block: Line | TableBuilder | None) -> None:
        self.blocks.append(block)
        if len(self.blocks) > MAX_BLOCKS:
            raise UnreadableFile(
                f"文件“{self._document}”的段落和表格超过 {MAX_BLOCKS} 个，不像正常文档，未读取。"
            )

    def _end_flow(self) -> None:
        """A text box or a member ends: what is left over becomes a paragraph."""
        if self._flow.carried or self._flow.parts:
            self._close_special("".join(self._flow.parts))
            self._flow.parts.clear()

    def _open_table(self, _: str) -> None:
        table = TableBuilder(self._cells)
        self._append(table)
        self._tables.open(table)

    def _close_cell(self, _: str) -> None:
        self._end_flow()
        if self._tables.current is not None:
            self._tables.current.close_cell()

    def _open_box(self, _: str) -> None:
        flow = self._flow
        if self._tables.current is None and flow.slot is None:
            flow.slot = len(self.blocks)
            self._append(None)
        self._outer_flows.append(flow)
        self._flow = _Flow("textbox" if flow.kind == "body" else flow.kind)
        self._tables.open(None)

    def _close_box(self, _: str) -> None:
        self._end_flow()
        self._tables.close()
        if self._outer_flows:
            self._flow = self._outer_flows.pop()

    def _open_choices(self, _: str) -> None:
        self._choices.append(False)

    def _close_choices(self, _: str) -> None:
        if self._choices:
            self._choices.pop()

    def _choose(self, _: str) -> int | None:
        """Of the alternatives of one content only the first is read."""
        if not self._choices or self._choices[-1]:
            return 0
        self._choices[-1] = True
        return None

    def _remark(self, sentence: str) -> int:
        if len(self.remarks) < MAX_REMARKS:
            self.remarks.append((sentence, len(self.blocks)))
        return 0

    def _picture(self, _: str) -> None:
        self.pictures += 1


def _skip(_: str) -> int:
    return 0


def _skip_separator(tag: str) -> int | None:
    """The lines that separate notes from the text are no notes."""
    return 0 if attribute(tag, "type") not in (None, "normal") else None
