"""People change one ledger together: nothing is overwritten unseen, everything can be undone."""

import pytest

from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.journal.models import Entry
from mingzhang_web.apps.workspace.models import LedgerRow
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.services.refusals import Refused
from mingzhang_web.apps.workspace.services.rows import (
    Conflict,
    Edit,
    add_row,
    delete_row,
    edit_rows,
    paste,
    undo,
)
from web.conftest import World


class Desk:
    """One person at the ledger."""

    def __init__(self, world: World, role: Role) -> None:
        user = world.users[role]
        self.who = (Actor(user.pk, str(user), "10.0.0.1"), Access.of(user), world.year)

    def edit(self, row: LedgerRow, **texts: str) -> LedgerRow:
        return edit_rows(*self.who, [Edit(row.pk, row.version, texts)])[0]

    def add(self, sheet: str, **texts: str) -> LedgerRow:
        return add_row(*self.who, sheet, texts)


@pytest.fixture
def finance(world: World) -> Desk:
    return Desk(world, Role.FINANCE_OFFICER)


@pytest.fixture
def office(world: World) -> Desk:
    return Desk(world, Role.PROJECT_OFFICE)


@pytest.fixture
def line(world: World) -> LedgerRow:
    return world.year.rows.filter(sheet="预算明细")[0]


def project_of_office(world: World, *, own: bool) -> LedgerRow:
    office = world.office if own else world.second_office
    return world.year.rows.filter(sheet="项目", office=office)[0]


def test_edit_is_kept_with_old_and_new_value_in_the_journal(finance: Desk, line: LedgerRow) -> None:
    before = line.values["本年金额"]
    finance.edit(line, 本年金额="123.45")
    line.refresh_from_db()
    assert (line.values["本年金额"], line.version) == ("123.45", 2)
    entry = Entry.objects.order_by("-number").filter(action="ledger.edit")[0]
    assert (entry.old, entry.new) == ({"本年金额": before}, {"本年金额": "123.45"})
    assert entry.address == "10.0.0.1"


def test_second_editor_is_told_and_nothing_is_overwritten(
    world: World, finance: Desk, line: LedgerRow
) -> None:
    seen_by_both = line.version
    finance.edit(line, 本年金额="111")
    with pytest.raises(Conflict, match="刚被别人改过") as conflict:
        edit_rows(*finance.who, [Edit(line.pk, seen_by_both, {"本年金额": "222"})])
    assert conflict.value.row is not None
    assert conflict.value.row.values["本年金额"] == "111"


def test_row_deleted_meanwhile_is_told(finance: Desk, line: LedgerRow) -> None:
    delete_row(*finance.who, line.pk, line.version)
    with pytest.raises(Conflict, match="刚被别人删除"):
        finance.edit(line, 本年金额="1")


def test_office_edits_its_own_projects_alone(world: World, office: Desk, line: LedgerRow) -> None:
    office.edit(project_of_office(world, own=True), 项目概况="新的概况")
    with pytest.raises(Refused, match="其他科室"):
        office.edit(project_of_office(world, own=False), 项目概况="别人的")
    with pytest.raises(Refused, match="没有修改这张表的权限"):
        office.edit(line, 本年金额="1")


def test_office_cannot_move_an_indicator_to_a_foreign_project(world: World, office: Desk) -> None:
    indicator = world.year.rows.filter(sheet="绩效指标", office=world.office)[0]
    foreign = project_of_office(world, own=False).values
    with pytest.raises(Refused, match="本科室的项目"):
        office.edit(indicator, 单位=foreign["单位"], 项目名称=foreign["项目名称"])


def test_new_project_of_an_office_belongs_to_it(world: World, office: Desk) -> None:
    unit = project_of_office(world, own=True).values["单位"]
    project = office.add("项目", 单位=unit, 项目名称="新项目")
    indicator = office.add("绩效指标", 单位=unit, 项目名称="新项目", 指标名称="数量")
    assert project.office_id == indicator.office_id == world.office.pk


@pytest.mark.parametrize("role", [Role.LEADER, Role.PUBLISHER, Role.REVIEWER, Role.AUDIT_ADMIN])
def test_other_roles_change_nothing(world: World, line: LedgerRow, role: Role) -> None:
    with pytest.raises(Refused):
        Desk(world, role).edit(line, 本年金额="1")


def test_approved_ledger_is_closed(world: World, finance: Desk, line: LedgerRow) -> None:
    world.year.stage = Stage.APPROVED
    world.year.save()
    with pytest.raises(Refused, match="已经批准或公开"):
        finance.edit(line, 本年金额="1")


def test_change_after_the_check_asks_for_a_new_one(
    world: World, finance: Desk, line: LedgerRow
) -> None:
    world.year.stage = Stage.CHECKED
    world.year.save()
    revision = world.year.revision
    finance.edit(line, 本年金额="1")
    world.year.refresh_from_db()
    assert (world.year.stage, world.year.revision) == (Stage.SUBMITTED, revision + 1)
    assert world.year.transitions.get().reason == "账簿有改动"


def test_undo_takes_back_edit_add_and_delete(world: World, finance: Desk, line: LedgerRow) -> None:
    before = {row.pk: row.values for row in world.year.rows.all()}
    finance.edit(line, 本年金额="1", 标签="不计三公")
    finance.add("上年", 项目="收支总计", 金额="5")
    other = world.year.rows.filter(sheet="说明")[0]
    delete_row(*finance.who, other.pk, other.version)
    for _ in range(3):
        undo(*finance.who)
    assert {row.pk: row.values for row in world.year.rows.all()} == before
    with pytest.raises(Refused, match="没有可以撤销"):
        undo(*finance.who)


def test_undo_leaves_alone_what_others_changed_since(
    world: World, finance: Desk, office: Desk
) -> None:
    row = project_of_office(world, own=True)
    row = office.edit(row, 项目概况="科室写的")
    finance.edit(row, 项目概况="财务改的")
    with pytest.raises(Refused, match="又有人改过"):
        undo(*office.who)


def test_pasted_block_fills_rows_and_adds_the_missing_ones(world: World, finance: Desk) -> None:
    rows = list(world.year.rows.filter(sheet="上年"))
    block = [["收支总计", "10"], ["财政拨款", "20"], *[["机关运行经费", "30"]] * len(rows)]
    pasted = paste(*finance.who, "上年", rows[0].pk, ["项目", "金额"], block)
    assert len(pasted) == len(block)
    assert [row.values["金额"] for row in world.year.rows.filter(sheet="上年")][:2] == ["10", "20"]
    undo(*finance.who)
    assert [r.values for r in world.year.rows.filter(sheet="上年")] == [r.values for r in rows]


def test_block_that_is_too_wide_changes_nothing(world: World, finance: Desk) -> None:
    first = world.year.rows.filter(sheet="上年")[0]
    with pytest.raises(Refused, match="比右边剩下的列多"):
        paste(*finance.who, "上年", first.pk, ["金额"], [["1", "2"]])


def test_unknown_column_and_control_characters(finance: Desk, line: LedgerRow) -> None:
    with pytest.raises(Refused, match="没有“秘密”这一栏"):
        finance.edit(line, 秘密="1")
    assert finance.edit(line, 标签="三公\x00-接待\u200b").values["标签"] == "三公-接待\u200b"
