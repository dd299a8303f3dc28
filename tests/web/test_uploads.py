"""Hostile files through the web: refused or told in one sentence, and the site goes on."""

import io
import json
import time
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.jobs import worker
from mingzhang_web.apps.jobs.models import State
from mingzhang_web.apps.workspace.models import Import
from mingzhang_web.apps.workspace.services import imports as services
from web.conftest import SignedIn, World

SECRET = "root:x:0:0"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, declared: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": declared + text})


def huge_table() -> bytes:
    """A sheet of two million rows that packs to a few thousand bytes a million."""
    rows = "<row><c><v>1</v></c></row>" * 2_000_000
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    return zipped({"[Content_Types].xml": TYPES, "xl/worksheets/sheet1.xml": sheet})


BOMB = zipped({"[Content_Types].xml": TYPES, "word/document.xml": b"0" * 100_000_000})
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "哈哈哈哈哈哈哈哈">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
PAGE = "<html><body>" + "<div>" * 200_000
CELLS = "<table>" + "<tr>" + "<td colspan=9999 rowspan=9999>1</td>" * 2000 + "</tr></table>"


def send(client: Client, world: World, *files: SimpleUploadedFile) -> HttpResponse:
    answer = client.post(f"/work/{world.year.pk}/imports/", {"files": files})
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("炸弹.docx", BOMB),
        ("炸弹.zip", zipped({"部门.csv": b"0" * 100_000_000})),
        ("外部实体.docx", word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", OUTSIDE)),
        ("十亿笑.docx", word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", LAUGHS)),
        ("大表.xlsx", huge_table()),
        ("深.html", PAGE.encode()),
        ("合并.html", CELLS.encode()),
        ("假.pdf", b"%PDF-1.7\n" + b"1 0 obj<</Length 99999999>>stream\n" * 300),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_file_is_told_in_one_sentence_and_nothing_is_kept_of_it(
    world: World, signed_in: SignedIn, name: str, data: bytes
) -> None:
    client = signed_in(Role.FINANCE_OFFICER)
    answer = send(client, world, SimpleUploadedFile(name, data))
    assert answer.status_code == 302
    begun = time.process_time()
    worker.do_one()
    assert time.process_time() - begun < 5, "the work is the other process's"
    made = Import.objects.select_related("job").get()
    page = client.get(answer["Location"]).content.decode()
    assert SECRET not in page
    assert made.job.state == State.FAILED
    assert name in made.job.message
    assert made.job.message in page.replace("&quot;", '"')
    assert (made.rows, made.check_made) == (None, None)


def test_a_file_over_the_limit_is_refused_and_the_others_are_taken(
    world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MAX_BYTES", 1024 * 1024)
    large = SimpleUploadedFile("大.txt", b"x" * (1024 * 1024 + 1))
    answer = send(signed_in(Role.FINANCE_OFFICER), world, large, SimpleUploadedFile("小.txt", b"x"))
    assert (answer.status_code, "“大.txt”超过 1 MB 的上限" in answer.content.decode()) == (
        422,
        True,
    )
    assert [one.name for one in Import.objects.all()] == ["小.txt"]


def test_too_many_files_are_refused_together(world: World, signed_in: SignedIn) -> None:
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(services.MAX_FILES + 1)]
    answer = send(signed_in(Role.FINANCE_OFFICER), world, *many)
    assert (answer.status_code, Import.objects.count()) == (422, 0)


@pytest.mark.parametrize("name", ["页.svg", "程序.exe", "宏.docm.js", "图.png", "无"])
def test_other_types_are_refused_by_name(world: World, signed_in: SignedIn, name: str) -> None:
    answer = send(signed_in(Role.FINANCE_OFFICER), world, SimpleUploadedFile(name, b"<svg/>"))
    assert (answer.status_code, Import.objects.count()) == (422, 0)


def test_what_was_handed_in_is_saved_and_never_shown(world: World, signed_in: SignedIn) -> None:
    client = signed_in(Role.FINANCE_OFFICER)
    script = b"<html><script>alert(1)</script></html>"
    send(client, world, SimpleUploadedFile("../../页\u202e<b>.html", script))
    made = Import.objects.get()
    answer = client.get(f"/work/imports/{made.pk}/file/")
    assert answer.content == script
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert made.name == "页b.html"


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/accounts/sign-in/", settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        ("/nothing/", settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        ("/verify/", settings.LARGEST_UPLOAD),
        ("/api/v1/years/1/imports", settings.LARGEST_UPLOAD),
    ],
)
def test_more_than_is_ever_needed_is_refused_before_it_is_read(
    db: None, address: str, most: int
) -> None:
    body = Unread()
    answer = Client().generic(
        "POST",
        address,
        b"",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(most + 1), "wsgi.input": body},
    )
    assert (answer.status_code, body.asked) == (413, False)
    said = answer.content.decode()
    assert "太大" in (json.loads(said)["message"] if address.startswith("/api/") else said)


class Unread(io.BytesIO):
    """A body that notes whether anybody reads it."""

    asked = False

    def read(self, size: int | None = -1) -> bytes:
        self.asked = True
        return b""
