"""The questions, one a page; and lists, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.law.pack import Pack
from clemency.law.types import RowsOf
from clemency.letters.names import Names
from clemency.letters.paths import Place
from clemency.letters.questions import Question, question
from clemency.letters.words import Words
from clemency.web.office import clerk
from clemency.web.pages import language_of, words_of
from clemency.web.petition import answers, compose, drafts, portals
from clemency.web.petition.drafts import Changed, Content, Open, writes
from clemency.web.petition.interview import MOST_ROWS, fields_of, inside, put, rows_at
from clemency.web.petition.views import common
from clemency.web.petition.views.common import page, seen, went_on


@writes
def questions(request: HttpRequest, draft: Open) -> HttpResponse:
    """On to the first question without an answer; to the check where there is none."""
    return HttpResponseRedirect(next_of(draft))


def next_of(draft: Open) -> str:
    """The address of the next question; of the page that says no, or of what comes after the
    questions."""
    one = compose.interview_of(draft.content)
    if one is not None and compose.closed(one):
        return reverse("petition:halt", args=[draft.id])
    missing = draft.content["missing"]
    if missing:
        return reverse("petition:question", args=[draft.id, missing[0]])
    return reverse("petition:tasks", args=[draft.id])


@writes
def ask(request: HttpRequest, draft: Open, path: str) -> HttpResponse:
    """One question."""
    pack, language = clerk().pack, language_of(request)
    if not _may_be_asked(draft, path):
        raise Http404
    if isinstance(answers.type_of(pack, path), RowsOf):
        return HttpResponseRedirect(_rows_address(request, draft, path))
    put_to, words = question(pack, path, language), words_of(request)
    error, changed = "", ""
    if request.method == "POST":
        read = answers.parse(pack, put_to, request.POST.dict())
        if not read.error:
            found = _keep(draft, path, read, common.was(request))
            if found is None:
                return went_on(request, draft, next_of(draft))
            draft = drafts.find(request, draft.id) or draft
            changed = common.conflict(request, found, _shown(pack, found.now, path, language))
        else:
            error = words.say(f"petition.answer.{read.error}", **read.params)
    return page(
        request,
        "question",
        draft,
        asked=_boxes(request, draft, put_to, error, typed=bool(error or changed)),
        faults=[("answer", error)] if error else [],
        was=seen(_part(path)(draft.content)),
        changed=changed,
        before=_before(draft, path),
    )


def _may_be_asked(draft: Open, path: str) -> bool:
    content = draft.content
    return path in content["asked"] or path in content["answers"] or path in content["unknown"]


def _boxes(
    request: HttpRequest, draft: Open, put_to: Question, error: str, typed: bool
) -> answers.Asked:
    content, path = draft.content, put_to.path
    return answers.asked(
        put_to,
        content["answers"].get(path),
        unknown=path in content["unknown"],
        typed=request.POST.dict() if typed else None,
        error=error,
        places=answers.decimals(clerk().pack, path),
    )


def _part(path: str) -> Any:
    """What a question's page shows of a draft."""
    return lambda content: [content["answers"].get(path), path in content["unknown"]]


def _keep(draft: Open, path: str, read: answers.Read, was: str) -> Changed | None:
    def do(content: Content) -> None:
        content["unknown"] = [name for name in content["unknown"] if name != path]
        content["answers"].pop(path, None)
        if read.unknown:
            content["unknown"].append(path)
        else:
            content["answers"][path] = read.value
        compose.settle(content)

    return drafts.change(draft, do, part=_part(path), was=was)


def _shown(pack: Pack, now: Any, path: str, language: str) -> str:
    """An answer as another tab left it."""
    value, unknown = now if isinstance(now, list) else (None, False)
    if unknown:
        return Words(language).say("value.unknown")
    return "" if value is None else answers.shown(pack, path, value, language)


def _before(draft: Open, path: str) -> str:
    """The question before, or the list of tasks."""
    asked = draft.content["asked"]
    place = asked.index(path) if path in asked else 0
    if place == 0:
        return common.to_tasks(draft)
    return reverse("petition:question", args=[draft.id, asked[place - 1]])


# --- lists --------------------------------------------------------------------------------------


def _rows_address(request: HttpRequest, draft: Open, path: str) -> str:
    ending = "?then=check" if request.GET.get("then") == "check" else ""
    return reverse("petition:rows", args=[draft.id, path]) + ending


def _list_at(draft: Open, path: str) -> Place:
    """A list that may be told. Raises Http404."""
    top = path.partition("[")[0]
    place = answers.place_of(clerk().pack, path)
    if place.what != "list" or not _may_be_asked(draft, top):
        raise Http404
    for record, number in place.rows:
        if number is None or record not in clerk().pack.records:
            raise Http404
    return place


@writes
def rows(request: HttpRequest, draft: Open, path: str) -> HttpResponse:
    """A list: what stands in it, another one, and whether that is all."""
    place, words = _list_at(draft, path), words_of(request)
    listed, error = rows_at(draft.content["answers"], path), ""
    if request.method == "POST":
        given = request.POST.get("all", "")
        if given == "another":
            return HttpResponseRedirect(reverse("petition:row", args=[draft.id, path, "new"]))
        if (gone := request.POST.get("remove", "")).isdigit():
            drafts.change(draft, lambda content: _without(content, path, int(gone)))
            return HttpResponseRedirect(_rows_address(request, draft, path))
        if given in ("yes", "no", "unknown"):
            drafts.change(draft, lambda content: _complete(content, path, given))
            return went_on(request, draft, _after_rows(draft, path, place))
        error = words.say("petition.answer.nothing")
    language = language_of(request)
    return page(
        request,
        "rows",
        draft,
        question=question(clerk().pack, path, language),
        list_path=path,
        listed=[_row_said(path, n, row, place, language) for n, row in enumerate(listed["list"])],
        all=_all(listed, path in draft.content["answers"] or "[" in path),
        noun=Names(clerk().pack, words).noun(place.record),
        full=len(listed["list"]) >= MOST_ROWS,
        faults=[("all", error)] if error else [],
        before=_up(draft, path),
    )


def _all(listed: Mapping[str, Any], told: bool) -> str | None:
    if not told:
        return None
    return {True: "yes", False: "no"}.get(listed["complete"])


def _row_said(path: str, n: int, row: Mapping[str, Any], place: Place, language: str) -> Any:
    """One row in words: what it is called, and what was told of it."""
    pack = clerk().pack
    names, portal = Names(pack, Words(language)), portals.portal_of(pack)
    said = []
    for name in fields_of(pack, portal, place.record):
        here = f"{path}[{n}].{name}"
        if row.get(name, "unknown") != "unknown":
            shown = answers.shown(pack, here, row[name], language)
            said.append((names.label(here), shown))
    inner = [
        (f"{path}[{n}].{one.plural}", question(pack, f"{path}[{n}].{one.plural}", language).ask)
        for one in inside(pack, portal, place.record)
    ]
    return {"n": n, "name": names.row(place.record, n), "said": said, "inner": inner}


def _without(content: Content, path: str, n: int) -> None:
    listed = rows_at(content["answers"], path)
    listed["list"] = [row for at, row in enumerate(listed["list"]) if at != n]
    put(content["answers"], path, listed)
    compose.settle(content)


def _complete(content: Content, path: str, given: str) -> None:
    """Whether the list is whole. An empty one of which nobody knows is an "I don't know"."""
    listed = rows_at(content["answers"], path)
    listed["complete"] = {"yes": True, "no": False, "unknown": "unknown"}[given]
    content["unknown"] = [name for name in content["unknown"] if name != path]
    if not listed["list"] and given != "yes" and "[" not in path:
        content["answers"].pop(path, None)
        content["unknown"].append(path)
    else:
        put(content["answers"], path, listed)
    compose.settle(content)


def _after_rows(draft: Open, path: str, place: Place) -> str:
    if place.rows:
        return reverse("petition:rows", args=[draft.id, path.rpartition("[")[0]])
    return next_of(draft)


def _up(draft: Open, path: str) -> str:
    if "[" in path:
        return reverse("petition:rows", args=[draft.id, path.rpartition("[")[0]])
    return _before(draft, path)


@writes
def row(request: HttpRequest, draft: Open, path: str, which: str) -> HttpResponse:
    """One row of a list: each of its facts, as far as it is known."""
    place, pack = _list_at(draft, path), clerk().pack
    listed = rows_at(draft.content["answers"], path)
    n = len(listed["list"]) if which == "new" else int(which) if which.isdigit() else -1
    if not 0 <= n <= min(len(listed["list"]), MOST_ROWS - 1):
        raise Http404
    stored = listed["list"][n] if n < len(listed["list"]) else {}
    names = fields_of(pack, portals.portal_of(pack), place.record)
    language, words = language_of(request), words_of(request)
    put_to = {name: question(pack, f"{path}[{n}].{name}", language) for name in names}
    reads: dict[str, answers.Read] = {}
    if request.method == "POST":
        typed = request.POST.dict()
        reads = {name: answers.parse(pack, one, typed, name) for name, one in put_to.items()}
        if all(not read.error or read.error == "nothing" for read in reads.values()):
            drafts.change(draft, lambda content: _keep_row(content, path, n, reads))
            return HttpResponseRedirect(_after_row(request, draft, path, n, place))
    errors = {
        name: words.say(f"petition.answer.{read.error}", **read.params)
        for name, read in reads.items()
        if read.error and read.error != "nothing"
    }
    asked = [
        answers.asked(
            one,
            None if stored.get(name) == "unknown" else stored.get(name),
            unknown=stored.get(name) == "unknown",
            name=name,
            typed=request.POST.dict() if reads else None,
            error=errors.get(name, ""),
            places=answers.decimals(pack, one.path),
        )
        for name, one in put_to.items()
    ]
    return page(
        request,
        "row",
        draft,
        asked=asked,
        title=Names(pack, words).row(place.record, n),
        labels={name: Names(pack, words).ask(one.path) or "" for name, one in put_to.items()},
        faults=list(errors.items()),
        before=_rows_address(request, draft, path),
    )


def _keep_row(content: Content, path: str, n: int, reads: Mapping[str, answers.Read]) -> None:
    listed = rows_at(content["answers"], path)
    rows_ = listed["list"]
    if n >= len(rows_):
        rows_.append({})
        n = len(rows_) - 1
    for name, read in reads.items():
        rows_[n].pop(name, None)
        if read.unknown:
            rows_[n][name] = "unknown"
        elif not read.error:
            rows_[n][name] = read.value
    put(content["answers"], path, listed)
    top = path.partition("[")[0]
    content["unknown"] = [name for name in content["unknown"] if name != top]
    compose.settle(content)


def _after_row(request: HttpRequest, draft: Open, path: str, n: int, place: Place) -> str:
    """On to the lists inside the row that is new, otherwise back to the list."""
    pack = clerk().pack
    inner = inside(pack, portals.portal_of(pack), place.record)
    if inner and "new" in request.path:
        return reverse("petition:rows", args=[draft.id, f"{path}[{n}].{inner[0].plural}"])
    return _rows_address(request, draft, path)
