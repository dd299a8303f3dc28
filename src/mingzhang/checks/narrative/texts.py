"""Every running text of a document (全部文字): the narrative and the goal forms'."""

from weakref import WeakKeyDictionary

from mingzhang.checks.facts import Facts
from mingzhang.disclosure import ProjectForm
from mingzhang.model import Place

_FIELDS = ("overview", "basis", "necessity", "measures", "plan", "total_goal", "annual_goal")
_TEXTS: "WeakKeyDictionary[Facts, list[tuple[str, Place]]]" = WeakKeyDictionary()


def running_texts(facts: Facts) -> list[tuple[str, Place]]:
    """The narrative's paragraphs, then the texts of the project forms, with their places."""
    known = _TEXTS.get(facts)
    if known is None:
        known = [(paragraph.text, paragraph.at) for paragraph in facts.disclosure.narrative]
        for form in facts.disclosure.projects:
            known += [(text, form.text_places.get(key, form.at)) for key, text in form_texts(form)]
        _TEXTS[facts] = known
    return known


def form_texts(form: ProjectForm) -> list[tuple[str, str]]:
    """(field, text) of the filled texts of a project form."""
    return [(name, text) for name in _FIELDS if (text := getattr(form, name))]
