"""The list of tasks: not started, started, saved; never "completed", for nothing has been sent."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from clemency.web.application import PROMPTS
from clemency.web.office import clerk
from clemency.web.pages import language_of
from clemency.web.petition import compose, portals
from clemency.web.petition.drafts import Open, writes
from clemency.web.petition.views.common import page

NOT_STARTED, STARTED, SAVED = "not-started", "started", "saved"


@dataclass(frozen=True)
class Task:
    """One part of the request.

    name   its word in `petition.task`
    state  not-started, started or saved
    """

    name: str
    address: str
    state: str
    title: str = ""


@writes
def tasks(request: HttpRequest, draft: Open) -> HttpResponse:
    """What there is to do."""
    language = language_of(request)
    return page(request, "tasks", draft, groups=groups(draft, language), code=draft.content["code"])


def groups(draft: Open, language: str) -> list[tuple[str, list[Task]]]:
    """The parts, under their headings."""
    people = [_person(draft)]
    if draft.for_another:
        people.insert(0, _filer(draft))
        people.append(_mandate(draft))
    words = [_questions(draft), *_texts(draft, language), _story(draft)]
    papers = [_documents(draft, language)]
    sending = Task("check", reverse("petition:check", args=[draft.id]), NOT_STARTED)
    return [("people", people), ("request", words), ("papers", papers), ("send", [sending])]


def _state(some: bool, all_: bool) -> str:
    return SAVED if all_ else STARTED if some else NOT_STARTED


def _person(draft: Open) -> Task:
    told = draft.content["person"]
    state = _state(bool(told), bool(told.get("name")))
    return Task("person", reverse("petition:about", args=[draft.id, "person"]), state)


def _filer(draft: Open) -> Task:
    told = draft.content["filer"]
    state = _state(bool(told), bool(told.get("name")))
    return Task(f"filer-{draft.door}", reverse("petition:about", args=[draft.id, "filer"]), state)


def _mandate(draft: Open) -> Task:
    told = bool(draft.content["mandate"])
    return Task(
        f"mandate-{draft.door}", reverse("petition:mandate", args=[draft.id]), _state(told, told)
    )


def _questions(draft: Open) -> Task:
    content = draft.content
    told = bool(content["answers"] or content["unknown"])
    state = _state(told, told and not content["missing"])
    return Task("questions", reverse("petition:questions", args=[draft.id]), state)


def _texts(draft: Open, language: str) -> list[Task]:
    texts = draft.content["texts"]
    return [
        Task(
            "text",
            reverse("petition:text", args=[draft.id, own.id]),
            _state(bool(texts.get(own.id)), bool(texts.get(own.id))),
            compose.in_reader(own.title, language),
        )
        for own in portals.portal_of(clerk().pack).texts
    ]


def _story(draft: Open) -> Task:
    written = [prompt for prompt in PROMPTS if draft.content["story"].get(prompt)]
    state = _state(bool(written), bool(written))
    return Task("story", reverse("petition:story", args=[draft.id]), state)


def _documents(draft: Open, language: str) -> Task:
    told = draft.content["documents"]
    wanted = [one.what for one in compose.papers(draft.content, language)][:-1]
    return Task(
        "documents",
        reverse("petition:documents", args=[draft.id]),
        _state(bool(told), bool(told) and all(what in told for what in wanted)),
    )
