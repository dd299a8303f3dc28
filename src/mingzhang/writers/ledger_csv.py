"""The rows of a ledger as they were typed (账簿的行), as a zip of one CSV a sheet."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from mingzhang.ledger.sheets import SHEETS
from mingzhang.model.figures import parse_number
from mingzhang.writers.guard import risky

_MADE = (2000, 1, 1, 0, 0, 0)


def ledger_csv(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
    """Every sheet with its heads, also rows that cannot be read yet; the same bytes every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for form in SHEETS:
            heads = [field.header for field in form.fields]
            member = zipfile.ZipInfo(f"{form.name}.csv", _MADE)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, _table(heads, rows.get(form.name, ())))
    return stream.getvalue()


def _table(heads: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_guarded(row.get(head, "")) for head in heads] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    """Words that a spreadsheet would run get an apostrophe, which the reader takes off again."""
    return f"'{text}" if risky(text) and parse_number(text) is None else text
