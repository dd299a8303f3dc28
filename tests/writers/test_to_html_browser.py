"""The site in a real browser, opened from a folder: keys, search, filters, charts, accessibility."""

from collections.abc import Iterator

import pytest

from mingzhang.writers import to_html
from programs import needs
from writers import published
from writers.test_report_html_browser import CHROMIUM, SWITCHES

pytestmark = needs("chromium", "chromium")
PAGES = (
    "index.html",
    "tables.html",
    "tables/01.html",
    "tables/12.html",
    "projects.html",
    "projects/02.html",
    "indicators.html",
    "goal.html",
    "narrative.html",
    "catalogue.html",
    "glossary.html",
    "document.html",
    "data.html",
    "search.html?q=消防",
)
SIZES = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("网站 site")
    to_html.write(published.source("example"), folder)
    return folder.as_uri() + "/"


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, browser, address: str) -> Iterator:
    width, height = SIZES[request.param]
    page = browser.new_page(viewport={"width": width, "height": height})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda sent: _known(sent.url, address) or faults.append(sent.url))
    yield page
    assert faults == []
    page.close()


def _known(url: str, address: str) -> bool:
    return url.startswith((address, "data:"))


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_accessible_and_never_scrolls_sideways(page, address, path):
    from accessibility import violations

    page.goto(address + path)
    assert violations(page, colours=page.viewport_size["width"] > 400) == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("state", ["derivation", "large"])
def test_a_derivation_and_the_large_type_are_accessible_too(page, address, state):
    from accessibility import violations

    page.goto(address + "narrative.html")
    if state == "large":
        page.click("#larger")
    else:
        page.click(".num.opens >> nth=20")
    assert violations(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_figure_opens_its_derivation_by_keyboard_and_gets_the_focus_back(page, address):
    page.goto(address + "tables/03.html")
    page.focus("tbody .num.opens >> nth=0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "1818.50"
    page.keyboard.press("Enter")
    said = page.inner_text("#derivation")
    assert "201 一般公共服务支出" in said
    assert "18,185,000 元" in said
    assert "科目逐级汇总" in said
    assert "通过" in said
    page.keyboard.press("Escape")
    assert not page.locator("#derivation").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "1818.50"


def test_a_derivation_leads_to_the_figure_of_another_page(page, address):
    page.goto(address + "tables/03.html")
    page.click("tbody .num.opens >> nth=0")
    page.click("#derivation a[href*='01.html']")
    page.wait_for_url("**/tables/01.html#*")
    assert page.locator(".targeted").inner_text() == "4557.36"


def test_one_table_is_one_stop_of_the_tab_key(page, address):
    page.goto(address + "tables/03.html")
    assert page.locator("tbody .num.opens[tabindex='0']").count() == 1


def test_a_number_of_the_narrative_leads_to_the_table_it_speaks_of(page, address):
    page.goto(address + "narrative.html")
    number = page.locator("a.num.opens", has_text="1988.42").first
    assert "tables/" in number.get_attribute("href")
    number.click()
    assert "项目支出" in page.inner_text("#derivation-title")


def test_a_table_is_sorted_and_brought_back(page, address):
    def amounts() -> list[float]:
        shown = page.eval_on_selector_all(
            "tbody tr:not(.fixed)", "rows => rows.map(row => row.cells[2].textContent)"
        )
        return [float(text) for text in shown if text]

    page.goto(address + "tables/03.html")
    first = amounts()
    button = page.locator("th[data-column='2'] .sort")
    button.focus()
    page.keyboard.press("Enter")
    assert amounts() == sorted(first, reverse=True)
    assert page.get_attribute("th[data-column='2']", "aria-sort") == "descending"
    button.click()
    assert amounts() == sorted(first)
    button.click()
    assert amounts() == first


def test_projects_are_sorted_under_their_unit(page, address):
    page.goto(address + "tables/12.html")
    units = "rows => rows.map(row => row.cells[0].textContent)"
    before = page.eval_on_selector_all("tbody tr.fixed", units)
    page.click("th[data-column='1'] .sort")
    assert page.eval_on_selector_all("tbody tr.fixed", units) == before
    rows = page.eval_on_selector_all(
        "tbody tr", "rows => rows.map(r => [r.className, r.cells[1].textContent])"
    )
    runs, run = [], []
    for kind, amount in rows:
        if "fixed" in kind:
            runs, run = [*runs, run], []
        elif amount:
            run.append(float(amount))
    assert all(one == sorted(one, reverse=True) for one in [*runs, run])


def test_both_sides_of_a_table_are_sorted_apart(page, address):
    page.goto(address + "tables/01.html")
    income = page.eval_on_selector_all("tbody tr", "rows => rows.map(r => r.cells[0].textContent)")
    page.click("th[data-column='3'] .sort")
    rows = page.eval_on_selector_all(
        "tbody tr", "rows => rows.map(r => [r.cells[0].textContent, r.cells[2].textContent])"
    )
    assert [row[0] for row in rows] == income
    assert rows[0][1] == "一、一般公共服务支出"
    assert rows[1][1] == "八、社会保障和就业支出"


def test_indicators_are_filtered_by_project_level_type_and_words(page, address):
    page.goto(address + "indicators.html")
    visible = "#board tbody tr:not([hidden])"
    whole = page.locator(visible).count()
    page.select_option("#f-type", "比率")
    assert 0 < page.locator(visible).count() < whole
    page.select_option("#f-level", "满意度指标")
    page.fill("#f-words", "窗口")
    rows = page.locator(visible)
    assert 0 < rows.count() < 20
    assert "≥95%" in rows.first.inner_text()
    assert f"列出 {rows.count()} 项" in page.inner_text("#shown")
    page.click("#filters [type=reset]")
    page.wait_for_function(f"document.querySelectorAll('{visible}').length === {whole}")


def test_search_finds_projects_promises_rows_and_words(page, address):
    page.goto(address + "index.html")
    page.fill("#q", "消防")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    said = page.inner_text("#results")
    for kind in ("项目（1）", "绩效指标", "报表的行", "情况说明", "购买服务目录"):
        assert kind in said
    page.fill("#q", "住房公积金")
    assert "2210201 住房公积金" in page.inner_text("#results")
    page.fill("#q", "根本没有的词语")
    assert "没有找到" in page.inner_text("#found")
    page.fill("#q", "交易系统 运维")
    page.click("#results a >> nth=0")
    page.wait_for_url("**/projects/*.html*")


def test_charts_are_drawn_with_their_tables_beside_them(page, address):
    page.goto(address + "index.html")
    for name in ("flow", "tree"):
        place = page.locator(f"#chart-{name}")
        assert place.locator("svg").count() == 1
        assert place.get_attribute("role") == "img"
        assert len(place.get_attribute("aria-label")) > 10
    page.locator(".chart-table summary").first.click()
    assert "基本支出" in page.locator(".chart-table table").first.inner_text()


def test_large_type_stays_from_page_to_page(page, address):
    page.goto(address + "index.html")
    page.click("#larger")
    page.goto(address + "tables/01.html")
    assert page.get_attribute("#larger", "aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    page.click("#larger")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"


def test_the_first_stop_of_the_tab_key_skips_to_the_text(page, address):
    page.goto(address + "tables.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_paper_there_are_tables_and_no_controls(page, address):
    page.goto(address + "tables/01.html")
    page.emulate_media(media="print")
    assert page.locator("table.sheet").is_visible()
    for selector in (".find", ".switches", ".main-nav", ".page-tools"):
        assert not page.locator(selector).is_visible()


def test_without_scripts_everything_is_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "index.html")
    assert page.locator(".chart-table table").first.is_visible()
    assert not page.locator("#larger").is_visible()
    assert page.locator(".main-nav a").count() == 9
    page.goto(address + "indicators.html")
    assert page.locator("#board tbody tr").count() > 300
    assert not page.locator("#filters").is_visible()
    page.goto(address + "search.html")
    assert page.locator("noscript a").first.is_visible()
    context.close()
