"""The first questions, before anybody signs in: may I ask here? Nothing of it is kept but in the
browser itself, until it is closed."""

from __future__ import annotations

from typing import Any

from django.core.signing import BadSignature, dumps, loads
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.letters.questions import question
from clemency.letters.speech import Speaker
from clemency.letters.told import Told
from clemency.web.access import everybody
from clemency.web.office import clerk
from clemency.web.pages import language_of, render, words_of
from clemency.web.petition import answers, desk, portals
from clemency.web.petition.interview import YES, Interview, Route, Verdict, readable, verdict
from clemency.web.words import in_language

COOKIE = "check"
SALT = "petition-check"
OLDEST = 24 * 3600  # seconds


def kept(request: HttpRequest) -> dict[str, Any]:
    """What the browser keeps: the door, the answers, and what is not known."""
    try:
        found = loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=OLDEST)
    except BadSignature:
        found = {}
    told = {"door": "", "plain": {}, "unknown": [], **found}
    if not readable(clerk().pack, told["plain"]):
        told["plain"] = {}
    return told


def keep(request: HttpRequest, response: HttpResponse, told: dict[str, Any]) -> HttpResponse:
    """Hands it to the browser, for as long as it stays open."""
    response.set_cookie(
        COOKIE,
        dumps(told, salt=SALT, compress=True),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


@everybody
def begin(request: HttpRequest, door: str) -> HttpResponse:
    """From the door to the first question, forgetting what was answered at another one."""
    if door not in portals.DOORS:
        raise Http404
    told = kept(request)
    if told["door"] != door or request.GET.get("anew"):
        told = {"door": door, "plain": {}, "unknown": []}
    return keep(request, _on(door, told), told)


def _interview(told: dict[str, Any]) -> Interview:
    found = desk.interview(told["door"], told["plain"], told["unknown"])
    if found is None:
        raise Http404
    return found


def _route(one: Interview) -> Route:
    needs = tuple(rule for rule in one.act.needs if rule in one.pack.rules)
    return one.route(needs, more=False)


def _on(door: str, told: dict[str, Any]) -> HttpResponseRedirect:
    """To the next question, or to the answer."""
    one = _interview({**told, "door": door})
    told_so_far = (*told["plain"], *told["unknown"])
    asked = sum(path not in one.portal.beside for path in told_so_far)
    route = _route(one)
    if route.next is None or asked >= one.portal.most:
        return HttpResponseRedirect(reverse("petition:answer", args=[door]))
    return HttpResponseRedirect(reverse("petition:ask", args=[door, route.next]))


@everybody
def ask(request: HttpRequest, door: str, path: str) -> HttpResponse:
    """One question."""
    told = kept(request)
    if told["door"] != door:
        return HttpResponseRedirect(reverse("petition:begin", args=[door]))
    one = _interview(told)
    if not one.knows(path) or path in one.skipped(one.plain):
        raise Http404
    words, language = words_of(request), language_of(request)
    put, error = question(one.pack, path, language), ""
    if request.method == "POST":
        if put.kind == "rows":
            return _answered(request, door, told, path, answers.Read(unknown=True))
        read = answers.parse(one.pack, put, request.POST.dict())
        if not read.error:
            return _answered(request, door, told, path, read)
        error = words.say(f"petition.answer.{read.error}", **read.params)
    return render(
        request,
        "petition/ask.html",
        door=door,
        number=_number(told, path),
        asked=answers.asked(
            put,
            told["plain"].get(path),
            unknown=path in told["unknown"],
            typed=request.POST.dict() if error else None,
            error=error,
            places=answers.decimals(one.pack, path),
        ),
        faults=[("answer", error)] if error else [],
        troubled=bool(error),
        before=_before(door, told, path),
    )


def _number(told: dict[str, Any], path: str) -> int:
    """Which question it is: those answered before it, and one."""
    order = [*told["plain"], *told["unknown"]]
    return order.index(path) + 1 if path in order else len(order) + 1


def _before(door: str, told: dict[str, Any], path: str) -> str:
    order = [*told["plain"], *told["unknown"]]
    place = order.index(path) if path in order else len(order)
    if place == 0:
        return reverse("petition:start")
    return reverse("petition:ask", args=[door, order[place - 1]])


def _answered(
    request: HttpRequest, door: str, told: dict[str, Any], path: str, read: answers.Read
) -> HttpResponse:
    """Keeps an answer and goes on; answers that no longer matter are dropped."""
    plain = {name: value for name, value in told["plain"].items() if name != path}
    unknown = [name for name in told["unknown"] if name != path]
    if read.unknown:
        unknown.append(path)
    else:
        plain[path] = read.value
    one = _interview({"door": door, "plain": plain, "unknown": unknown})
    asked = _route(one).asked
    if verdict(one).kind == YES or path in asked:
        plain = {name: plain[name] for name in plain if name in asked or name == path}
        unknown = [name for name in unknown if name in asked or name == path]
    new = {"door": door, "plain": plain, "unknown": unknown}
    return keep(request, _on(door, new), new)


@everybody
def answer(request: HttpRequest, door: str) -> HttpResponse:
    """You can ask; not here, go there; not yet; a person must look. With the law, and a way on."""
    told = kept(request)
    if told["door"] != door:
        return HttpResponseRedirect(reverse("petition:begin", args=[door]))
    one = _interview(told)
    found = verdict(one)
    language = language_of(request)
    speaker = Speaker(one.pack, language, one.facts(), one.on)
    return render(
        request,
        "petition/answer_page.html",
        door=door,
        kind=found.kind,
        stands=[_said(speaker, one, finding) for finding in found.stands],
        beside=[_said(speaker, one, finding) for finding in found.beside],
        rests=[_said(speaker, one, finding) for finding in found.rests],
        ways=_ways(speaker, one, found),
        given=_given(one, language),
        pack_day=one.on,
    )


def _said(speaker: Speaker, one: Interview, finding: Any) -> Told:
    return speaker.finding(finding, opens=one.opens(finding), asks=())


def _ways(speaker: Speaker, one: Interview, found: Verdict) -> Told | None:
    """What would have to change, where it is a no."""
    failing = tuple(finding.rule_id for finding in found.stands if finding.holds is False)
    if not failing:
        return None
    ways = one.ways(failing)
    return speaker.ways(ways, one.on) if ways.ways else None


def _given(one: Interview, language: str) -> list[tuple[str, str, str]]:
    """Each question with its answer and its path, to be changed."""
    words = in_language(language)
    rows = []
    for path in (*one.plain, *sorted(one.unknown)):
        said = words.say("petition.answer.unknown")
        if path in one.plain:
            said = answers.shown(one.pack, path, one.plain[path], language)
        rows.append((question(one.pack, path, language).ask, said, path))
    return rows
