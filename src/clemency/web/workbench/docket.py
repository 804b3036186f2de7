"""The docket of a matter, entry by entry, as far as this officer may see it; and what lies sealed
behind its entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from clemency.clerk.reading import Shown
from clemency.letters.told import Line
from clemency.web.access import officers
from clemency.web.acts.people import called
from clemency.web.application import Letter, Paper
from clemency.web.pages import OWN_NAMES
from clemency.web.workbench.facts import told_in
from clemency.web.workbench.head import page
from clemency.web.workbench.looks import looked, new_entries, seen_before
from clemency.web.workbench.opening import FACTS, Opened, opened
from clemency.web.workbench.texts import BYTES, SHOWN_AS, read, safe_name, sort_of

SAID_BESIDE = frozenset({"officer", "office", "second", "act"})
"""Fields that stand beside an entry and not among its lines."""


@dataclass(frozen=True)
class Row:
    """One entry, ready to be shown.

    place        its place in the matter, from 1
    title        what was done, in the past tense
    lines        its fields in words; gist: those that say what is particular about it
    who          the officers who signed, by the names that colleagues call them
    texts        sealed texts that may be read: what each is, and its commitment
    recorded_at  the instant of writing, in the office's time zone; None where it is not shown
    leaf         its leaf hash, in groups of eight digits
    new          whether it was written since this officer last looked
    """

    place: int
    seq: int
    on: date | None
    title: str
    act: str
    office: str
    who: tuple[str, ...]
    lines: tuple[Line, ...]
    gist: tuple[Line, ...]
    texts: tuple[tuple[str, str], ...]
    recorded_at: datetime | None
    leaf: str
    new: bool


def rows(at: Opened, entries: Iterable[Shown], new: Iterable[Shown] = ()) -> tuple[Row, ...]:
    """Entries as they are listed."""
    entries = tuple(entries)
    signed = {one.fields.get(name) for one in entries for name in ("officer", "second")}
    names = called(who for who in signed if isinstance(who, str))
    fresh = {one.seq for one in new}
    return tuple(_row(at, one, names, one.seq in fresh) for one in entries)


def _row(at: Opened, one: Shown, names: dict[str, str], new: bool) -> Row:
    say, fields = at.speaker, dict(one.fields)
    if fields.get("language") in OWN_NAMES:
        fields["language"] = OWN_NAMES[fields["language"]]
    told = say.entry({k: v for k, v in fields.items() if k not in SAID_BESIDE}, one.kind)
    on, act, office = fields.get("on"), fields.get("act"), fields.get("office")
    who = (fields.get("officer"), fields.get("second"))
    return Row(
        place=one.matter_seq + 1,
        seq=one.seq,
        on=on,
        title=say.names.kind(one.kind),
        act=say.act(act) if act else "",
        office=say.office(office) if office else "",
        who=tuple(names[person] for person in who if isinstance(person, str)),
        lines=told.lines,
        gist=tuple(
            line for line in told.lines if line.kind == "field" and _particular(at, one, line)
        ),
        texts=tuple((_field(at, where, one.kind), item) for where, item in one.texts.items()),
        recorded_at=at.local(one.recorded_at) if one.recorded_at else None,
        leaf=" ".join(one.leaf[start : start + 8] for start in range(0, len(one.leaf), 8)),
        new=new,
    )


def _particular(at: Opened, one: Shown, line: Line) -> bool:
    """Whether a line says more than every such entry does, and more than a link beside it."""
    names = at.speaker.names
    plain = {name for name, value in one.fields.items() if value in (False, 0)}
    sealed = {where.rsplit("/", 1)[-1] for where in one.texts}
    hidden = {names.field(name, one.kind) for name in plain | sealed | {"about"}}
    return line.label not in hidden


def _field(at: Opened, where: str, kind: str) -> str:
    """What a sealed text is called, by the pointer to its commitment."""
    return at.speaker.names.field(where.rsplit("/", 1)[-1], kind)


@require_GET
@officers
def docket(request: HttpRequest, number: str) -> HttpResponse:
    """Every entry, latest first or in the order in which they were written."""
    at = opened(request, number)
    backwards = request.GET.get("order") != "first"
    new = new_entries(at, seen_before(at))
    entries = tuple(reversed(at.found.entries)) if backwards else at.found.entries
    shown = page(request, at, "docket", rows=rows(at, entries, new), backwards=backwards)
    looked(at)
    return shown


@require_GET
@officers
def text(request: HttpRequest, number: str, commitment: str) -> HttpResponse:
    """One sealed text, opened: in its own direction, whatever the direction of the page."""
    at = opened(request, number)
    found = read(at, commitment)
    entry = next(one for one in at.found.entries if commitment in one.texts.values())
    return page(
        request,
        at,
        "text",
        found=found,
        sort=sort_of(found),
        told_facts=told_in(at, found) if entry.kind == FACTS and isinstance(found, str) else [],
        row=rows(at, [entry])[0],
        commitment=commitment,
    )


@require_GET
@officers
def document(request: HttpRequest, number: str, commitment: str) -> HttpResponse:
    """A document, to be kept: never opened in the page, and never taken for anything but itself."""
    at = opened(request, number)
    found = read(at, commitment)
    paper = found.scan if isinstance(found, Letter) else found
    if isinstance(paper, Paper):
        name, kind, content = safe_name(paper), paper.type, paper.content
    elif isinstance(found, str):
        name, kind, content = f"{number}.txt", "text/plain", found.encode()
    else:
        return HttpResponseRedirect(reverse("workbench:text", args=[number, commitment]))
    kind = kind if kind in SHOWN_AS else BYTES
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
