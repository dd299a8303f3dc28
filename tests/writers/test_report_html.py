"""The page stands alone, draws the document in printed order, and lets nothing in it run."""

import base64
import hashlib
import json
import re

import msgspec

from mingzhang.disclosure import Role
from mingzhang.model import Place
from mingzhang.writers.checklist import checklist
from mingzhang.writers.report_html import report_html
from writers import samples


def _page(document=None) -> str:
    document = document or samples.disclosure()
    report = samples.report()
    rows = checklist(document, report)
    return report_html(document, report, samples.rules(), rows).decode()


def _proofs(page: str) -> dict:
    return json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_the_page_asks_nothing_of_the_network_and_allows_no_foreign_script():
    page = _page()
    assert not re.search(r"""(?:src|href)=["'](?!#|data:,)""", page)
    assert not re.search(r"\son\w+=", page)
    assert "style=" not in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        content = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[-1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_text_of_the_document_is_shown_not_run():
    document = samples.disclosure()
    table = document.tables[1]
    evil = '</script><script>alert(1)</script><img src=x onerror="x">'
    row = msgspec.structs.replace(table.rows[1], name=evil, role=Role.DETAIL)
    table = msgspec.structs.replace(table, rows=(row, *table.rows[2:]), title=evil)
    page = _page(msgspec.structs.replace(document, tables=(table,)))
    assert "<img" not in page
    assert page.count("<script") == 2
    assert "&lt;script&gt;alert(1)" in page


def test_parts_stand_in_the_order_of_the_document():
    page = _page()
    titles = (
        "2025年预算收支总表",
        "2025年预算支出总表",
        "2025年政府性基金预算收入表",
        "三、支出预算情况说明",
        "部门整体支出绩效目标表",
        "国土绿化补助项目",
        "政府购买服务指导性目录",
        "名词解释",
    )
    main = page[page.index("<main") : page.index("</main>")]
    places = [re.search(rf"<h3[^>]*>{title}", main).start() for title in titles]
    assert places == sorted(places)


def test_both_sides_of_a_table_share_a_printed_row():
    page = _page()
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*一、一般公共预算.*?</tr>", page, re.DOTALL)[0]
    assert "一、一般公共服务支出" in row
    assert '<th scope="colgroup" colspan="3">支出</th>' in page
    assert '<th scope="colgroup" colspan="3">2025年预算数</th>' in page


def test_a_verdict_is_told_by_word_and_picture_not_by_colour_alone():
    page = _page()
    button = re.search(r'<button class="f e"[^>]*aria-label="70.25，[^"]*"[^>]*>.*?</button>', page)
    assert "错误，见发现 1" in button[0]
    assert "#s-e" in button[0]
    assert 'aria-label="120.50，核对通过"' in page
    assert 'aria-label="58.30，没有规则核对"' in page


def test_words_without_a_number_can_be_accused_too():
    page = _page()
    assert re.search(r'<span role="button" class="f s w"[^>]*>.*?主要原因是。', page)


def test_every_trial_is_there_with_its_terms_sums_and_difference():
    proofs = _proofs(_page())
    tail = next(trial for trial in proofs["trials"] if trial[0] == "A12")
    assert tail[1] == "r"
    assert len(tail[4]) == 2
    assert tail[5] == ["20.25", "20.26", "-0.01", "万元"]
    assert proofs["labels"][tail[3][0][0]] == "20805 行政事业单位养老支出"


def test_a_finding_knows_its_trial_and_where_its_places_are_drawn():
    page = _page()
    proofs = _proofs(page)
    trial, spots = proofs["findings"][0]
    assert proofs["trials"][trial][0] == "B20"
    assert len(spots) == 2
    assert all(f'id="{spot}"' in page for spot in spots)


def test_every_link_leads_somewhere():
    page = _page()
    ids = re.findall(r'\sid="?([\w-]+)', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_place_that_is_not_drawn_leads_to_its_part():
    document, report = samples.disclosure(), samples.report()
    lost = msgspec.structs.replace(report.findings[0], places=(Place(line=97),))
    report = msgspec.structs.replace(report, findings=(lost,))
    page = report_html(document, report, samples.rules()).decode()
    spot = _proofs(page)["findings"][0][1][0]
    part = page[page.index(f'id="{spot}"') :]
    assert part.index("部门整体支出绩效目标表") < 200


def test_words_around_a_number_share_its_button():
    document, report = samples.disclosure(), samples.report()
    at = msgspec.structs.replace(samples.place_in(1, "60.25"), start=19)
    wide = msgspec.structs.replace(report.findings[0], places=(at,))
    report = msgspec.structs.replace(report, findings=(wide,), trials=())
    page = report_html(document, report, samples.rules()).decode()
    spot = _proofs(page)["findings"][0][1][0]
    button = re.search(rf'id="{spot}"[^>]*>(.*?)</button>', page)[1]
    assert re.sub("<[^>]+>", "", button) == "60.251"


def test_horizons_of_an_indicator_stand_in_one_row_also_when_one_side_lacks_some():
    document = samples.disclosure()
    form = document.projects[0]
    more = msgspec.structs.replace(form.indicators[0], level3="补植面积", at=Place(line=117))
    cut = msgspec.structs.replace(form.annual_indicators[0], level3="造林面")
    form = msgspec.structs.replace(
        form,
        indicators=(more, *form.indicators),
        annual_indicators=(cut, *form.annual_indicators[1:]),
    )
    page = _page(msgspec.structs.replace(document, projects=(form,), overall_goal=None))
    rows = re.findall(r"<tr[^>]*>((?:(?!</tr>).)*造林面积.*?)</tr>", page)
    assert "造林面<" in rows[-1]
    assert "造林面<" not in re.search(r"<tr[^>]*>(?:(?!</tr>).)*补植面积.*?</tr>", page)[0]


def test_undetermined_rules_and_unclaimed_numbers_are_listed():
    page = _page()
    assert page.index("A57 项目支出与项目表一致") < page.index('id="f0"')
    assert "说明中的数 7／9 已核对" in page
    assert re.search(r'class="unclaimed"><li><b>58.30%</b>', page)


def test_the_same_input_gives_the_same_bytes():
    assert _page() == _page()
