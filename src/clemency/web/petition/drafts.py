"""Drafts: made, found again, changed by one hand at a time, and forgotten.

Everything that was written lies sealed under the draft's own person. A browser holds the numbers of
the drafts that it may open; a printed code, or an account, opens them again.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from clemency.web import mailing, sealed
from clemency.web.access import by_link
from clemency.web.accounts import codes
from clemency.web.office import clerk
from clemency.web.pages import render
from clemency.web.petition.models import DRAFT, KEPT, SENT, Draft, DraftFile, Original

HELD = "drafts"  # in the session
AT_MOST = 20  # drafts of one browser
WAS = "was"  # in a form: what its maker saw
TRIES = 8

Content = dict[str, Any]
View = Callable[..., HttpResponse]


def empty(door: str) -> Content:
    """What a draft holds before anything is written."""
    return {
        "door": door,
        "answers": {},
        "unknown": [],
        "person": {},
        "filer": {},
        "texts": {},
        "story": {},
        "documents": {},
        "mandate": {},
        "tell_by": "",
        "agreed": None,
        "asked": [],
        "missing": [],
        "dropped": [],
    }


@dataclass
class Open:
    """A draft at hand."""

    row: Draft
    content: Content

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def door(self) -> str:
        return self.row.door

    @property
    def for_another(self) -> bool:
        """Whether somebody files for another."""
        return self.row.door != "myself"


@dataclass(frozen=True)
class Changed:
    """Somebody, in another tab or on another machine, wrote here since the page was made.

    now  what stands there now
    """

    now: Any


# --- making and finding -------------------------------------------------------------------------


def begin(request: HttpRequest, door: str, language: str, content: Content, **entered: str) -> Open:
    """A new draft, held by this browser, and by the account where one is signed in.

    entered  channel, officer and office, where a clerk enters what came on paper
    """
    person, code = sealed.new_person(), codes.new_code()
    content = {**content, "code": code}
    id = secrets.token_hex(8)
    row = Draft(
        id=id,
        person=person,
        code=codes.hashed(code),
        door=door,
        language=language,
        user_id=request.user.pk if request.user.is_authenticated else None,
        sealed=sealed.seal_json(person, _purpose(id), content),
        updated_at=timezone.now(),
        **entered,
    )
    row.save(force_insert=True)
    hold(request, row)
    return Open(row, content)


def hold(request: HttpRequest, row: Draft) -> None:
    """Lets this browser open a draft as long as its session lasts."""
    held = [id for id in request.session.get(HELD, []) if id != row.id]
    request.session[HELD] = [*held, row.id][-AT_MOST:]


def by_code(code: str) -> Draft | None:
    """The draft that a code opens; None for one that is unknown or too old."""
    found = Draft.objects.filter(code=codes.hashed(code)).first()
    return found if found is not None and not _expired(found) else None


def to_agree(code: str) -> Draft | None:
    """The draft to which a code lets the person concerned agree."""
    found = Draft.objects.filter(agree_code=codes.hashed(code), state=DRAFT).first()
    return found if found is not None and not _expired(found) else None


def of_request(request: HttpRequest) -> list[Draft]:
    """The drafts that this browser or this account may open, newest first."""
    found = Draft.objects.filter(pk__in=request.session.get(HELD, []))
    if request.user.is_authenticated:
        found = found | Draft.objects.filter(user_id=request.user.pk)
    rows = found.defer("sealed").order_by("-updated_at").distinct()
    return [row for row in rows if not _expired(row)]


def opened(row: Draft) -> Open | None:
    """A draft with what was written; None where its person has been forgotten."""
    content = sealed.unseal_json(row.person, _purpose(row.id), row.sealed)
    if content is None and row.state != SENT:
        return None
    return Open(row, {**empty(row.door), **(content or {})})


def find(request: HttpRequest, id: str) -> Open | None:
    """One that this browser or account may open."""
    row = Draft.objects.filter(pk=id).first()
    if row is None or _expired(row):
        return None
    own = request.user.is_authenticated and row.user_id == request.user.pk
    if not own and id not in request.session.get(HELD, []):
        return None
    return opened(row)


def writes(view: View) -> View:
    """A page of a draft. Who may not open it, and who comes back after it was sent, is led on."""

    @wraps(view)
    def guarded(request: HttpRequest, draft: str, **kwargs: Any) -> HttpResponse:
        found = find(request, draft)
        if found is None:
            return _not_open(request)
        if found.row.state == SENT:
            return HttpResponseRedirect(reverse("petition:sent", args=[found.row.number]))
        if found.row.state != DRAFT and request.resolver_match.url_name != "send":  # type: ignore[union-attr]
            return HttpResponseRedirect(reverse("petition:send", args=[found.id]))
        return view(request, found, **kwargs)

    return by_link(guarded)


def _not_open(request: HttpRequest) -> HttpResponse:
    """No such draft, or none that this browser may open: both look alike, and lead to the code."""
    response = render(
        request, "petition/back.html", typed="", faults=[], closed=True, drafts=of_request(request)
    )
    response.status_code = 404
    return response


# --- changing -----------------------------------------------------------------------------------


def mark(part: Any) -> str:
    """Stands in a form for what its maker saw."""
    text = json.dumps(part, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:16]


def change(
    draft: Open,
    do: Callable[[Content], None],
    *,
    part: Callable[[Content], Any] | None = None,
    was: str = "",
) -> Changed | None:
    """Changes what is written, on top of whatever others wrote meanwhile elsewhere in it.

    part, was  what this page shows, and how its maker saw it: where that is different now, nothing
               is changed and the answer says what stands there
    """
    for _ in range(TRIES):
        with transaction.atomic():
            row = Draft.objects.get(pk=draft.id)
            found = opened(row)
            if found is None or row.state != DRAFT:
                return Changed(None)
            if part is not None and was and mark(part(found.content)) != was:
                return Changed(part(found.content))
            do(found.content)
            if _stored(row, found.content):
                draft.row, draft.content = row, found.content
                return None
    raise RuntimeError("a draft is written by too many at once")


def _stored(row: Draft, content: Mapping[str, Any]) -> bool:
    """Writes, unless somebody wrote between our reading and now."""
    before = row.version
    row.sealed = sealed.seal_json(row.person, _purpose(row.id), dict(content))
    row.version, row.updated_at = before + 1, timezone.now()
    done = Draft.objects.filter(pk=row.pk, version=before, state=DRAFT).update(
        sealed=row.sealed, version=row.version, updated_at=row.updated_at
    )
    return done == 1


def delete(draft: Open) -> None:
    """Nothing of it is left."""
    _without_mail(draft.row.person)
    Draft.objects.filter(pk=draft.id).delete()


def purge(row: Draft) -> None:
    """After sending: what was written lies in the docket now, and nowhere else."""
    DraftFile.objects.filter(draft=row).delete()
    Draft.objects.filter(pk=row.pk).update(sealed=b"")


def sweep() -> int:
    """Forgets drafts that nobody has touched for so long; how many. Sent ones keep only where they
    went, for as long."""
    old = Draft.objects.filter(updated_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def forget(person: str) -> None:
    """Somebody was forgotten: their draft goes, and with it where it was sent from."""
    own = Draft.objects.filter(person=person) | Draft.objects.filter(matter=person)
    for whose in {person, *own.values_list("person", flat=True)}:
        _without_mail(whose)
    own.delete()
    Original.objects.filter(matter=person).delete()


def _without_mail(whose: str) -> None:
    """Mail that lies in a file, since no server was set to take it."""
    for file in (clerk().folder / mailing.FOLDER).glob(f"{whose}-*.eml"):
        file.unlink(missing_ok=True)


def _expired(row: Draft) -> bool:
    return row.updated_at < timezone.now() - KEPT


def _purpose(id: str) -> str:
    return f"draft:{id}"
