"""Papers: photographed or as files; or asked for at whoever keeps them; or later."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, words_of
from clemency.web.petition import compose, desk, drafts, intake, portals, uploads
from clemency.web.petition.compose import Wanted
from clemency.web.petition.drafts import Content, Open, writes
from clemency.web.petition.views import common
from clemency.web.petition.views.common import Fault, page, went_on

MEGABYTE = 2**20
STATES = ("ask-the-court", "later")


@writes
def documents(request: HttpRequest, draft: Open) -> HttpResponse:
    """Every paper that belongs to the request, and what is told of it."""
    language = language_of(request)
    return page(
        request,
        "documents",
        draft,
        papers=[
            (one, draft.content["documents"].get(one.what, {}))
            for one in compose.papers(draft.content, language)
        ],
        before=common.to_tasks(draft),
    )


def _wanted(draft: Open, what: str, language: str) -> Wanted:
    for one in compose.papers(draft.content, language):
        if one.what == what:
            return one
    raise Http404


@csrf_exempt  # only until the handler of uploads stands; the view itself is protected
@writes
def document(request: HttpRequest, draft: Open, what: str) -> HttpResponse:
    """One paper."""
    request.upload_handlers = [uploads.InMemory(request)]
    found: HttpResponse = _document(request, draft, what)
    return found


@csrf_protect
@only_once
def _document(request: HttpRequest, draft: Open, what: str) -> HttpResponse:
    one = _wanted(draft, what, language_of(request))
    takes = portals.takes_papers(clerk().pack, draft.row.office or desk.portal_office())
    faults: list[Fault] = []
    here = reverse("petition:document", args=[draft.id, what])
    if request.method == "POST":
        if gone := request.POST.get("remove", ""):
            uploads.remove(draft, gone[:24])
            return HttpResponseRedirect(here)
        files = request.FILES.getlist("file") if takes else []
        faults = _add(request, draft, what, files)
        if not faults and files and "more" in request.POST:
            return HttpResponseRedirect(here)
        state = request.POST.get("state", "")
        if not faults and not files and not _files(draft, what) and state not in STATES:
            faults = [("file", words_of(request).say("petition.documents.choose"))]
        if not faults:
            if state in STATES and not files:
                drafts.change(draft, lambda content: _state(content, what, state))
            address = reverse("petition:documents", args=[draft.id])
            return went_on(request, draft, address)
    told = draft.content["documents"].get(what, {})
    return page(
        request,
        "document",
        draft,
        paper=one,
        told=told,
        takes=takes,
        state=request.POST.get("state", told.get("state", "")),
        accept=intake.ACCEPT,
        most=intake.MOST_BYTES // MEGABYTE,
        faults=faults,
        before=reverse("petition:documents", args=[draft.id]),
    )


def _add(request: HttpRequest, draft: Open, what: str, files: list[Any]) -> list[Fault]:
    """Each file on its own: one that is not taken keeps none of the others out."""
    faults = list[Fault]()
    for file in files:
        found = uploads.add(draft, what, file.name or "file", file.read())
        if found is not None:
            faults.append(("file", intake.said(words_of(request), found)))
    return faults


def _files(draft: Open, what: str) -> bool:
    return bool(draft.content["documents"].get(what, {}).get("files"))


def _state(content: Content, what: str, state: str) -> None:
    told = content["documents"].setdefault(what, {"files": []})
    told["state"] = "attached" if told.get("files") else state
