"""The first look: the example year with people, a file that was read, and findings."""

import pytest

from mingzhang.example.facts import load as facts_of_example
from mingzhang_web.apps.jobs.models import State
from mingzhang_web.apps.jobs.worker import do_one
from mingzhang_web.apps.publishing.models import Edition
from mingzhang_web.apps.workspace.models import BudgetYear, Import
from mingzhang_web.apps.workspace.models.years import Stage
from mingzhang_web.demonstration import PEOPLE, load_demonstration


@pytest.fixture
def loaded(db: None) -> BudgetYear:
    load_demonstration({person.username: "Correct-Horse-7" for person in PEOPLE})
    return BudgetYear.objects.get(department__code=facts_of_example().department.code)


def test_findings_are_there_at_once(loaded: BudgetYear) -> None:
    assert loaded.current_check is not None
    assert loaded.current_check.from_ledger
    assert loaded.findings.filter(severity="error").exists()


def test_example_disclosure_waits_as_a_finished_import(loaded: BudgetYear) -> None:
    made = Import.objects.get()
    assert made.job.state == State.DONE
    assert made.check_made is not None
    assert made.check_made.errors > 0
    assert made.taken_over_at is None


def test_loading_again_changes_nothing(loaded: BudgetYear) -> None:
    load_demonstration({})
    assert Import.objects.count() == 1


def test_the_worker_publishes_the_second_department(loaded: BudgetYear) -> None:
    assert do_one()
    assert Edition.objects.get().budget_year.stage == Stage.PUBLISHED
