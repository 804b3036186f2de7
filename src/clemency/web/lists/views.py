"""Searching, and the lists that an officer keeps."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from clemency.docket.case import STAGES
from clemency.letters.speech import Speaker
from clemency.letters.words import Words
from clemency.web import pages
from clemency.web.access import officers
from clemency.web.lists import asking, fold, saved, told
from clemency.web.lists.asking import Listed, Page
from clemency.web.lists.filters import ORDERS, QUEUES, Filter
from clemency.web.office import clerk
from clemency.web.once import only_once

KINDS = ("petition", "correspondence", "enquiry", "unsorted", "transferred")


@require_GET
@officers
def search(request: HttpRequest) -> HttpResponse:
    """Everything that this officer may see in which all the words stand."""
    return _search(request, Filter.read(request.GET))


@require_POST
@officers
@only_once
def keep(request: HttpRequest) -> HttpResponse:
    """Keeps a list under a name; a name that will not do is shown again with what is wrong."""
    viewer = request.seat.viewer(clerk().today())  # type: ignore[attr-defined]
    name, query = request.POST.get("name", ""), request.POST.get("query", "")
    try:
        done = saved.keep(viewer, name, query)
    except saved.NotKept as why:
        wanted = Filter.read(dict(parse_qsl(query)))
        return _search(request, wanted, name=name, wrong=str(why))
    return HttpResponseRedirect(f"{reverse('lists:search')}?{done.query}")


@require_POST
@officers
@only_once
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes a list that this officer has kept."""
    saved.drop(request.seat.viewer(clerk().today()), pk)  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("lists:search"))


def _search(
    request: HttpRequest, wanted: Filter, *, name: str = "", wrong: str = ""
) -> HttpResponse:
    today, words = clerk().today(), pages.words_of(request)
    viewer = request.seat.viewer(today)  # type: ignore[attr-defined]
    speaker = Speaker(clerk().pack, words.language)
    found = asking.page(viewer, wanted, today) if wanted.text.strip() or _chosen(wanted) else None
    faults = [("name", words.say(f"lists.views.{wrong}", most=_most(wrong)))] if wrong else []
    return pages.render(
        request,
        "lists/search.html",
        wanted=wanted,
        found=found,
        rows=[_shown(row, words, speaker) for row in found.rows] if found else [],
        total=_total(found, words),
        no_word=found is not None and bool(wanted.text.strip()) and not _asks(wanted),
        choices=_choices(words, speaker),
        kept=saved.kept(viewer),
        keepable=wanted.query(text="") != "",
        faults=faults,
        name_typed=name,
        today=today,
    )


def _most(wrong: str) -> int:
    return saved.LONGEST if wrong == "long" else saved.MOST


def _chosen(wanted: Filter) -> bool:
    return wanted.narrowed or wanted.queue != "all"


def _asks(wanted: Filter) -> bool:
    return bool(fold.asked(wanted.text))


def _total(found: Page | None, words: Words) -> str:
    if found is None:
        return ""
    if found.more:
        return words.say("lists.more.matters", n=found.total)
    return words.plural("lists.search.found", found.total)


def _shown(row: Listed, words: Words, speaker: Speaker) -> dict[str, Any]:
    """One row as the table shows it."""
    return {
        "row": row,
        "what": told.kind(row, words),
        "stage": speaker.stage(row.stage),
        "due": told.due(row, words),
        "blocked": told.blocked(row, words, speaker),
        "found": told.found_in(row.hits, words, speaker),
        "language": pages.OWN_NAMES.get(row.language or "", row.language or ""),
    }


def _choices(words: Words, speaker: Speaker) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen in each filter."""
    any_ = ("", words.say("lists.search.any"))
    return {
        "queue": [(one, words.say(f"lists.queue.{one}")) for one in QUEUES],
        "kind": [any_, *((one, words.say(f"lists.kind.{one}")) for one in KINDS)],
        "stage": [any_, *((one, speaker.stage(one)) for one in STAGES if one != "new")],
        "language": [any_, *((one, pages.OWN_NAMES[one]) for one in pages.languages())],
        "order": [(one, words.say(f"lists.order.{one}")) for one in ORDERS],
    }
