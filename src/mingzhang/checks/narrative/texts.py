"""Every running text of a document (全部文字): the narrative and the goal forms'."""

from collections.abc import Iterator

from mingzhang.checks.facts import Facts
from mingzhang.disclosure import ProjectForm
from mingzhang.model import Place


def running_texts(facts: Facts) -> Iterator[tuple[str, Place]]:
    """The narrative's paragraphs, then the texts of the project forms, with their places."""
    for paragraph in facts.disclosure.narrative:
        yield paragraph.text, paragraph.at
    for form in facts.disclosure.projects:
        yield from ((text, form.text_places.get(key, form.at)) for key, text in form_texts(form))


def form_texts(form: ProjectForm) -> list[tuple[str, str]]:
    """(field, text) of the filled texts of a project form."""
    names = ("overview", "basis", "necessity", "measures", "plan", "total_goal", "annual_goal")
    return [(name, text) for name in names if (text := getattr(form, name))]
