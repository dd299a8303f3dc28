"""The page in a real browser: clicks, keys, filters, no request, no error, accessible."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.writers.checklist import checklist
from mingzhang.writers.report_html import report_html
from programs import needs
from writers import samples

CHROMIUM = Path("/usr/bin/chromium")
pytestmark = needs("chromium", "chromium")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    document, report = samples.disclosure(), samples.report()
    path = tmp_path_factory.mktemp("page") / "核对报告.html"
    rows = checklist(document, report)
    path.write_bytes(report_html(document, report, samples.rules(), rows))
    return path.as_uri()


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser, address: str) -> Iterator:
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda sent: sent.url == address or faults.append(sent.url))
    page.goto(address)
    yield page
    assert faults == []
    page.close()


def _to_document(page) -> None:
    if page.locator(".switch").is_visible():
        page.click(".switch [data-view=text]")


def test_a_click_on_a_figure_opens_its_proof_with_the_other_side(page):
    _to_document(page)
    page.click("#document tr:has-text('收入总计') .f >> nth=0")
    panel = page.locator("#panel")
    assert "A01 收支总表收支平衡" in panel.inner_text()
    assert "支出总计" in panel.inner_text()
    assert "120.50" in panel.inner_text()
    panel.locator("a", has_text="支出总计").click()
    assert page.evaluate("document.activeElement.textContent") == "120.50"


def test_a_sum_shows_every_part_the_total_and_the_difference(page):
    _to_document(page)
    page.click("#document tr:has-text('行政事业单位养老支出') .f.r >> nth=0")
    text = page.inner_text("#panel")
    for shown in ("13.50", "6.76", "20.26", "差额", "-0.01", "尾差"):
        assert shown in text


def test_a_click_on_a_finding_jumps_to_its_places_and_marks_them(page):
    page.click("#f0 button")
    marked = page.locator("main .hl")
    assert marked.count() == 2
    assert marked.first.is_visible()
    assert "B20" in page.inner_text("#panel")


def test_escape_closes_the_proof_and_returns_to_the_figure(page):
    _to_document(page)
    figure = page.locator("#document .part .f.p").first
    figure.click()
    assert page.locator("#panel").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.id") == figure.get_attribute("id")


def test_n_and_p_walk_through_the_findings(page):
    titles = []
    for pressed in ("n", "n", "p"):
        page.keyboard.press(pressed)
        titles.append(page.inner_text("#panel-title"))
    assert titles == ["发现 1", "发现 2", "发现 1"]


def test_arrows_move_among_the_figures_and_enter_opens_one(page):
    _to_document(page)
    page.locator("#document .part .f").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "120.50"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()


def test_one_part_is_one_stop_of_the_tab_key(page):
    _to_document(page)
    stops = page.evaluate(
        "[...document.querySelectorAll('main .part')].map("
        "part => part.querySelectorAll('.f:not([tabindex=\"-1\"])').length)"
    )
    assert max(stops) == 1


def test_filters_by_severity_rule_and_words(page):
    def shown() -> list[str]:
        return page.eval_on_selector_all(".card:not([hidden])", "cards => cards.map(c => c.id)")

    assert len(shown()) == 5
    page.uncheck("[name=mark][value=e]")
    assert shown() == ["f2", "f3", "f4"]
    page.check("[name=mark][value=e]")
    page.select_option("#rule", "D22")
    assert shown() == ["f1"]
    page.select_option("#rule", "")
    page.fill("#find", "没有写原因")
    assert shown() == ["f2"]
    assert page.inner_text("#count") == "列出 1 条发现"


def test_help_opens_and_shortcuts_can_be_switched_off(page):
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.uncheck("#keys")
    page.click("#help-close")
    page.keyboard.press("n")
    assert not page.locator("#panel").is_visible()


def test_tabs_show_checklist_contents_rules_and_unchecked_numbers(page):
    for tab, shown in (
        ("检查表", "部门收支总体情况表"),
        ("目录", "2025年预算收支总表"),
        ("规则", "A57 项目支出与项目表一致"),
        ("未核对", "58.30%"),
    ):
        page.click(f"[role=tab]:has-text('{tab}')")
        assert shown in page.inner_text(".pane:not([hidden])")


def test_the_page_never_scrolls_sideways(page):
    _to_document(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_print_shows_findings_then_the_document(page):
    page.emulate_media(media="print")
    assert page.locator("#f0").is_visible()
    assert page.locator("main .sheet").first.is_visible()
    assert not page.locator(".filters").is_visible()


@pytest.mark.parametrize("state", ["closed", "finding", "figure", "help"])
def test_no_accessibility_fault(page, state: str):
    from accessibility import violations

    if state == "finding":
        page.click("#f0 button")
    elif state == "figure":
        _to_document(page)
        page.locator("#document .part .f.p").first.click()
    elif state == "help":
        page.click("#help-open")
    assert violations(page) == ""


@pytest.mark.parametrize("width", [1440, 390])
def test_no_accessibility_fault_in_the_whole_example(browser, tmp_path: Path, width: int):
    from accessibility import violations
    from mingzhang.checks.report import check, rule_infos
    from mingzhang.example import build_example
    from mingzhang.recognition import read_disclosure

    document = read_disclosure(build_example().encode(), "示例.txt")
    report = check(document)
    path = tmp_path / "核对报告.html"
    path.write_bytes(report_html(document, report, rule_infos(), checklist(document, report)))
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    _to_document(page)
    assert violations(page, colours=width > 400) == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
