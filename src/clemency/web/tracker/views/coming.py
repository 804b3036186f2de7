"""Coming back: by the printed code, by a mailed link, by an account."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any

from django.contrib import messages as notices
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from clemency.clerk.trouble import NotKnown
from clemency.web.access import by_link, everybody, signed_in
from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey
from clemency.web.office import clerk
from clemency.web.pages import language_of, render, url_or_none, words_of
from clemency.web.petition import drafts, limits
from clemency.web.petition.models import Draft
from clemency.web.tracker import reaching, standing
from clemency.web.tracker.own import Own, of_key
from clemency.web.tracker.views.common import speaker_of
from clemency.web.viewers import hand_over, keys_of

CODES = "codes"
COUNSEL = "counsel"
AT_ONCE = 25  # matters on one page: each is read from its docket
LINKS_APART = 5 * 60  # seconds between two links to one address


@everybody
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this browser or account holds, and the ways back to what it does not hold yet."""
    return _home(request)


def _home(request: HttpRequest, **context: Any) -> HttpResponse:
    given = {"typed": "", "fault": "", "email_fault": "", "email": "", "sent": False, **context}
    keys = keys_of(request)
    held = _held(request, keys[:AT_ONCE])
    return render(
        request,
        "tracker/home.html",
        held=held,
        drafts=[row for row in drafts.of_request(request) if row.state != "sent"],
        several=sum(1 for key in keys if key.audience == COUNSEL) > 1,
        to_keep=_to_keep(request),
        **given,
    )


def _held(request: HttpRequest, keys: list[MatterKey]) -> list[tuple[Own, str]]:
    """Each matter once, with on whom it waits. A key that opens nothing any more is left out."""
    words, speaker = words_of(request), speaker_of(request)
    found: dict[str, tuple[Own, str]] = {}
    for key in keys:
        if key.matter in found:
            continue
        try:
            own = of_key(key)
        except NotKnown:
            continue
        found[key.matter] = own, standing.said(standing.waiting(own), words, speaker)
    return list(found.values())


def _to_keep(request: HttpRequest) -> list[MatterKey]:
    """Keys that this browser holds and this account does not."""
    if not request.user.is_authenticated or getattr(request, "seat", None) is not None:
        return []
    return [key for key in keys_of(request) if key.user_id is None]


@require_POST
@everybody
def by_code(request: HttpRequest) -> HttpResponse:
    """A code was typed. A slip is told from a code that nobody was given."""
    typed = request.POST.get("code", "")
    words = words_of(request)
    if limits.too_many(request, CODES, limits.WRONG_CODES, limits.WRONG_CODES_ALL):
        response = _home(request, typed=typed, fault=words.say("tracker.home.too_many"))
        response.status_code = 429
        return response
    if codes.read(typed) is None:
        slip = "empty" if not typed.strip() else "slip"
        return _home(request, typed=typed, fault=words.say(f"tracker.home.{slip}"))
    keys = list(MatterKey.objects.filter(code=codes.hashed(typed)).order_by("pk"))
    today = clerk().today()
    if fitting := [key for key in keys if key.fits(today)]:
        return _open(request, fitting)
    if not keys and (draft := drafts.by_code(typed)) is not None:
        return _to_draft(request, draft)
    limits.count(request, CODES)
    if keys:
        ended = max(key.until_on or date.min for key in keys)
        return _home(request, typed=typed, fault=words.say("tracker.home.ended", on=ended))
    return _home(request, typed=typed, fault=words.say("tracker.home.unknown"))


def _open(request: HttpRequest, keys: list[MatterKey]) -> HttpResponse:
    for key in keys:
        hand_over(request, key)
    if len({key.matter for key in keys}) == 1:
        return HttpResponseRedirect(reverse("tracker:matter", args=[keys[-1].number]))
    return HttpResponseRedirect(reverse("tracker:home"))


def _to_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Nothing was sent yet under this code: back to writing."""
    drafts.hold(request, draft)
    there = url_or_none("petition:tasks", draft.id) or url_or_none("petition:back")
    return HttpResponseRedirect(there or reverse("tracker:home"))


@require_POST
@everybody
def ask_link(request: HttpRequest) -> HttpResponse:
    """A link to the address on file. The answer is the same whether or not there is one."""
    email = request.POST.get("email", "").strip()
    words = words_of(request)
    try:
        validate_email(email)
    except ValidationError:
        return _home(
            request,
            email=email,
            email_fault=words.say("tracker.home.no_address", example="name@example.org"),
        )
    hashed = reaching.digest(email)
    if cache.add(f"link:{hashed}", 1, LINKS_APART):
        reaching.send_link.enqueue(hashed, language_of(request))
    return _home(request, sent=True)


@require_safe
@by_link
def by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link was opened."""
    keys = reaching.keys_by_link(token)
    if not keys:
        response = _home(request, email_fault=words_of(request).say("tracker.home.old_link"))
        response.status_code = 410
        return response
    return _open(request, keys)


@require_POST
@signed_in
def keep(request: HttpRequest) -> HttpResponse:
    """The keys of this browser are kept with the account that is signed in."""
    keys = _to_keep(request)
    MatterKey.objects.filter(pk__in=[key.pk for key in keys]).update(user=request.user.pk)
    if keys:
        notices.success(request, words_of(request).say("tracker.home.kept"))
    return HttpResponseRedirect(reverse("tracker:home"))


@require_safe
@signed_in
def clients(request: HttpRequest) -> HttpResponse:
    """Counsel's desk: every client's matter, what is due in it, and what is not sent yet."""
    keys = [key for key in keys_of(request) if key.audience == COUNSEL]
    pages = max(1, ceil(len(keys) / AT_ONCE))
    typed = request.GET.get("page", "1")
    here = min(int(typed), pages) if typed.isdecimal() and len(typed) < 6 and int(typed) else 1
    held = _held(request, keys[AT_ONCE * (here - 1) : AT_ONCE * here])
    held.sort(key=lambda one: _urgency(one[0]))
    begun = [
        row for row in drafts.of_request(request) if row.door == COUNSEL and row.state != "sent"
    ]
    return render(
        request,
        "tracker/clients.html",
        held=[(own, said, standing.waiting(own)) for own, said in held],
        drafts=begun,
        here=here,
        pages=pages,
        total=len(keys),
    )


def _urgency(own: Own) -> tuple[bool, date, str]:
    """What waits on counsel first, by its day."""
    it = standing.waiting(own)
    return it.code != "you", it.due_on or date.max, own.number
