"""The table of the ledger in a real browser: keyboard, live verdicts, paste, undo, conflict."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from mingzhang_web.apps.accounts.roles import Role
from mingzhang_web.apps.workspace.models import LedgerRow
from programs import needs
from web.conftest import SignedIn, World

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

pytestmark = [
    needs("chromium", "chromium"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(live_server: LiveServer, signed_in: SignedIn) -> Iterator[Page]:
    session = signed_in(Role.FINANCE_OFFICER).cookies["sessionid"].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        browser.close()
    assert errors == []


def open_sheet(page: Page, live_server: LiveServer, world: World, name: str) -> None:
    page.goto(f"{live_server.url}/work/{world.year.pk}/ledger/{name}/")
    expect(page.locator("#notes-summary")).not_to_contain_text("正在")


def saved(page: Page) -> None:
    expect(page.locator("#saving")).to_have_text("已保存")


def values(world: World, sheet: str, header: str) -> list[str]:
    return [row.values.get(header, "") for row in world.year.rows.filter(sheet=sheet)]


def test_typing_saves_paints_and_undoes(page: Page, live_server: LiveServer, world: World) -> None:
    before = values(world, "上年", "金额")
    open_sheet(page, live_server, world, "上年")
    page.locator("td[data-header=金额]").first.click()
    page.keyboard.press("Enter")
    page.keyboard.type("很多")
    page.keyboard.press("Enter")
    saved(page)
    cell = page.locator("td[data-header=金额]").first
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(cell).to_have_attribute("title", re.compile("很多"))
    assert page.locator("#notes li").count() >= 1
    page.locator("td[data-header=项目]").first.click()
    page.keyboard.press("Control+z")
    expect(page.locator("td[aria-invalid=true]")).to_have_count(0)
    assert values(world, "上年", "金额") == before


def test_keyboard_moves_and_the_grid_has_one_tab_stop(
    page: Page, live_server: LiveServer, world: World
) -> None:
    open_sheet(page, live_server, world, "上年")
    page.locator("td").first.click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.header") == "金额"
    assert page.locator("td[tabindex='0']").count() == 1


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_block_from_a_spreadsheet(page: Page, live_server: LiveServer, world: World) -> None:
    open_sheet(page, live_server, world, "上年")
    page.locator("td").first.click()
    paste(page, '收支总计\t10\n"财政\n拨款"\t20\n')
    saved(page)
    assert values(world, "上年", "项目")[:2] == ["收支总计", "财政\n拨款"]
    assert values(world, "上年", "金额")[:2] == ["10", "20"]


def test_second_editor_chooses(page: Page, live_server: LiveServer, world: World) -> None:
    open_sheet(page, live_server, world, "上年")
    row = world.year.rows.filter(sheet="上年")[0]
    LedgerRow.objects.filter(pk=row.pk).update(values={**row.values, "金额": "777"}, version=9)
    page.locator("td[data-header=金额]").first.click()
    page.keyboard.type("888")
    page.keyboard.press("Enter")
    page.wait_for_selector("#trouble:not([hidden])")
    assert "777" in page.inner_text("#trouble")
    page.click("text=用我的内容")
    saved(page)
    assert values(world, "上年", "金额")[0] == "888"


def test_added_row_is_filled_in(page: Page, live_server: LiveServer, world: World) -> None:
    count = len(values(world, "说明", "项目"))
    open_sheet(page, live_server, world, "说明")
    page.click("#add-row")
    expect(page.locator("tbody tr")).to_have_count(count + 1)
    page.keyboard.press("F2")
    page.keyboard.type("其他说明")
    page.keyboard.press("Tab")
    saved(page)
    assert values(world, "说明", "项目")[-1] == "其他说明"


def test_form_saves_a_field_and_says_what_breaks(
    page: Page, live_server: LiveServer, world: World
) -> None:
    project = world.year.rows.filter(sheet="项目")[0]
    page.goto(f"{live_server.url}/work/{world.year.pk}/rows/{project.pk}/")
    page.fill("[name=年度市县]", "1")
    page.locator("[name=项目概况]").focus()
    saved(page)
    project.refresh_from_db()
    assert project.values["年度市县"] == "1"
    expect(page.locator("#row-notes")).to_contain_text("预算明细")
    page.click("button.primary:has-text('保存')")
    expect(page.locator(".message.success")).to_have_text("已保存。")


def test_form_takes_in_what_somebody_else_changed_meanwhile(
    page: Page, live_server: LiveServer, world: World
) -> None:
    project = world.year.rows.filter(sheet="项目")[0]
    page.goto(f"{live_server.url}/work/{world.year.pk}/rows/{project.pk}/")
    theirs = {**project.values, "立项依据": "别人写的依据"}
    LedgerRow.objects.filter(pk=project.pk).update(values=theirs, version=project.version + 1)
    page.fill("[name=项目概况]", "我写的概况")
    page.locator("[name=立项依据]").focus()
    expect(page.locator(".field:has([name=项目概况]) .field-error")).to_contain_text("没有保存")
    expect(page.locator("[name=立项依据]")).to_have_value("别人写的依据")
    page.click("button.primary:has-text('保存')")
    expect(page.locator(".message.success")).to_have_text("已保存。")
    project.refresh_from_db()
    assert project.values["项目概况"] == "我写的概况"
    assert project.values["立项依据"] == "别人写的依据"


def test_form_says_a_target_in_words(page: Page, live_server: LiveServer, world: World) -> None:
    indicator = world.year.rows.filter(sheet="绩效指标")[0]
    page.goto(f"{live_server.url}/work/{world.year.pk}/rows/{indicator.pk}/")
    page.fill("[name=指标值]", "≥95%")
    page.locator("[name=指标名称]").focus()
    expect(page.locator(".field:has([name=指标值]) [data-note=words]")).to_contain_text("95")


def test_a_sorted_sheet_is_edited_where_it_shows_and_pasted_into_one_row_only(
    page: Page, live_server: LiveServer, world: World
) -> None:
    open_sheet(page, live_server, world, "预算明细")
    page.get_by_role("link", name="本年金额").click()
    head = page.get_by_role("columnheader", name="本年金额")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#notes-summary")).not_to_contain_text("正在")
    cell = page.locator("td[data-header=本年金额]").first
    most = cell.inner_text()
    row = LedgerRow.objects.get(pk=cell.locator("..").get_attribute("data-row"))
    assert row.values["本年金额"] == most
    numbers = page.locator(".row-number a").all_inner_texts()
    assert numbers != [str(number) for number in range(1, len(numbers) + 1)]
    cell.click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    saved(page)
    row.refresh_from_db()
    assert row.values["本年金额"] == "7"
    paste(page, "1\n2")
    expect(page.locator("#trouble")).to_contain_text("请先按“行”恢复账簿里的次序")
    page.get_by_role("link", name="恢复账簿里的次序").click()
    expect(page.locator(".row-number a").first).to_have_text("1")


def test_columns_that_are_not_wanted_are_left_out_of_the_sheet(
    page: Page, live_server: LiveServer, world: World
) -> None:
    open_sheet(page, live_server, world, "预算明细")
    page.get_by_text("选择列").click()
    page.get_by_role("checkbox", name="资金").uncheck()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("td[data-header=资金]")).to_have_count(0)
    page.locator("td[data-header=本年金额]").first.click()
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    saved(page)
    first = world.year.rows.filter(sheet="预算明细").first()
    assert first is not None
    assert first.values["本年金额"] == "8"
