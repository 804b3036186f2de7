"""What to gather, keeping one's place, and coming back to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.web.access import everybody
from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, render, words_of
from clemency.web.petition import compose, desk, drafts, limits, portals, tasks
from clemency.web.petition.drafts import Open, writes
from clemency.web.petition.models import KEPT, SENT
from clemency.web.petition.views import check
from clemency.web.petition.views.common import EXAMPLE, page
from clemency.web.viewers import hand_over


@only_once
@everybody
def prepare(request: HttpRequest, door: str) -> HttpResponse:
    """What to have at hand, how long it takes; and the beginning."""
    if door not in portals.DOORS or desk.opening_act() is None:
        raise Http404
    told = check.kept(request)
    content = drafts.empty(door)
    if told["door"] == door:
        content["answers"], content["unknown"] = told["plain"], told["unknown"]
    if request.method == "POST":
        compose.settle(content)
        draft = drafts.begin(request, door, language_of(request), content)
        response = HttpResponseRedirect(reverse("petition:place", args=[draft.id]))
        response.delete_cookie(check.COOKIE)
        return response
    language = language_of(request)
    return render(
        request,
        "petition/prepare.html",
        door=door,
        papers=compose.papers(content, language),
        days=KEPT.days,
    )


@only_once
@writes
def place(request: HttpRequest, draft: Open) -> HttpResponse:
    """The code, to print or write down; by e-mail too, if one likes."""
    faults = []
    address = request.POST.get("email", "").strip()
    if request.method == "POST":
        if "@" in address and len(address) <= 200 and not any(map(str.isspace, address)):
            drafts.change(draft, lambda content: content.update(remind=address))
            tasks.mail_code.enqueue(draft.id, language_of(request))
            return HttpResponseRedirect(f"{reverse('petition:place', args=[draft.id])}?mailed=1")
        faults = [("email", words_of(request).say("petition.about.email_wrong", example=EXAMPLE))]
    return page(
        request,
        "place",
        draft,
        code=draft.content.get("code", ""),
        days=KEPT.days,
        mailed=request.GET.get("mailed") == "1",
        typed=address,
        faults=faults,
    )


@everybody
def back(request: HttpRequest) -> HttpResponse:
    """With a code: to the draft, or to what was sent."""
    typed = request.POST.get("code", request.GET.get("code", ""))
    error = ""
    if request.method == "POST":
        if limits.too_many(request, "code", limits.WRONG_CODES, limits.WRONG_CODES_ALL):
            error = "wait"
        elif codes.read(typed) is None:
            error = "slip" if typed.strip() else "missing"
        elif (found := drafts.by_code(typed)) is not None:
            drafts.hold(request, found)
            if found.state == SENT:
                return _to_sent(request, found.code, found.number)
            return HttpResponseRedirect(reverse("petition:tasks", args=[found.id]))
        elif (sent := _sent(codes.hashed(typed))) is not None:
            return _to_sent(request, sent.code, sent.number)
        else:
            limits.count(request, "code")
            error = "unknown"
    said = words_of(request).say(f"petition.back.{error}", days=KEPT.days) if error else ""
    return render(
        request,
        "petition/back.html",
        typed=typed[:40],
        closed=False,
        faults=[("code", said)] if said else [],
        troubled=bool(said),
        drafts=drafts.of_request(request),
    )


def _sent(code: str) -> MatterKey | None:
    found = MatterKey.objects.filter(code=code).first()
    return found if found is not None and found.fits(clerk().today()) else None


def _to_sent(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Who comes back with a code after sending finds what was sent."""
    key = MatterKey.objects.filter(code=code, number=number).first()
    if key is not None:
        hand_over(request, key)
    return HttpResponseRedirect(reverse("petition:sent", args=[number]))


@writes
def leave(request: HttpRequest, draft: Open) -> HttpResponse:
    """Everything is saved: how to come back."""
    return page(request, "leave", draft, code=draft.content.get("code", ""), days=KEPT.days)


@only_once
@writes
def delete(request: HttpRequest, draft: Open) -> HttpResponse:
    """Nothing of it is kept."""
    if request.method == "POST":
        drafts.delete(draft)
        return HttpResponseRedirect(f"{reverse('petition:start')}?deleted=1")
    return page(request, "delete", draft)
