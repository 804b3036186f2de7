"""Who may act for whom: the mandate of a lawyer, the agreement of the person concerned, and who
receives each letter."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.letters.speech import Speaker
from clemency.web.access import everybody
from clemency.web.accounts import codes
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, render, words_of
from clemency.web.petition import answers, compose, drafts, limits, plain, readers, review
from clemency.web.petition.drafts import Content, Open, writes
from clemency.web.petition.models import Draft
from clemency.web.petition.views import common
from clemency.web.petition.views.common import Fault, page, seen, went_on

SCOPES = ("whole", "filing")
AGREES = ("code", "not-yet", "cannot")


@writes
def mandate(request: HttpRequest, draft: Open) -> HttpResponse:
    """For counsel: scope and end. For both: whether the person agrees, and how they say so."""
    if not draft.for_another:
        raise Http404
    faults: list[Fault] = []
    changed = ""
    if request.method == "POST":
        told, faults = _read(request, draft)
        if not faults:

            def do(content: Content) -> None:
                content["mandate"] = told

            found = drafts.change(draft, do, part=_part, was=common.was(request))
            if found is None:
                _give_code(draft)
                return went_on(request, draft, reverse("petition:mandate_given", args=[draft.id]))
            draft = drafts.find(request, draft.id) or draft
            changed = common.conflict(
                request, found, words_of(request).say("petition.changed.here")
            )
    told = draft.content["mandate"]
    stored = str(told.get("until_on") or "")
    parts = tuple(str(int(one)) for one in reversed(stored.split("-"))) if stored else ("", "", "")
    if request.method == "POST":
        parts = tuple(request.POST.get(f"until_on-{part}", "") for part in ("day", "month", "year"))
    return page(
        request,
        "mandate",
        draft,
        told={**told, **request.POST.dict()},
        until_on=parts,
        scopes=SCOPES,
        agrees=AGREES,
        letters=_letters(request),
        faults=faults,
        wrong=dict(faults),
        was=seen(_part(draft.content)),
        changed=changed,
        before=common.to_tasks(draft),
    )


def _letters(request: HttpRequest) -> list[str]:
    pack = clerk().pack
    return readers.letters_to_the_side(Speaker(pack, language_of(request)), pack)


def _part(content: Content) -> Any:
    return content["mandate"]


def _read(request: HttpRequest, draft: Open) -> tuple[dict[str, Any], list[Fault]]:
    say, faults = words_of(request).say, list[Fault]()
    told: dict[str, Any] = {}
    told["agrees"] = request.POST.get("agrees", "")
    if told["agrees"] not in AGREES:
        faults.append(("agrees", say("petition.mandate.agrees_missing")))
    if draft.door != "counsel":
        return told, faults
    told["scope"] = request.POST.get("scope", "")
    if told["scope"] not in SCOPES:
        faults.append(("scope", say("petition.mandate.scope_missing")))
    parts = [request.POST.get(f"until_on-{part}", "") for part in ("day", "month", "year")]
    if any(part.strip() for part in parts):
        read = answers.read_day(*parts)
        if read.error or not isinstance(read.value, str):
            faults.append(("until_on", say(f"petition.answer.{read.error or 'day_whole'}")))
        elif read.value < clerk().today().isoformat():
            faults.append(("until_on", say("petition.mandate.ended")))
        else:
            told["until_on"] = read.value
    return told, faults


def _give_code(draft: Open) -> None:
    """The person's own code, drawn once."""
    if draft.content["mandate"].get("agrees") != "code" or draft.content.get("agree_code"):
        return
    code = codes.new_code()

    def do(content: Content) -> None:
        content.setdefault("agree_code", code)

    if drafts.change(draft, do) is None:
        hashed = codes.hashed(draft.content["agree_code"])
        Draft.objects.filter(pk=draft.id).update(agree_code=hashed)


@writes
def given(request: HttpRequest, draft: Open) -> HttpResponse:
    """The code that the person concerned is to get, and what it does."""
    code = draft.content.get("agree_code", "")
    if not code:
        return HttpResponseRedirect(common.to_tasks(draft))
    return page(request, "mandate_given", draft, agree_code=code, before=common.to_tasks(draft))


# --- the person concerned -----------------------------------------------------------------------


@only_once
@everybody
def agree(request: HttpRequest) -> HttpResponse:
    """The person concerned reads what is asked for them, and agrees, or does not."""
    typed, error = request.POST.get("code", ""), ""
    row = None
    if request.method == "POST":
        if limits.too_many(request, "code", limits.WRONG_CODES, limits.WRONG_CODES_ALL):
            error = "wait"
        elif codes.read(typed) is None:
            error = "slip" if typed.strip() else "missing"
        elif (row := drafts.to_agree(typed)) is None:
            limits.count(request, "code")
            error = "unknown"
    found = drafts.opened(row) if row is not None else None
    if found is None:
        said = words_of(request).say(f"petition.agree.{error}") if error else ""
        faults = [("code", said)] if said else []
        return render(request, "petition/agree.html", typed=typed[:40], faults=faults)
    return _read_and_sign(request, found, typed)


def _read_and_sign(request: HttpRequest, draft: Open, code: str) -> HttpResponse:
    say, faults = words_of(request).say, list[Fault]()
    verdict, name = request.POST.get("verdict", ""), plain.line(request.POST.get("name", ""))
    if verdict == "yes" and not name:
        faults = [("name", say("petition.agree.name_missing"))]
    if verdict in ("yes", "no") and not faults:
        today = clerk().today().isoformat()

        def do(content: Content) -> None:
            content["agreed"] = today if verdict == "yes" else None
            content["agreed_name"] = name if verdict == "yes" else ""
            content["declined"] = verdict == "no"
            compose.settle(content)

        drafts.change(draft, do)
        return HttpResponseRedirect(reverse("petition:agreed", args=[verdict]))
    language = language_of(request)
    return render(
        request,
        "petition/agree_read.html",
        code=code,
        filer=draft.content["filer"].get("name", ""),
        door=draft.door,
        sections=review.sections(draft, language, links=False),
        faults=faults,
        troubled=bool(faults),
        typed=name,
    )


@everybody
def agreed(request: HttpRequest, verdict: str) -> HttpResponse:
    """What was said, and that it can be said otherwise until it is sent."""
    if verdict not in ("yes", "no"):
        raise Http404
    return render(request, "petition/agreed.html", verdict=verdict)
