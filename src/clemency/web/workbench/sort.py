"""The page on which somebody says what a letter is: the document beside the ways to go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from clemency.clerk.submit import Recorded, Stale
from clemency.law.facts import FactFaults
from clemency.letters.questions import Question, question
from clemency.web import counter
from clemency.web.access import officers
from clemency.web.acts.setting import Setting
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, words_of
from clemency.web.petition import answers
from clemency.web.workbench import adding
from clemency.web.workbench.docket import rows
from clemency.web.workbench.head import page
from clemency.web.workbench.opening import Opened, opened
from clemency.web.workbench.sorting import Sorting, answer_of, mark
from clemency.web.workbench.stale import changes_since
from clemency.web.workbench.texts import read, sort_of

Faults = list[tuple[str, str]]


@require_http_methods(["GET", "POST"])
@officers
@only_once
def sort(request: HttpRequest, number: str) -> HttpResponse:
    """Each way is shown with what it would do; one is confirmed."""
    at = opened(request, number)
    if at.case is None:
        raise Http404
    setting = Setting(clerk(), at.seat, at.viewer, at.found, words_of(request), at.day)
    faults: Faults = []
    told = _told(request, at, faults) if request.method == "POST" else {}
    table = Sorting(at, setting, setting.ground, told)
    refused: Any = ()
    overtaken: Any = ()
    if request.method == "POST" and not faults:
        done = _done(request, table)
        if isinstance(done, HttpResponse):
            return done
        if isinstance(done, Stale):
            overtaken = rows(at, changes_since(at, done.seen))
        elif isinstance(done, str):
            faults.append(("", words_of(request).say(f"workbench.sort.{done}")))
        elif done is not None:
            refused = at.speaker.refused(done)
    return _page(request, table, faults, refused, overtaken)


def _page(
    request: HttpRequest, table: Sorting, faults: Faults, refused: Any, overtaken: Any
) -> HttpResponse:
    at = table.at
    texts = next((one.texts for one in at.of("Received") if one.texts), {})
    commitment = next(iter(texts.values()), None)
    found = read(at, commitment) if commitment else None
    return page(
        request,
        at,
        "sort",
        found=found,
        sort=sort_of(found) if found is not None else "",
        commitment=commitment,
        received=rows(at, at.of("Received")),
        choices=table.choices(),
        asked=_asked(request, table),
        addition=adding.preview(at, table.setting, request.POST.get("other", "").strip()),
        other=request.POST.get("other", "").strip(),
        faults=faults,
        refused=refused,
        overtaken=overtaken,
    )


# --- what was typed -----------------------------------------------------------------------------


def _asked(request: HttpRequest, table: Sorting) -> list[answers.Asked]:
    """The questions of this page: those that were answered just now, then what is still open."""
    language = language_of(request)
    before = _questions(request, table.at) if request.method == "POST" else []
    paths = {one.path for one in before}
    more = [one for one in table.questions(language) if one.path not in paths]
    typed = request.POST.dict() if request.method == "POST" else {}
    return [
        answers.asked(one, typed=typed if one.path in paths else {}, name=f"q-{one.path}")
        for one in (*before, *more)
    ]


def _questions(request: HttpRequest, at: Opened) -> list[Question]:
    language = language_of(request)
    paths = [path for path in request.POST.getlist("asked") if path in at.pack.facts]
    return [question(at.pack, path, language) for path in dict.fromkeys(paths)]


def _told(request: HttpRequest, at: Opened, faults: Faults) -> dict[str, Any]:
    """What was answered, as facts are written. What was left open is not told."""
    told: dict[str, Any] = {}
    given, words = request.POST.dict(), words_of(request)
    for one in _questions(request, at):
        name = f"q-{one.path}"
        if not any(value.strip() for key, value in given.items() if _box_of(key, name)):
            continue
        found = answers.parse(at.pack, one, given, name)
        if found.error:
            faults.append((name, words.say(f"petition.answer.{found.error}", **found.params)))
        elif not found.unknown:
            told[one.path] = found.value
    return told


def _box_of(key: str, name: str) -> bool:
    return key == name or key.startswith(f"{name}-")


# --- doing it -----------------------------------------------------------------------------------


def _done(request: HttpRequest, table: Sorting) -> Any:
    """What was confirmed, done: a redirect, a verdict, the word for what is wrong; or None where
    only the preview was asked for."""
    at, act_id = table.at, request.POST.get("do", "")
    if act_id == adding.ADDITION:
        return _added(request, table)
    act = at.pack.acts.get(act_id)
    if act is None:
        return None
    order = table.order(act)
    if request.POST.get(f"mark-{act.id}") != mark(order, table.told):
        return "changed"
    seen = request.POST.get("seen", "")
    try:
        done = counter.submit(
            at.number,
            order,
            facts=table.given,
            sealed=answer_of(next((one for one in table.choices() if one.act == act.id), None)),
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else None,
        )
    except FactFaults:
        return "unreadable"
    if not isinstance(done, Recorded):
        return done
    words = words_of(request)
    says = words.say("workbench.sort.done", act=at.speaker.act(act.id))
    messages.success(request, says)
    return HttpResponseRedirect(reverse("workbench:matter", args=[at.number]))


def _added(request: HttpRequest, table: Sorting) -> Any:
    """The letter, added to a matter that is here already."""
    words, other = words_of(request), request.POST.get("other", "").strip()
    done = adding.add(table.at, table.setting, other)
    if isinstance(done, Recorded):
        messages.success(
            request, words.say("workbench.sort.added", number=words.reference(done.number))
        )
        return HttpResponseRedirect(reverse("workbench:matter", args=[done.number]))
    return done
