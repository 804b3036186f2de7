"""Any act of the procedure: drawn up, tried before it is saved, confirmed, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from clemency.clerk.submit import NotRecorded, Recorded, Stale
from clemency.docket.case import Case, extend
from clemency.docket.guards import recused_since
from clemency.docket.order import Order
from clemency.docket.perform import possible
from clemency.law.facts import FactFaults
from clemency.web import counter
from clemency.web.access import officers
from clemency.web.accounts.fresh import fresh
from clemency.web.acts import facts, people, proposals, rows, ways
from clemency.web.acts.asks import Form
from clemency.web.acts.effects import effect_of, letter_name
from clemency.web.acts.looks import look
from clemency.web.acts.models import Proposal
from clemency.web.acts.reading import Drawn, read
from clemency.web.acts.setting import Setting
from clemency.web.acts.trying import Tried, try_
from clemency.web.acts.views.frame import frame
from clemency.web.once import only_once
from clemency.web.pages import render, url
from clemency.web.viewers import Seat

DECISIVE = frozenset({"Granted", "Denied", "Countersigned", "CountersignatureWithheld", "Revoked"})
"""Kinds of which whoever signs proves once more who they are."""

MOST_NEXT = 10


@officers
@only_once
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """An act as a form; and, once it is drawn up, what it will do or why it cannot be done."""
    setting = Setting.for_act(request, number, act)
    found = setting.act(act)
    if request.method != "POST":
        if wanted := request.GET.get("p"):
            return _kept(request, setting, proposals.of(setting, act, wanted))
        typed = {f"f.{name}": values for name, values in request.GET.lists()}
        return _page(request, Form(setting, found, _begun(setting, typed)))
    form = Form(setting, found, proposals.typed_in(request.POST))
    wish = request.POST.get("do", "")
    if (after := rows.changed(form, wish)) is not None:
        return _page(request, Form(setting, found, after))
    if wish == "record":
        return _record(request, form)
    return _draw_up(request, form)


def _begun(setting: Setting, typed: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a link fills in: nothing that was not asked for there."""
    return {name: values[:1] for name, values in typed.items()} if typed else {}


def _draw_up(request: HttpRequest, form: Form) -> HttpResponse:
    """Reads what was typed. Where it can be read it is kept, and shown with what it will do."""
    _settle_persons(form)
    drawn, answers = read(form), facts.read(form)
    if drawn.faults or answers.faults:
        return _page(request, form, drawn=drawn, answers=answers)
    wanted = request.POST.get("p", "")
    setting = form.setting
    earlier = proposals.of(setting, form.act.id, wanted) if wanted else None
    if earlier is not None and earlier.officer != setting.seat.officer:
        earlier = None  # who signs beside draws up an order of their own
    kept = proposals.draw_up(form, drawn, drawn.digest(form, answers.plain), earlier)
    return HttpResponseRedirect(_address(setting, form.act.id, kept))


def _settle_persons(form: Form) -> None:
    """Draws a reference for somebody new once, so that what is confirmed is what was shown."""
    typed = dict(form.typed)
    for ask in form.asks:
        if ask.sort == "person" and typed.get(ask.name) == ["new"]:
            typed[ask.name] = [form.setting.clerk.new_person()]
    form.typed = typed


def _record(request: HttpRequest, form: Form) -> HttpResponse:
    """The answers alone go on file; the act waits."""
    setting, answers = form.setting, facts.read(form)
    if answers.faults or answers.given is None or not setting.may_record():
        return _page(request, form, drawn=read(form), answers=answers)
    counter.record(
        setting.ground.ref,
        answers.given,
        officer=setting.seat.officer,
        office=setting.seat.office,
    )
    messages.success(request, setting.words.say("acts.notice.recorded"))
    left = {name: v for name, v in form.typed.items() if not name.startswith("q.")}
    left.pop("asked", None)
    setting = Setting.for_act(request, setting.shown.number, form.act.id)
    return _page(request, Form(setting, form.act, left))


# --- the page -----------------------------------------------------------------------------------


def _kept(request: HttpRequest, setting: Setting, kept: Proposal) -> HttpResponse:
    """An order that was drawn up: tried anew on the matter as it stands now."""
    form, drawn, answers = _restored(setting, kept)
    return _page(request, form, drawn=drawn, answers=answers, kept=kept)


def _restored(setting: Setting, kept: Proposal) -> tuple[Form, Drawn, facts.Answers]:
    """The order as its author drew it up, also where another officer signs beside."""
    if kept.officer != setting.seat.officer:
        name = people.called([kept.officer])[kept.officer]
        setting = replace(setting, seat=Seat(kept.officer, kept.office, name, (kept.office,)))
    form = Form(setting, setting.act(kept.act), proposals.typed_of(kept))
    return form, read(form), facts.read(form)


def _tried(form: Form, drawn: Drawn | None, answers: facts.Answers | None) -> Tried:
    """The order tried; before there is one, the act itself."""
    setting, seat = form.setting, form.setting.seat
    if drawn is None:
        order = Order(form.act.id, seat.office, seat.officer, setting.today, open=True)
        return try_(setting.clerk, setting.ground, order)
    given = answers.given if answers else None
    order = drawn.order(form)
    return try_(setting.clerk, setting.ground, order, facts=given, sealed=drawn.sealed)


def _page(
    request: HttpRequest,
    form: Form,
    *,
    drawn: Drawn | None = None,
    answers: facts.Answers | None = None,
    kept: Proposal | None = None,
) -> HttpResponse:
    faults = [*(drawn.faults if drawn else ()), *(answers.faults if answers else ())]
    ordered = kept is not None and not faults
    tried = _tried(form, drawn if ordered else None, answers if ordered else None)
    setting, errors = form.setting, dict(faults)
    effect = effect_of(setting, tried, drawn) if ordered and drawn and tried.accepted else None
    questions = facts.wanted(setting, tried.refused, form)
    response = render(
        request,
        "acts/act.html",
        **frame(setting),
        act=form.act,
        form=form,
        looks=[look(form, ask, errors) for ask in form.asks],
        on_day=tuple(form.first(f"on-{part}") or "" for part in ("day", "month", "year")),
        errors=errors,
        faults=faults,
        objections=ways.shown(setting, tried.refused, ordered=ordered),
        questions=facts.boxes(form, questions, answers),
        standing=form.first("standing") or "claimed",
        standing_options=[(one, setting.speaker.names.code(one)) for one in facts.STANDINGS],
        effect_shown=effect,
        kept=kept,
        changes=_changes(setting, kept) if kept else (),
        decisive=form.act.writes in DECISIVE,
        colleagues=[one for one in setting.colleagues if one[0] != setting.seat.officer],
        signs_second=kept is not None and kept.officer != request.seat.officer,  # type: ignore[attr-defined]
        second_name=people.called([kept.second])[kept.second] if kept and kept.second else "",
        troubled=bool(faults),
    )
    response.status_code = 400 if faults else 200
    return response


def _changes(setting: Setting, kept: Proposal) -> tuple[Any, ...]:
    """What was entered since the order was drawn up, as far as this officer sees it."""
    return tuple(
        setting.speaker.entry(one.fields, one.kind)
        for one in setting.shown.entries
        if one.matter_seq >= kept.seen
    )


def _address(setting: Setting, act: str, kept: Proposal) -> str:
    return f"{url('acts:act', setting.shown.number, act)}?p={kept.pk}"


# --- doing it -----------------------------------------------------------------------------------


@require_POST
@officers
@only_once
def confirm(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Does what was shown."""
    return _confirmed(request, number, act, decisive=False)


@require_POST
@officers
@fresh
@only_once
def sign(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """The same for what decides: whoever signs has just proved who they are."""
    return _confirmed(request, number, act, decisive=True)


def _confirmed(request: HttpRequest, number: str, act: str, *, decisive: bool) -> HttpResponse:
    setting = Setting.for_act(request, number, act)
    if (setting.act(act).writes in DECISIVE) is not decisive:
        raise Http404
    kept = proposals.of(setting, act, request.POST.get("p", ""))
    form, drawn, answers = _restored(setting, kept)
    back = HttpResponseRedirect(_address(setting, act, kept))
    shown = drawn.digest(form, answers.plain)
    if drawn.faults or answers.faults or not shown == kept.digest == request.POST.get("digest"):
        messages.warning(request, setting.words.say("acts.notice.changed"))
        return back
    if kept.second and not proposals.is_second(kept, setting):
        return _first_signs(request, setting, form, drawn, answers, kept)
    seen = request.POST.get("seen", "")
    try:
        verdict = counter.submit(
            kept.matter,
            drawn.order(form),
            facts=answers.given,
            sealed=drawn.sealed,
            seen=int(seen) if seen.isdecimal() else kept.seen,
        )
    except FactFaults:
        messages.warning(request, setting.words.say("acts.notice.changed"))
        return back
    return _answered(request, setting, kept, verdict) or back


def _first_signs(
    request: HttpRequest,
    setting: Setting,
    form: Form,
    drawn: Drawn,
    answers: facts.Answers,
    kept: Proposal,
) -> HttpResponse:
    """Where two must sign, the first one's signature is put under an order that stands."""
    if kept.signed_at is None and _tried(form, drawn, answers).accepted is not None:
        proposals.sign_first(kept)
        messages.success(request, setting.words.say("acts.notice.first_signed"))
    return HttpResponseRedirect(_address(setting, kept.act, kept))


def _answered(
    request: HttpRequest,
    setting: Setting,
    kept: Proposal,
    verdict: Recorded | NotRecorded | Stale,
) -> HttpResponse | None:
    """To what was done; None where nothing was, with a word of why."""
    if isinstance(verdict, Recorded):
        proposals.done(kept, verdict)
        if recused_since(_case(setting, verdict), setting.seat.officer) is not None:
            messages.success(request, setting.words.say("acts.notice.stood_aside"))
            return HttpResponseRedirect(url("workbench:desk"))
        return HttpResponseRedirect(url("acts:done", setting.shown.number, kept.pk))
    key = "stale" if isinstance(verdict, Stale) else "refused"
    messages.warning(request, setting.words.say(f"acts.notice.{key}"))
    return None


def _case(setting: Setting, recorded: Recorded) -> Case:
    """The case with what has just been entered."""
    return extend(setting.ground.case, recorded.entry)


# --- afterwards ---------------------------------------------------------------------------------


@require_GET
@officers
def done(request: HttpRequest, number: str, kept: int) -> HttpResponse:
    """What was written, who is told, and what is possible next."""
    mine = request.seat.officer  # type: ignore[attr-defined]
    before = Proposal.objects.filter(pk=kept, number=number).values_list("act", flat=True).first()
    setting = Setting.for_act(request, number, before or "")
    found = (
        Proposal.objects.filter(pk=kept, matter=setting.ground.ref).exclude(done_at=None).first()
    )
    if found is None or mine not in (found.officer, found.second):
        raise Http404
    outcome = found.outcome
    entry = next(
        (one for one in setting.shown.entries if one.matter_seq == outcome["matter_seq"]), None
    )
    names = setting.speaker.names
    return render(
        request,
        "acts/done.html",
        **frame(setting),
        act=setting.act(found.act),
        entry=setting.speaker.entry(entry.fields, entry.kind) if entry else None,
        place=outcome["matter_seq"] + 1,
        leaf=outcome["leaf"],
        tells=[
            (
                names.office(who),
                letter_name(names, letter, number),
                names.office(after) if after else "",
                open_,
            )
            for who, letter, after, open_ in outcome["tells"]
        ],
        also=[names.kind(kind) for kind in outcome["also"]],
        next_acts=_next(setting),
    )


def _next(setting: Setting) -> list[tuple[str, str]]:
    """What this officer can do in the matter now, in the order of the procedure."""
    ground, seat, day = setting.ground, setting.seat, setting.today
    found = possible(
        ground.case,
        ground.facts,
        setting.pack,
        seat.office,
        seat.officer,
        day,
        setting.clerk.appointments(),
        day,
    )
    able = [one.act for one in found if one.refused is None]
    return [
        (setting.speaker.act(id), url("acts:act", setting.shown.number, id))
        for id in able[:MOST_NEXT]
    ]


@require_GET
@officers
def signing(request: HttpRequest) -> HttpResponse:
    """Orders that wait for this officer's second signature."""
    seat: Seat = request.seat  # type: ignore[attr-defined]
    waiting = proposals.waiting_for(seat.officer)
    names = people.called(one.officer for one in waiting)
    listed = [
        (one, names[one.officer], f"{url('acts:act', one.number, one.act)}?p={one.pk}")
        for one in waiting
    ]
    return render(request, "acts/signing.html", waiting=listed)
