"""Who is accused: the two printings that differ, a total, a share; never the parts of a sum."""

import msgspec

from mingzhang.model import Place, Relation, Severity, Term, Trial, Verdict
from mingzhang.writers.evidence import Evidence, Mark
from writers import samples


def _evidence(*trials: Trial, findings=()) -> Evidence:
    report = msgspec.structs.replace(samples.report(), trials=trials, findings=tuple(findings))
    return Evidence(report, samples.rules())


def _term(text: str, line: int, unit: str = "万元") -> Term:
    return Term(text, samples.money(text, Place(line=line), unit))


def test_both_printings_of_one_figure_are_accused():
    trial = Trial(
        Verdict.FAIL, Relation.EQUAL, (_term("1.00", 1),), (_term("2.00", 2),), rule="B20"
    )
    evidence = _evidence(trial)
    assert evidence.mark(Place(line=1)) is Mark.ERROR
    assert evidence.mark(Place(line=2)) is Mark.ERROR


def test_the_parts_of_a_wrong_total_are_only_involved():
    parts = (_term("1.00", 2), _term("2.00", 3))
    trial = Trial(Verdict.FAIL, Relation.EQUAL, (_term("4.00", 1),), parts, rule="A12")
    evidence = _evidence(trial)
    assert evidence.mark(Place(line=1)) is Mark.ERROR
    assert evidence.mark(Place(line=2)) is Mark.INVOLVED
    assert evidence.mark(Place(line=3)) is Mark.INVOLVED


def test_a_wrong_share_accuses_the_percentage_not_its_amounts():
    percent = Term("占", samples.share("41.70", Place(line=1)))
    amounts = (_term("50.25", 2), _term("120.50", 3))
    evidence = _evidence(Trial(Verdict.FAIL, Relation.EQUAL, (percent,), amounts, rule="B20"))
    assert evidence.mark(Place(line=1)) is Mark.ERROR
    assert evidence.mark(Place(line=2)) is Mark.INVOLVED


def test_the_heaviest_mark_wins():
    term = _term("1.00", 1)
    fail = Trial(Verdict.FAIL, Relation.EQUAL, (term,), (_term("2.00", 2),), rule="A12")
    mild = msgspec.structs.replace(fail, severity=Severity.WARNING)
    good = Trial(Verdict.PASS, Relation.EQUAL, (term,), (_term("1.00", 3),), rule="A01")
    assert _evidence(good, mild).mark(Place(line=1)) is Mark.WARNING
    assert _evidence(fail, mild, good).mark(Place(line=1)) is Mark.ERROR
    assert _evidence(good).mark(Place(line=1)) is Mark.PASS


def test_a_blank_that_counts_as_zero_has_a_mark_too():
    blank = Term("空白", None, 1, Place(line=5, column=2))
    trial = Trial(Verdict.FAIL, Relation.EQUAL, (blank,), (_term("2.00", 2),), rule="A12")
    assert _evidence(trial).mark(Place(line=5, column=2)) is Mark.ERROR


def test_each_finding_is_paired_with_its_own_trial_of_one_rule():
    report = samples.report()
    evidence = Evidence(report, samples.rules())
    for number, finding in enumerate(report.findings):
        trial = report.trials[evidence.trial_of_finding[number]]
        assert trial.rule == finding.rule


def test_quoted_text_does_not_make_another_place():
    place = samples.report().findings[0].places[1]
    quoted = msgspec.structs.replace(place, text="70.25")
    evidence = Evidence(samples.report(), samples.rules())
    assert evidence.mark(quoted) is evidence.mark(place) is Mark.ERROR
