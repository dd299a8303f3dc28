"""Files handed in: read apart, shown with their problems, taken over only when somebody says so."""

import io

import pytest
from django.http import Http404
from openpyxl import load_workbook

from mingzhang.ledger.worked import worked_example
from mingzhang.model import Source
from mingzhang.projection import compile_ledger
from mingzhang.writers.ledger_workbook import ledger_workbook
from mingzhang.writers.to_docx import document
from mingzhang_web import files
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.jobs import services as jobs
from mingzhang_web.apps.jobs import worker
from mingzhang_web.apps.jobs.models import State
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.workspace.models import BudgetYear, Import
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.imports import (
    ProblemLine,
    alike,
    earlier,
    problem_lines,
    what_would_come,
)
from mingzhang_web.apps.workspace.selectors.ledgers import typed_rows
from mingzhang_web.apps.workspace.selectors.sight import Sight, import_in_sight
from mingzhang_web.apps.workspace.services import imports as services
from mingzhang_web.apps.workspace.services.refusals import Refused
from web.conftest import World


@pytest.fixture(scope="module")
def published() -> bytes:
    """The worked example as a Word document."""
    return document(compile_ledger(worked_example(), Source("账簿", "xlsx", "")).disclosure)


def who(world: World, role: Role = Role.FINANCE_OFFICER) -> tuple[Actor, Sight]:
    user = world.users[role]
    return Actor(user.pk, str(user)), Sight.of(Access.of(user), user, world.year)


def hand_in(world: World, name: str, data: bytes, role: Role = Role.FINANCE_OFFICER) -> Import:
    """Hand a file in and let the worker read it."""
    made = services.hand_in(*who(world, role), name, data)
    worker.do_one()
    return import_in_sight(who(world, role)[1].access, world.users[role], made.pk)[0]


def broken_ledger() -> bytes:
    """The ledger of the worked example with a word where an amount belongs."""
    book = load_workbook(io.BytesIO(ledger_workbook(worked_example())))
    sheet = book["预算明细"]
    amount = next(cell for cell in sheet[1] if cell.value == "本年金额")
    sheet.cell(2, amount.column, "很多")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_disclosure_is_read_checked_and_taken_over(world: World, published: bytes) -> None:
    before = typed_rows(world.year)
    made = hand_in(world, "部门预算公开.docx", published)
    assert made.job.state == State.DONE
    assert made.check_made is not None
    assert made.check_made.errors == 0
    assert typed_rows(world.year) == before, "nothing is changed before it is taken over"
    assert what_would_come(made).rows["预算明细"] > 0
    services.take_over(*who(world), made)
    world.year.refresh_from_db()
    assert world.year.current_check == made.check_made
    assert len(typed_rows(world.year)["项目"]) == len(before["项目"])
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))[-3:]
    assert actions == ["ledger.replace", "import.take_over", "check.make"]


def test_ledger_is_taken_over_as_it_was_written(world: World) -> None:
    before = typed_rows(world.year)
    made = hand_in(world, "账簿.xlsx", ledger_workbook(worked_example()))
    assert made.kind == Import.Kind.LEDGER
    world.year.rows.all().delete()
    services.take_over(*who(world), made)
    world.year.refresh_from_db()
    assert {sheet: len(rows) for sheet, rows in typed_rows(world.year).items()} == {
        sheet: len(rows) for sheet, rows in before.items()
    }
    check = world.year.current_check
    assert check is not None
    assert (check.from_ledger, check.revision) == (True, world.year.revision)


def test_what_stood_before_can_be_taken_over_again(world: World) -> None:
    before = typed_rows(world.year)
    made = hand_in(world, "账簿.xlsx", ledger_workbook(worked_example()))
    row = world.year.rows.filter(sheet="说明")[0]
    row.values = {**row.values, "内容": "手写的一句，还没有保存到别处"}
    row.save()
    services.take_over(*who(world), made)
    kept = world.year.imports.get(name__startswith="接收前的账簿")
    services.take_over(*who(world), kept)
    texts = [one["内容"] for one in typed_rows(world.year)["说明"]]
    assert "手写的一句，还没有保存到别处" in texts
    assert {k: len(v) for k, v in typed_rows(world.year).items()} == {
        k: len(v) for k, v in before.items()
    }


def test_file_of_another_department_is_pointed_out(world: World, published: bytes) -> None:
    made = hand_in(world, "一.docx", published)
    assert what_would_come(made).other_department == ""
    own = world.department.name
    world.department.name = "别的局"
    world.department.save()
    made = Import.objects.select_related("budget_year__department").get(pk=made.pk)
    assert what_would_come(made).other_department == own


def test_taking_over_keeps_the_offices_of_projects(world: World) -> None:
    made = hand_in(world, "账簿.xlsx", ledger_workbook(worked_example()))
    services.take_over(*who(world), made)
    assert world.year.rows.filter(sheet="项目", office=world.office).exists()


def test_problems_of_a_ledger_have_their_place(world: World) -> None:
    made = hand_in(world, "账簿.xlsx", broken_ledger())
    assert made.job.state == State.DONE
    line = problem_lines(made)[0]
    assert (line.sheet, line.row) == ("预算明细", "H2")
    assert "很多" in line.message
    with pytest.raises(Refused, match="改正后重新导入"):
        services.take_over(*who(world), made)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("空.docx", b"", "空文件"),
        ("程序.exe", b"MZ", "exe"),
        ("旧.doc", b"\xd0\xcf", "docx"),
    ],
)
def test_files_that_are_refused_at_the_door(
    world: World, name: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(Exception, match=sentence):
        services.hand_in(*who(world), name, data)
    assert not Import.objects.exists()


def test_file_that_is_too_large_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(Refused, match="1 MB"):
        services.hand_in(*who(world), "大.txt", b"x" * (1024 * 1024 + 1))


def test_unreadable_file_fails_with_its_sentence(world: World) -> None:
    made = hand_in(world, "坏.xlsx", b"PK\x03\x04 nothing")
    assert made.job.state == State.FAILED
    assert made.job.message
    assert "坏.xlsx" in made.job.message or "文件" in made.job.message


def test_same_file_is_recognised(world: World, published: bytes) -> None:
    first = hand_in(world, "一.docx", published)
    second = hand_in(world, "二.docx", published)
    _, sight = who(world)
    assert earlier(sight, second.sha256, second) == first
    assert earlier(sight, first.sha256, first) is None


def test_cancelled_import_changes_nothing(world: World, published: bytes) -> None:
    actor, sight = who(world)
    made = services.hand_in(actor, sight, "一.docx", published)
    jobs.cancel(actor, made.job)
    assert not worker.do_one()
    made.refresh_from_db()
    assert made.job.state == State.QUEUED or not made.check_made_id
    assert not world.year.checks.exists()


def test_reading_twice_keeps_one_check(world: World, published: bytes) -> None:
    made = hand_in(world, "一.docx", published)
    jobs.Job.objects.filter(pk=made.job.pk).update(state=State.QUEUED)
    worker.do_one()
    assert world.year.checks.count() == 1


def test_taken_over_once_and_never_after_approval(world: World) -> None:
    made = hand_in(world, "账簿.xlsx", ledger_workbook(worked_example()))
    services.take_over(*who(world), made)
    with pytest.raises(Refused, match="已经接收过"):
        services.take_over(*who(world), made)
    again = hand_in(world, "账簿.xlsx", ledger_workbook(worked_example()))
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.APPROVED)
    with pytest.raises(Refused, match="已经批准"):
        services.take_over(*who(world), again)


def test_taking_over_sends_a_checked_year_back(world: World) -> None:
    made = hand_in(world, "账簿.xlsx", ledger_workbook(worked_example()))
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.CHECKED)
    world.year.refresh_from_db()
    services.take_over(*who(world), made)
    world.year.refresh_from_db()
    assert world.year.stage == Stage.SUBMITTED


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.FINANCE_OFFICER, Role.REVIEWER)]
)
def test_only_finance_and_the_bureau_hand_in(world: World, role: Role) -> None:
    with pytest.raises(Refused, match="没有导入"):
        services.hand_in(*who(world, role), "一.txt", b"x")


def test_what_the_bureau_hands_in_is_for_its_own_eyes(world: World, published: bytes) -> None:
    made = hand_in(world, "报送稿.docx", published, Role.REVIEWER)
    assert made.for_review
    finance = world.users[Role.FINANCE_OFFICER]
    with pytest.raises(Http404):
        import_in_sight(Access.of(finance), finance, made.pk)
    with pytest.raises(Refused, match="不能接收"):
        services.take_over(*who(world, Role.REVIEWER), made)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/公开.docx", "公开.docx"),
        ("C:\\表\\公 开.xlsx", "公 开.xlsx"),
        ('a"<b>|?.txt', "ab.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("...", "未命名"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_names_are_cleaned(sent: str, kept: str) -> None:
    assert services.safe_name(sent) == kept


def test_file_is_kept_under_its_hash_alone(world: World, published: bytes) -> None:
    made = hand_in(world, "../公开.docx", published)
    assert made.name == "公开.docx"
    assert files.content(made.sha256) == published
    assert files.path_of(made.sha256).name == made.sha256


def test_the_same_problem_in_many_places_is_told_once() -> None:
    lines = [ProblemLine("预算明细", f"A{n}", "", "“单位”没有填，请补上。") for n in range(2, 64)]
    told = alike([*lines, ProblemLine("部门", "第1行", "地区", "“地区”没有填，请补上。")])
    assert [(one.sheet, len(one.spots)) for one in told] == [("预算明细", 62), ("部门", 1)]
    assert told[1].spots == ("第1行“地区”",)
