"""The command line as other tools rely on it: exit status, outputs, the two JSON objects."""

import json
import os
import pty
import re
import sys
from pathlib import Path

import pytest

from cli.command import Json, as_json, mingzhang
from mingzhang.checks.cases import FOLDER

BASE = FOLDER / "base"
CORRECT = BASE / "shanxi.txt"
FINAL = BASE / "final_accounts.txt"


class TestExitStatus:
    def test_no_error_is_0(self) -> None:
        assert mingzhang("check", CORRECT).status == 0

    def test_an_error_is_1(self, example: Path) -> None:
        assert mingzhang("check", example).status == 1

    def test_errors_may_be_tolerated(self, example: Path) -> None:
        assert mingzhang("check", example, "--fail-on", "never").status == 0

    def test_a_warning_is_1_where_asked(self, tmp_path: Path) -> None:
        odd = tmp_path / "公开.txt"
        text = CORRECT.read_text("utf-8")
        odd.write_text(text.replace("原因是继续压缩公务支出", "原因是公务支出增加"), "utf-8")
        found = as_json("check", odd)["summary"]
        assert (found["error"], found["warning"] > 0) == (0, True)
        assert mingzhang("check", odd).status == 0
        assert mingzhang("check", odd, "--fail-on", "warning").status == 1

    def test_an_unreadable_file_is_2(self, tmp_path: Path) -> None:
        assert mingzhang("check", tmp_path / "没有.pdf").status == 2

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("chek", "x.txt"),
            ("check",),
            ("check", "x.txt", "--format", "doc"),
            ("check", "x.txt", "--fail-on", "always"),
            ("check", "x.txt", "--colour"),
            ("check", "-"),
            ("read", "-", "--type", "doc"),
            ("explain", "Z99"),
            ("explain",),
        ],
    )
    def test_wrong_usage_is_64_in_one_sentence(self, arguments: tuple[str, ...]) -> None:
        outcome = mingzhang(*arguments, stdin=b"x")
        assert outcome.status == 64
        assert outcome.out == b""
        assert outcome.err.count("\n") == 1
        assert outcome.err.endswith("。\n")

    def test_a_profile_that_the_document_does_not_show_is_64(self) -> None:
        outcome = mingzhang("read", FINAL, "--profile", "shanxi-2025")
        assert outcome.status == 64
        assert "shanxi-2025" in outcome.err

    @pytest.mark.parametrize("command", ["check", "read", "explain", "rules", "classes", "example"])
    def test_help_shows_an_example(self, command: str) -> None:
        outcome = mingzhang(command, "--help")
        assert outcome.status == 0
        assert f"例：mingzhang {command}" in outcome.out.decode()


class TestOutput:
    def test_data_goes_to_standard_output_only(self, example: Path) -> None:
        for format_ in ("text", "json", "html"):
            outcome = mingzhang("check", example, "--format", format_)
            assert outcome.out
            assert outcome.err == ""

    def test_output_names_a_file_and_standard_output_stays_empty(
        self, example: Path, tmp_path: Path
    ) -> None:
        for format_ in ("text", "json", "html", "xlsx"):
            target = tmp_path / "报告" / f"报告.{format_}"
            outcome = mingzhang("check", example, "--format", format_, "--output", target)
            assert (outcome.status, outcome.out, outcome.err) == (1, b"", "")
            assert target.stat().st_size > 1000
        assert len(os.listdir(tmp_path / "报告")) == 4

    def test_an_old_report_stays_whole_when_the_new_one_fails(self, tmp_path: Path) -> None:
        report = tmp_path / "报告.html"
        report.write_text("旧报告", "utf-8")
        bad = tmp_path / "坏.docx"
        bad.write_bytes(b"PK\3\4")
        outcome = mingzhang("check", bad, "--format", "html", "--output", report)
        assert outcome.status == 2
        assert report.read_text("utf-8") == "旧报告"

    def test_a_place_that_cannot_be_written(self, example: Path, tmp_path: Path) -> None:
        (tmp_path / "文件").write_text("")
        outcome = mingzhang("check", example, "--output", tmp_path / "文件" / "报告.txt")
        assert outcome.status == 64
        assert "不能写入" in outcome.err
        assert os.listdir(tmp_path) == ["文件"]

    def test_a_folder_is_no_report(self, example: Path, tmp_path: Path) -> None:
        outcome = mingzhang("check", example, "--output", tmp_path)
        assert outcome.status == 64
        assert os.listdir(tmp_path) == []

    def test_a_reader_that_goes_away_is_no_error_message(self, example: Path) -> None:
        command = f"{sys.executable} -m mingzhang.cli check '{example}' 2>&1 | head -c 10 | wc -c"
        assert os.popen(command).read().strip() == "10"

    def test_standard_input_with_its_type(self, example: Path) -> None:
        piped = mingzhang(
            "read", "-", "--type", "txt", "--format", "json", stdin=example.read_bytes()
        )
        named = json.loads(mingzhang("read", example, "--format", "json").out)
        assert piped.status == 0
        found = json.loads(piped.out)
        assert found["source"]["name"] == "标准输入"
        assert {**found, "source": None} == {**named, "source": None}

    def test_the_type_may_replace_the_ending(self, tmp_path: Path) -> None:
        odd = tmp_path / "公开.dat"
        odd.write_bytes(CORRECT.read_bytes())
        assert mingzhang("check", odd, "--type", "txt").status == 0

    def test_no_colour_and_no_progress_off_the_terminal(self, example: Path) -> None:
        outcome = mingzhang("check", example)
        assert b"\033" not in outcome.out
        assert outcome.err == ""

    def test_the_user_may_speak_english(self, example: Path) -> None:
        chinese = mingzhang("check", example).out.decode()
        english = mingzhang("check", example, "--lang", "en").out.decode()
        assert "结论" in chinese
        assert "结论" not in english
        assert re.search(r"(?i)errors?", english)

    def test_a_locale_without_chinese_ends_in_no_traceback(self, example: Path) -> None:
        environment = {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
        for command in (("check", example), ("explain", "A01"), ("check", "没有.txt")):
            outcome = mingzhang(*command, environment=environment)
            assert outcome.status in (0, 1, 2)
            assert "Traceback" not in outcome.err


class TestTerminal:
    def shown(self, *arguments: str | Path, environment: dict[str, str] | None = None) -> bytes:
        """What a person at a terminal sees."""
        master, slave = pty.openpty()
        child = os.fork()
        if child == 0:
            os.close(master)
            for stream in (0, 1, 2):
                os.dup2(slave, stream)
            command = [sys.executable, "-m", "mingzhang.cli", *map(str, arguments)]
            os.execve(command[0], command, {**os.environ, **(environment or {})})
        os.close(slave)
        seen = b""
        try:
            while piece := os.read(master, 65536):
                seen += piece
        except OSError:
            pass
        os.close(master)
        os.waitpid(child, 0)
        return seen

    def test_colours_on_a_terminal(self, example: Path) -> None:
        assert b"\033[" in self.shown(
            "check", example, environment={"TERM": "xterm", "NO_COLOR": ""}
        )

    def test_no_color_is_obeyed(self, example: Path) -> None:
        seen = self.shown("check", example, "--quiet", environment={"NO_COLOR": "1"})
        assert b"\033" not in seen
        assert "结论".encode() in seen

    def test_a_workbook_is_not_thrown_at_a_terminal(self, example: Path) -> None:
        seen = self.shown("check", example, "--format", "xlsx", "--quiet")
        assert b"--output" in seen
        assert b"PK" not in seen


class TestSeveralFiles:
    def test_one_report_over_all_in_the_order_given(self, example: Path) -> None:
        outcome = mingzhang("check", FINAL, example, "--format", "json")
        found = json.loads(outcome.out)
        assert outcome.status == 1
        assert [one["source"]["name"] for one in found["reports"]] == [FINAL.name, example.name]
        assert all(one["schema"] == "mingzhang/findings/1" for one in found["reports"])

    def test_pages_go_into_a_folder(self, example: Path, tmp_path: Path) -> None:
        twin = tmp_path / "别处" / example.name
        twin.parent.mkdir()
        twin.write_bytes(example.read_bytes())
        folder = tmp_path / "报告"
        mingzhang("check", FINAL, example, twin, "--format", "html", "--output", folder)
        assert sorted(os.listdir(folder)) == sorted(
            [f"{FINAL.name}.html", f"{example.name}.html", f"{example.name}-2.html"]
        )

    def test_pages_without_a_folder_are_wrong_usage(self, example: Path) -> None:
        outcome = mingzhang("check", FINAL, example, "--format", "html")
        assert (outcome.status, outcome.out) == (64, b"")
        assert "--output" in outcome.err


class TestPrevious:
    def test_last_year_decides_more_rules(self, tmp_path: Path) -> None:
        before = tmp_path / "上年.txt"
        before.write_text(CORRECT.read_text("utf-8").replace("2025年", "2024年"), "utf-8")
        alone, both = as_json("check", CORRECT), as_json("check", CORRECT, "--previous", before)

        def decided(report: Json) -> int:
            return sum(rule["verdict"] != "not_applicable" for rule in report["rules"])

        assert decided(both) > decided(alone)


class TestSameBytes:
    @pytest.mark.parametrize("command", ["read", "check"])
    def test_whatever_the_order_of_hashes(self, example: Path, command: str) -> None:
        runs = [
            mingzhang(
                command, example, "--format", "json", environment={"PYTHONHASHSEED": seed}
            ).out
            for seed in ("0", "0", "1", "4711", "random")
        ]
        assert len(set(runs)) == 1

    @pytest.mark.parametrize("format_", ["text", "html", "xlsx"])
    def test_also_the_other_reports(self, example: Path, format_: str) -> None:
        runs = [
            mingzhang(
                "check", example, "--format", format_, environment={"PYTHONHASHSEED": seed}
            ).out
            for seed in ("1", "2")
        ]
        assert runs[0] == runs[1]
