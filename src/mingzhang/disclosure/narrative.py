"""The words around the tables: sections, statements, organisation, catalogue, glossary."""

import msgspec

from mingzhang.model import Figure, Place


class NarrativeParagraph(msgspec.Struct, frozen=True):
    """One whole paragraph of the narrative (说明文字) under its section heading.

    `index` counts the paragraphs of the document from 0; statements point at it. `heading` is
    0 for running text, else the depth of the heading: 1 第一部分, 2 一、, 3（一）, 4 "1.".
    """

    section: str
    text: str
    at: Place
    index: int = 0
    heading: int = 0


class Statement(msgspec.Struct, frozen=True, gc=False):
    """One number that the narrative states about a subject (表述).

    `kind`: amount, percentage, count, area, year, date, ordinal, document_number, code, other.
    `subject`: the words it is said of ("基本支出"); `comparison`: 增加, 减少, 持平, 占, 完成 or
    "". `figure.at` cuts the number out of its paragraph by start and end. `paragraph` is the
    index of its paragraph.
    `topic`: the whole that the subject is a part of (其中), or the class a list item is about;
    `measure`: which amount of the subject ("年初预算", "决算数", "当年预算执行数");
    `base`: what it is compared with ("2023年预算", "本年支出合计"); `period`: the year it is
    said of ("2023年", "上年"); each "" where the text names none. `note` says what is odd.
    """

    kind: str
    subject: str
    figure: Figure
    clause: str
    paragraph: int
    comparison: str = ""
    topic: str = ""
    measure: str = ""
    base: str = ""
    period: str = ""
    note: str = ""


class OrganisationBody(msgspec.Struct, frozen=True):
    """One body of the department (机构) with what is printed of its staff."""

    name: str
    at: Place
    quota: Figure | None = None
    staff: Figure | None = None
    retired: Figure | None = None
    kind: str = ""


class Organisation(msgspec.Struct, frozen=True):
    """The bodies and head counts of a department (机构设置、人员编制).

    `headcount`: label (编制, 实有, 退休, 编外) → figure of the whole department.
    `offices`: the names of the internal offices (内设机构).
    """

    bodies: tuple[OrganisationBody, ...] = ()
    offices: tuple[str, ...] = ()
    headcount: dict[str, Figure] = {}


class CatalogueEntry(msgspec.Struct, frozen=True, gc=False):
    """One line of the purchase catalogue (政府购买服务指导性目录).

    `code` as printed; `level` 1 to 4 by the column it stands in; `irregular` says what is odd.
    """

    section: str
    code: str
    name: str
    level: int
    at: Place
    irregular: str = ""


class GlossaryEntry(msgspec.Struct, frozen=True):
    """One explained term (名词解释)."""

    term: str
    text: str
    at: Place
