"""Check, declare, send; and the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from clemency.clerk.reading import Matter
from clemency.docket.order import Order
from clemency.docket.perform import perform
from clemency.docket.verdict import Refused
from clemency.letters.speech import Speaker
from clemency.letters.told import Told
from clemency.web.access import keyholders
from clemency.web.accounts.models import MatterKey
from clemency.web.application import Application
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, url_or_none, words_of
from clemency.web.pages import render as render_page
from clemency.web.petition import compose, desk, readers, review, sending, tasks
from clemency.web.petition.drafts import Open, writes
from clemency.web.petition.models import DRAFT, Draft
from clemency.web.petition.views import common
from clemency.web.petition.views.common import Fault, page
from clemency.web.viewers import hand_over, viewer_of

GROUP = 4  # characters of a fingerprint in one group


@writes
def halt(request: HttpRequest, draft: Open) -> HttpResponse:
    """A rule stands in the way that nothing else can mend. Receiving stays possible."""
    one = compose.interview_of(draft.content)
    if one is None or not compose.closed(one):
        return HttpResponseRedirect(common.to_tasks(draft))
    rules = tuple(rule for rule in one.act.needs if rule in one.pack.rules)
    failing = [finding for finding in one.findings(rules) if finding.holds is False]
    speaker = Speaker(one.pack, language_of(request), one.facts(), one.on)
    return page(
        request,
        "halt",
        draft,
        stands=[speaker.finding(finding, opens=one.opens(finding), asks=()) for finding in failing],
        sections=_first_answers(draft, language_of(request)),
        before=common.to_tasks(draft),
    )


def _first_answers(draft: Open, language: str) -> list[review.Section]:
    title = words_of_task(language)
    return [one for one in review.sections(draft, language) if one.title == title]


def words_of_task(language: str) -> str:
    """What the questions are called in the list of tasks."""
    from clemency.web.words import in_language

    return in_language(language).say("petition.task.questions")


@writes
def check(request: HttpRequest, draft: Open) -> HttpResponse:
    """All answers, each with the way to change it; and what is still open."""
    before = draft.content["dropped"]
    compose.settle(draft.content)
    draft.content["dropped"] = [*before, *draft.content["dropped"]]
    language = language_of(request)
    return page(
        request,
        "check",
        draft,
        sections=review.sections(draft, language),
        missing=_missing(request, draft),
        open_questions=len(draft.content["missing"]),
        before=common.to_tasks(draft),
    )


def _missing(request: HttpRequest, draft: Open) -> list[Fault]:
    """Without these nothing can be sent: who is concerned, who files, and how they are reached."""
    content, say = draft.content, words_of(request).say
    found = []
    if draft.for_another and not content["filer"].get("name"):
        address = reverse("petition:about", args=[draft.id, "filer"]) + "?then=check"
        found.append((address, say("petition.check.no_filer")))
    if not content["person"].get("name"):
        address = reverse("petition:about", args=[draft.id, "person"]) + "?then=check"
        found.append((address, say("petition.check.no_person")))
    return found


@only_once
@writes
def send(request: HttpRequest, draft: Open) -> HttpResponse:
    """Declares and sends. What was begun earlier and broke off is finished here."""
    begun = draft.row.state != DRAFT
    faults: list[Fault] = []
    if not begun and _missing(request, draft):
        return HttpResponseRedirect(reverse("petition:check", args=[draft.id]))
    context: dict[str, Any] = {}
    if request.method == "POST":
        if not begun and request.POST.get("true") != "yes":
            faults = [("true", words_of(request).say("petition.send.declare_missing"))]
        else:
            found = _sent(request, draft)
            if isinstance(found, HttpResponse):
                return found
            context = found
    pack = clerk().pack
    speaker = Speaker(pack, language_of(request))
    return page(
        request,
        "send",
        draft,
        begun=begun,
        receives=desk.receives() or bool(draft.row.officer),
        readers=[speaker.office(one) for one in readers.offices_that_read(pack)],
        told=compose.person_of(draft.content["filer" if draft.for_another else "person"]),
        tell_by=draft.content["tell_by"] or "portal",
        faults=faults,
        wrong=dict(faults),
        before=reverse("petition:check", args=[draft.id]),
        **{"busy": False, "refused": [], **context},
    )


def _sent(request: HttpRequest, draft: Open) -> HttpResponse | dict[str, Any]:
    """To the receipt; or what the page has to say instead. Who sends is answered in the language
    in which they send."""
    if draft.row.state == DRAFT and not draft.row.officer:
        draft.row.language = language_of(request)
        Draft.objects.filter(pk=draft.id).update(language=draft.row.language)
    try:
        number = sending.send(draft)
    except sending.Busy:
        return {"busy": True}
    except sending.NotReceived as error:
        speaker = Speaker(clerk().pack, language_of(request))
        return {"refused": speaker.refused(error.refused)}
    row = Draft.objects.get(pk=draft.id)
    if row.officer:
        return HttpResponseRedirect(reverse("workbench:matter", args=[number]))
    key = MatterKey.objects.filter(code=row.code, number=number).first()
    if key is not None:
        hand_over(request, key)
    tasks.mail_received.enqueue(row.id)
    return HttpResponseRedirect(reverse("petition:sent", args=[number]))


# --- the receipt --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Receipt:
    """What the petitioner keeps.

    leaf       the fingerprint of the entry, in groups
    opened     whether it is a petition already
    stands     why it is not yet, where it is not
    says       what the pack tells the petitioner of the opening
    reader     the office that looks at it next
    """

    number: str
    leaf: str
    opened: bool
    stands: tuple[Told, ...]
    says: tuple[str, ...]
    reader: str


@keyholders
def sent(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt: number, fingerprint, who reads it next, and the way back."""
    key = request.key  # type: ignore[attr-defined]
    shown = clerk().matter(number, viewer_of(request, key))
    own = Draft.objects.filter(number=number, code=key.code).first() if key.code else None
    whole = clerk().matter(number)
    told = sending.of_matter(whole) if key.audience != "sender" else None
    return render_page(
        request,
        "petition/sent.html",
        number=number,
        receipt=_receipt(request, whole),
        seen=len(shown.entries),
        mailed=isinstance(told, Application) and bool(told.told.email) and own is not None,
        fresh=own is not None,
        papers={
            "receipt": url_or_none("post:paper", number, "receipt"),
            "receipt_pdf": url_or_none("post:paper_pdf", number, "receipt"),
            "application": url_or_none("post:paper", number, "application"),
            "application_pdf": url_or_none("post:paper_pdf", number, "application"),
            "tracker": url_or_none("tracker:matter", number),
        },
    )


def _receipt(request: HttpRequest, matter: Matter) -> Receipt:
    language, pack, case = language_of(request), clerk().pack, matter.case
    speaker = Speaker(pack, language)
    opened = case is not None and case.petition_on is not None
    reader = readers.next_reader(pack, desk.portal_office(), opened)
    first = matter.entries[0]
    return Receipt(
        number=matter.number,
        leaf=grouped(first.leaf),
        opened=opened,
        stands=() if opened else _stands(matter, speaker),
        says=_says(matter, language) if opened else (),
        reader=speaker.office(reader) if reader else "",
    )


def grouped(leaf: str) -> str:
    """A fingerprint as people compare it."""
    return " ".join(leaf[at : at + GROUP] for at in range(0, len(leaf), GROUP))


def _stands(matter: Matter, speaker: Speaker) -> tuple[Told, ...]:
    """Why the portal could not open the petition: the same refusal that the command gave."""
    act, case, held = desk.opening_act(), matter.case, matter.facts
    if act is None or case is None or held is None:
        return ()
    office = desk.portal_office()
    order = Order(act.id, office, desk.portal_officer(), clerk().today(), open=True)
    told = perform(order, case, held.facts, clerk().pack, clerk().appointments())
    if not isinstance(told, Refused):
        return ()
    speaking = Speaker(clerk().pack, speaker.words.language, held.facts, clerk().today())
    return tuple(speaking.objection(one) for one in told.objections if one.kind != "incomplete")


def _says(matter: Matter, language: str) -> tuple[str, ...]:
    """The letter by which the pack tells the petitioner that it is open: with what asking costs,
    and that it changes no date."""
    from clemency.letters.notices import BadLetter, letter

    pack = clerk().pack
    act = desk.opening_act()
    mine = [tells for tells in act.tells if tells.who in readers.SIDE] if act else []
    found = list[str]()
    for tells in mine:
        params = {"number": matter.number, "received_on": matter.case.received_on}  # type: ignore[union-attr]
        try:
            _, body = letter(pack, tells.letter, language, params)
        except (BadLetter, KeyError):
            continue
        found += [part for part in body.split("\n\n") if part.strip()]
    return tuple(found)
