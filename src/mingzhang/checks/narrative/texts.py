"""Every running text of a document (全部文字): the narrative and the goal forms'."""

from mingzhang.checks.facts import Facts
from mingzhang.disclosure import ProjectForm
from mingzhang.model import Place

_FIELDS = ("overview", "basis", "necessity", "measures", "plan", "total_goal", "annual_goal")


def running_texts(facts: Facts) -> list[tuple[str, Place]]:
    """The narrative's paragraphs, then the texts of the project forms, with their places."""
    return facts.once(_running_texts)


def _running_texts(facts: Facts) -> list[tuple[str, Place]]:
    found = [(paragraph.text, paragraph.at) for paragraph in facts.disclosure.narrative]
    for form in facts.disclosure.projects:
        found += [(text, form.text_places.get(key, form.at)) for key, text in form_texts(form)]
    return found


def form_texts(form: ProjectForm) -> list[tuple[str, str]]:
    """(field, text) of the filled texts of a project form."""
    return [(name, text) for name in _FIELDS if (text := getattr(form, name))]
