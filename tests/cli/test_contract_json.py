"""The two JSON objects as other tools read them, field by field."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from cli.command import Json, as_json
from mingzhang.checks.cases import FOLDER

BASE = FOLDER / "base"
FINAL = BASE / "final_accounts.txt"
NUMBER = re.compile(r"-?\d+(\.\d+)?")
PLACE = {
    "line": int,
    "page": int,
    "sheet": str,
    "cell": str,
    "paragraph": int,
    "table": int,
    "row": int,
    "column": int,
    "start": int,
    "end": int,
    "text": str,
}
FUNDS = {"total", "central", "provincial", "municipal", "self", "other"}
ROLES = {"detail", "subtotal", "total", "carryover", "unit", "project", "note"}
VERDICTS = {"pass", "rounding", "fail", "not_applicable", "undetermined"}
SEVERITIES = ("error", "warning", "info")
TEXTS = (
    "name", "unit", "attribute", "period", "overview", "basis", "necessity", "measures", "plan",
    "total_goal", "annual_goal", "filled_at",
)  # fmt: skip


def is_place(at: Json) -> bool:
    return bool(at) and all(isinstance(value, PLACE[name]) for name, value in at.items())


def is_amount(value: object) -> bool:
    return value is None or (isinstance(value, str) and NUMBER.fullmatch(value) is not None)


@pytest.fixture(scope="module")
def read(example: Path) -> Json:
    return as_json("read", example)


@pytest.fixture(scope="module")
def report(example: Path) -> Json:
    return as_json("check", example)


class TestDisclosureObject:
    def test_head(self, read: Json, example: Path) -> None:
        assert read["schema"] == "mingzhang/disclosure/1"
        assert read["source"]["name"] == example.name
        assert read["source"]["type"] == "txt"
        assert re.fullmatch(r"[0-9a-f]{64}", read["source"]["sha256"])
        assert (read["kind"], read["level"], read["year"]) == ("budget", "department", 2025)
        assert read["profile"] == "shanxi-2025"
        assert set(read["department"]) == {"code", "name"}
        assert read["department"]["name"]

    def test_final_accounts_are_told_from_budgets(self) -> None:
        assert as_json("read", FINAL)["kind"] == "final_accounts"

    def test_tables(self, read: Json) -> None:
        assert [table["id"] for table in read["tables"][:13]] == [f"T{n:02d}" for n in range(1, 14)]
        for table in read["tables"]:
            assert isinstance(table["subject"], str)
            assert isinstance(table["title"], str)
            assert table["unit"] in ("元", "千元", "万元", "亿元")
            assert table["empty_note"] is None or isinstance(table["empty_note"], str)
            for column in table["columns"]:
                assert isinstance(column["key"], str)
                assert all(isinstance(label, str) for label in column["header"])

    def test_rows(self, read: Json) -> None:
        for table in read["tables"]:
            keys = {column["key"] for column in table["columns"]}
            for row in table["rows"]:
                assert row["side"] in ("income", "expenditure", None)
                assert row["role"] in ROLES
                assert isinstance(row["name"], str)
                assert row["code"] is None or re.fullmatch(r"\w+", row["code"])
                assert set(row["values"]) <= keys
                assert all(map(is_amount, row["values"].values()))
                assert is_place(row["at"])
                assert row["at"]["line"] > 0

    def test_a_blank_is_null_and_a_printed_zero_stays(self, tmp_path: Path) -> None:
        text = "2025年部门预算收入总表\n单位：万元\n项目\t合计\t财政拨款\n合计\t1,234.50\t0.00\n其他\t-3.10\t\n"
        (tmp_path / "公开.txt").write_text(text, "utf-8")
        rows = as_json("read", tmp_path / "公开.txt")["tables"][0]["rows"]
        assert [list(row["values"].values()) for row in rows] == [
            ["1234.50", "0.00"],
            ["-3.10", None],
        ]

    def test_narrative_and_statements(self, read: Json) -> None:
        assert read["narrative"]
        for paragraph in read["narrative"]:
            assert isinstance(paragraph["section"], str)
            assert isinstance(paragraph["text"], str)
            assert is_place(paragraph["at"])
        amounts = [one for one in read["statements"] if one["kind"] == "amount"]
        assert any(one["subject"] == "基本支出" and one["unit"] == "万元" for one in amounts)
        for statement in read["statements"]:
            assert {"subject", "value", "unit", "text", "at"} <= set(statement)
            assert is_amount(statement["value"])
            assert is_place(statement["at"])
        assert all(one["value"] is not None for one in amounts)

    def test_organisation(self, read: Json) -> None:
        assert isinstance(read["organisation"]["bodies"], list)
        assert all(body["name"] for body in read["organisation"]["bodies"])
        assert all(map(is_amount, read["organisation"]["headcount"].values()))

    def test_overall_goal(self, read: Json) -> None:
        goal = read["overall_goal"]
        assert all(map(is_amount, goal["funds"].values()))
        assert goal["indicators"]
        for indicator in goal["indicators"]:
            self.assert_indicator(indicator)

    def test_project_forms(self, read: Json) -> None:
        assert len(read["projects"]) > 20
        for form in read["projects"]:
            for name in TEXTS:
                assert isinstance(form[name], str)
            for funds in (form["total_funds"], form["annual_funds"]):
                assert set(funds) >= FUNDS
                assert all(map(is_amount, funds.values()))
            for indicator in (*form["indicators"], *form["annual_indicators"]):
                self.assert_indicator(indicator)
            assert is_place(form["at"])
        stamps = [form["filled_at"] for form in read["projects"] if form["filled_at"]]
        assert stamps
        assert all(re.fullmatch(r"\d{14}", stamp) for stamp in stamps)

    def assert_indicator(self, indicator: Json) -> None:
        assert {"level1", "level2", "level3", "target", "at"} <= set(indicator)
        target = indicator["target"]
        assert list(target)[:5] == ["raw", "type", "comparator", "value", "unit"]
        assert isinstance(target["raw"], str)
        assert target["comparator"] in ("≥", "≤", ">", "<", "=", None)
        assert is_amount(target["value"])
        assert is_place(indicator["at"])

    def test_catalogue_and_glossary(self, read: Json) -> None:
        assert read["catalogue"]
        for entry in read["catalogue"]:
            assert isinstance(entry["section"], str)
            assert isinstance(entry["code"], str)
            assert isinstance(entry["name"], str)
            assert entry["level"] in (1, 2, 3, 4)
            assert is_place(entry["at"])
        assert {"term": str, "text": str}.keys() <= read["glossary"][0].keys()

    def test_problems(self, read: Json) -> None:
        for problem in read["problems"]:
            assert problem["message"].endswith("。")
            assert not problem["at"] or is_place(problem["at"])


class TestFindingsReport:
    def test_head(self, report: Json) -> None:
        assert report["schema"] == "mingzhang/findings/1"
        assert set(report["source"]) == {"name", "type", "sha256"}
        assert (report["year"], report["profile"]) == (2025, "shanxi-2025")

    def test_findings(self, report: Json) -> None:
        known = {rule["rule"] for rule in report["rules"]}
        for finding in report["findings"]:
            assert finding["rule"] in known
            assert finding["severity"] in SEVERITIES
            assert finding["verdict"] in ("fail", "rounding")
            assert finding["message"].endswith(("。", "”", "）"))
            for name in ("expected", "actual", "difference", "unit"):
                assert finding[name] is None or isinstance(finding[name], str)
            for name in ("basis", "remedy"):
                assert finding[name]
            assert finding["places"]
            assert all(map(is_place, finding["places"]))

    def test_difference_is_actual_less_expected(self, report: Json) -> None:
        compared = [one for one in report["findings"] if one["difference"] is not None]
        assert compared
        for one in compared:
            exact = Decimal(one["actual"]) - Decimal(one["expected"])
            assert abs(exact - Decimal(one["difference"])) <= Decimal("0.01"), one

    def test_the_contradiction_of_the_basic_expenditure_shows_both_places(
        self, report: Json
    ) -> None:
        finding = next(
            one
            for one in report["findings"]
            if one["rule"] == "B20" and one["expected"] == "2568.94"
        )
        assert (finding["severity"], finding["actual"]) == ("error", "2317.18")
        assert (finding["difference"], finding["unit"]) == ("-251.76", "万元")
        narrative, cell = finding["places"]
        assert "2317.18" in narrative["text"]
        assert cell["text"] == "2568.94"
        assert {"line", "table", "row"} <= set(cell)

    def test_rules(self, report: Json) -> None:
        for rule in report["rules"]:
            assert set(rule) >= {"rule", "verdict", "reason", "tested"}
            assert rule["verdict"] in VERDICTS
            assert rule["reason"] is None or isinstance(rule["reason"], str)
            assert rule["tested"] >= 0
            if rule["verdict"] == "undetermined":
                assert rule["reason"]

    def test_coverage(self, report: Json) -> None:
        coverage = report["coverage"]
        left = coverage["unclaimed"]
        assert coverage["numbers_in_narrative"] == coverage["claimed_by_rules"] + len(left)
        assert all(isinstance(one["value"], str) and is_place(one["at"]) for one in left)

    def test_summary_counts_the_findings(self, report: Json) -> None:
        for severity in SEVERITIES:
            count = sum(one["severity"] == severity for one in report["findings"])
            assert report["summary"][severity] == count
        waiting = sum(rule["verdict"] == "undetermined" for rule in report["rules"])
        assert report["summary"]["undetermined"] == waiting

    def test_the_worst_comes_first(self, report: Json) -> None:
        ranks = [SEVERITIES.index(one["severity"]) for one in report["findings"]]
        assert ranks == sorted(ranks)
