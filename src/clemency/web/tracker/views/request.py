"""One's own matter: where it stands, what was done, what was decided, and what was sent."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from clemency.clerk.vault import Forgotten
from clemency.law.values import Facts
from clemency.letters.map import Here
from clemency.letters.map import pages as map_pages
from clemency.letters.told import Told
from clemency.web.access import keyholders
from clemency.web.application import Application, Letter, Paper, from_words
from clemency.web.lists import steps as figures
from clemency.web.office import clerk
from clemency.web.pages import language_of, words_of
from clemency.web.tracker import again, agreeing, leaving, standing
from clemency.web.tracker.own import Own, of_request
from clemency.web.tracker.views.common import shown, speaker_of


@keyholders
@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """Where it stands, and on whom it waits since when."""
    own = of_request(request)
    words, speaker = words_of(request), speaker_of(request)
    it = standing.waiting(own)
    return shown(
        request,
        own,
        "matter",
        way=standing.way(own, words),
        waiting=it,
        waits=standing.said(it, words, speaker),
        typical=figures.typical("decided") if own.is_petition and _undecided(own) else None,
        decision=standing.decision(own),
        done=[
            (one, speaker.entry(own.told_fields(one), one.kind), len(one.texts))
            for one in reversed(own.matter.entries)
        ],
        agrees=bool(agreeing.asks(own)),
        may_leave=leaving.may(own),
        may_ask_again=standing.finished(own),
        sheets=_sheets(own, request),
    )


def _undecided(own: Own) -> bool:
    return standing.decision(own) is None and not own.ended


@keyholders
@require_safe
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """What was decided: the outcome first, whether it holds, what it changes, what can be done."""
    own = of_request(request)
    decided = standing.decision(own)
    if decided is None:
        raise Http404
    speaker = speaker_of(request)
    return shown(
        request,
        own,
        "decision",
        decision=decided,
        says=_content(speaker.entry(decided.fields, decided.kind)),
        texts=_texts(own, decided.texts),
        signers=words_of(request).listed([speaker.office(one) for one in decided.signed_by], "or"),
        conditions=[
            speaker.entry(own.told_fields(one), one.kind) for one in own.of("ConditionSet")
        ],
        withheld=[
            speaker.entry(own.told_fields(one), one.kind)
            for one in own.of("CountersignatureWithheld")
        ],
        again=again.earliest(own),
    )


def _content(told: Told) -> Told:
    """What an entry holds, without what such an entry means in general: the page says that."""
    return replace(told, head="", lines=tuple(one for one in told.lines if one.kind == "field"))


def _texts(own: Own, texts: dict[str, str]) -> list[str]:
    """The words of a decision that this viewer may read. What was forgotten is left out."""
    found = []
    for commitment in texts.values():
        words = clerk().text(own.matter.ref, commitment, own.viewer)
        if not isinstance(words, Forgotten):
            found.append(words.decode("utf-8", "replace"))
    return found


# --- the map --------------------------------------------------------------------------------------


def _drawn(own: Own, language: str) -> tuple[str, ...]:
    """The map of the procedure with the steps that this viewer has seen done, and nothing else."""
    here = Here(own.number, own.pack, own.case_seen(), Facts({}), {}, own.today)
    return map_pages(own.pack, language, here)


def _sheets(own: Own, request: HttpRequest) -> int:
    return len(_drawn(own, language_of(request)))


@csp_replace({"style-src": ["'unsafe-inline'"], "font-src": ["data:"]})  # type: ignore[arg-type]
@keyholders
@require_safe
def picture(request: HttpRequest, number: str, sheet: int) -> HttpResponse:
    """One sheet of the map. A picture styles itself; it is drawn here and holds nothing else."""
    drawn = _drawn(of_request(request), language_of(request))
    if not 1 <= sheet <= len(drawn):
        raise Http404
    return HttpResponse(drawn[sheet - 1], content_type="image/svg+xml")


# --- what was sent --------------------------------------------------------------------------------


@keyholders
@require_safe
def text(request: HttpRequest, number: str, seq: int, place: int) -> HttpResponse:
    """A text of an entry that this viewer may read: a page, or a file to keep."""
    own = of_request(request)
    entry = next((one for one in own.matter.entries if one.matter_seq == seq), None)
    texts = sorted(entry.texts.items()) if entry is not None else []
    if entry is None or place >= len(texts):
        raise Http404
    words = clerk().text(own.matter.ref, texts[place][1], own.viewer)
    if isinstance(words, Forgotten):
        return shown(request, own, "text", entry=entry, content=None, kind="forgotten")
    content = from_words(words)
    if isinstance(content, Paper):
        return _file(content)
    kind = "application" if isinstance(content, Application) else "text"
    if isinstance(content, Letter):
        content = content.text
    return shown(request, own, "text", entry=entry, content=content, kind=kind)


def _file(paper: Paper) -> HttpResponse:
    """As a file, which no browser opens by itself."""
    response = HttpResponse(paper.content, content_type=paper.type or "application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(paper.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
