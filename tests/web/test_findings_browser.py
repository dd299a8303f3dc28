"""Imports and the findings desk in a real browser: marked figures, keyboard, both sizes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from mingzhang.example.document import write_example
from mingzhang_web.apps.accounts.access import Access
from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.jobs import worker
from mingzhang_web.apps.journal.actor import Actor
from mingzhang_web.apps.workspace.models import BudgetYear, Import
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.apps.workspace.selectors.sight import Sight
from mingzhang_web.apps.workspace.services.imports import hand_in, take_over
from web.browser import OpenAs, in_browser
from web.conftest import World

pytestmark = in_browser


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Import:
    """The example disclosure with its contradictions, taken over for the year."""
    user = world.users[Role.FINANCE_OFFICER]
    actor, file = Actor(user.pk, str(user)), write_example(tmp_path)
    made = hand_in(actor, Sight.of(Access.of(user), user, world.year), file.name, file.read_bytes())
    worker.do_one()
    made = Import.objects.get(pk=made.pk)
    assert made.check_made, made.job.message
    take_over(actor, Sight.of(Access.of(user), user, world.year), made)
    return made


def test_file_is_dropped_read_and_shown(world: World, open_as: OpenAs, tmp_path: Path) -> None:
    tab = open_as(Role.FINANCE_OFFICER)
    tab.go("workspace:imports", world.year.pk)
    tab.check("imports-empty")
    tab.page.set_input_files("#files", [write_example(tmp_path)])
    expect(tab.page.locator("#chosen li")).to_have_count(1)
    tab.page.click("text=导入并核对")
    expect(tab.page.locator("progress")).to_be_visible()
    worker.do_one()
    expect(tab.page.locator("#document .part").first).to_be_visible()
    tab.check("import")
    tab.page.click("button:has-text('接收')")
    expect(tab.page.locator(".message.success")).to_contain_text("已接收")


def test_finding_leads_to_its_figures(world: World, open_as: OpenAs, desk: Import) -> None:
    tab = open_as(Role.FINANCE_OFFICER)
    tab.go("workspace:findings", world.year.pk)
    expect(tab.page.locator(".desk")).to_have_attribute("data-ready", "")
    tab.check("findings")
    tab.page.locator("[data-open]").first.focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("#document .hl").first).to_be_in_viewport()
    expect(tab.page.locator("#proof-title")).to_be_focused()
    tab.check("finding-open")
    tab.page.keyboard.press("Escape")
    expect(tab.page.locator("#proof")).to_be_hidden()
    expect(tab.page.locator("[data-open]").first).to_be_focused()


def test_figure_opens_its_proof(world: World, open_as: OpenAs, desk: Import) -> None:
    tab = open_as(Role.LEADER)
    tab.go("workspace:findings", world.year.pk)
    expect(tab.page.locator(".desk")).to_have_attribute("data-ready", "")
    tab.page.locator("#document .f.p").first.click()
    expect(tab.page.locator("#proof-body .proof").first).to_be_visible()


def test_list_is_narrowed_without_leaving_the_page(
    world: World, open_as: OpenAs, desk: Import
) -> None:
    tab = open_as(Role.FINANCE_OFFICER)
    tab.go("workspace:findings", world.year.pk)
    tab.page.select_option("#weight", "error")
    expect(tab.page.locator(".finding.warning")).to_have_count(0)
    expect(tab.page).to_have_url(re.compile("weight=error"))
    tab.page.fill("#words", "不会有这几个字")
    expect(tab.page.locator("#list .empty")).to_be_visible()


def test_one_finding_and_the_bureaus_pages(world: World, open_as: OpenAs, desk: Import) -> None:
    tab = open_as(Role.FINANCE_OFFICER)
    finding = world.year.findings.filter(severity="error")[0]
    tab.go("workspace:finding", finding.pk)
    tab.check("finding")
    tab.go("workspace:check", world.year.findings.first().budget_year.current_check_id)
    tab.check("check")
    tab.go("workspace:year", world.year.pk)
    tab.check("year")
    BudgetYear.objects.filter(pk=world.year.pk).update(stage=Stage.CHECKED)
    bureau = open_as(Role.REVIEWER)
    bureau.go("workspace:review")
    bureau.check("review")
    bureau.go("workspace:compare")
    bureau.check("compare")
    bureau.go("workspace:last-year", world.year.pk)
    bureau.check("last-year")
    bureau.go("workspace:findings", world.year.pk)
    expect(bureau.page.locator(".desk")).to_have_attribute("data-ready", "")
    bureau.check("findings-bureau")
