"""The JSON report is a contract: its fields, their meaning and its bytes stay as they are."""

import json

from mingzhang.writers.report_json import findings_json, findings_list_json
from writers import samples


def _report() -> dict:
    return json.loads(findings_json(samples.disclosure(), samples.report()))


def test_schema_comes_first_and_all_contract_fields_are_there():
    report = _report()
    assert next(iter(report)) == "schema"
    assert report["schema"] == "mingzhang/findings/1"
    assert {"source", "year", "profile", "findings", "rules", "coverage", "problems"} <= set(report)
    assert report["summary"] == {"error": 2, "warning": 1, "info": 2, "undetermined": 1}


def test_a_finding_shows_both_values_and_both_places():
    finding = _report()["findings"][0]
    assert finding["rule"] == "B20"
    assert (finding["expected"], finding["actual"]) == ("70.25", "60.25")
    assert (finding["difference"], finding["unit"]) == ("-10.00", "万元")
    assert finding["places"][1] == {"line": 43, "table": 3, "row": 3, "column": 4, "text": "70.25"}


def test_every_verdict_of_a_rule_is_named_as_in_the_contract():
    verdicts = {rule["rule"]: rule["verdict"] for rule in _report()["rules"]}
    assert verdicts["A01"] == "pass"
    assert verdicts["A12"] == "rounding"
    assert verdicts["A44"] == "not_applicable"
    assert verdicts["A57"] == "undetermined"
    assert verdicts["B20"] == "fail"


def test_unclaimed_numbers_are_listed_with_their_places():
    coverage = _report()["coverage"]
    assert coverage["numbers_in_narrative"] - coverage["claimed_by_rules"] == 2
    assert coverage["unclaimed"][0]["value"] == "58.30"
    assert coverage["unclaimed"][0]["at"]["line"] == 70


def test_the_same_input_gives_the_same_bytes_in_readable_chinese():
    first = findings_json(samples.disclosure(), samples.report())
    assert first == findings_json(samples.disclosure(), samples.report())
    assert "基本支出".encode() in first
    assert b"\\u" not in first


def test_several_files_make_one_list():
    pair = (samples.disclosure(), samples.report())
    listed = json.loads(findings_list_json([pair, pair]))
    assert listed["schema"] == "mingzhang/findings-list/1"
    assert [report["year"] for report in listed["reports"]] == [2025, 2025]
