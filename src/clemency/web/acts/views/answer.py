"""An agency answers by a link: what it may see of the matter, and one structured opinion."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from clemency.clerk.reading import Matter, Shown
from clemency.clerk.submit import NotRecorded, Recorded
from clemency.clerk.trouble import NotKnown
from clemency.docket.order import Order
from clemency.docket.policy import Viewer
from clemency.docket.verdict import Refused
from clemency.law.pack import Act
from clemency.letters.speech import Speaker
from clemency.letters.told import Told
from clemency.web import counter
from clemency.web.access import by_link
from clemency.web.acts import links
from clemency.web.acts.models import ScopedLink
from clemency.web.acts.reading import LONGEST
from clemency.web.acts.setting import OF_FACTS
from clemency.web.application import Paper, from_words, to_words
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import language_of, render, url, words_of
from clemency.web.petition import intake
from clemency.web.petition.plain import lines

POSITIONS = {"yes": True, "no": False, "none": None}
MOST_FILES = 5


@dataclass
class Answer:
    """What an agency typed.

    papers  files as they were rebuilt; faults: (field, sentence)
    """

    position: str = ""
    words: str = ""
    conditions: str = ""
    papers: list[Paper] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)


@by_link
@only_once
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind a link. Closed links say why, and whom to ask."""
    link = links.find(secret)
    if link is None:
        return _closed(request, "unknown")
    if link.used_at is not None or link.revoked_at is not None or not link.opens(clerk().today()):
        return _closed(request, _why(link))
    seen = _seen(link)
    act = links.answering(clerk(), link.office)
    if seen is None or act is None:
        return _closed(request, "aside")
    if request.method != "POST":
        return _page(request, link, seen, Answer())
    typed = _typed(request)
    if typed.faults:
        return _page(request, link, seen, typed)
    return _written(request, secret, link, seen, act, typed)


@by_link
def thanks(request: HttpRequest, secret: str) -> HttpResponse:
    """That the answer has arrived. It is not shown again: the link is used."""
    link = links.find(secret)
    if link is None or link.used_at is None:
        return _closed(request, "unknown")
    return render(request, "acts/answered.html", link=link, kept=request.GET.get("files") != "no")


# --- reading ------------------------------------------------------------------------------------


def _why(link: ScopedLink) -> str:
    if link.used_at is not None:
        return "used"
    return "taken_back" if link.revoked_at is not None else "expired"


def _seen(link: ScopedLink) -> Matter | None:
    """The matter as the policy shows it to that office; None for an officer who stands aside."""
    try:
        return clerk().matter(link.matter, _viewer(link))
    except NotKnown:
        return None


def _viewer(link: ScopedLink) -> Viewer:
    return Viewer("office", link.office, link.officer, on=clerk().today())


def _typed(request: HttpRequest) -> Answer:
    words = words_of(request)
    found = Answer(
        position=request.POST.get("position", ""),
        words=lines(request.POST.get("words", ""), LONGEST),
        conditions=lines(request.POST.get("conditions", ""), LONGEST),
    )
    if found.position not in POSITIONS:
        found.faults.append(("position", words.say("acts.fault.position")))
    for sent in request.FILES.getlist("papers")[:MOST_FILES]:
        made = intake.paper(sent.name or "", sent.read(), what="opinion")
        if isinstance(made, intake.Faulty):
            says = intake.said(words, made)
            found.faults.append(("papers", says))
        else:
            found.papers.append(made)
    return found


# --- writing ------------------------------------------------------------------------------------


def _written(
    request: HttpRequest, secret: str, link: ScopedLink, seen: Matter, act: Act, typed: Answer
) -> HttpResponse:
    """The opinion as an entry, under the officer to whom the link was sent; then its papers."""
    free = ScopedLink.objects.filter(pk=link.pk, used_at=None)
    if not free.update(used_at=timezone.now()):
        return _closed(request, "used")
    try:
        verdict = counter.submit(
            link.matter, _order(link, act, typed), sealed=_sealed(request, typed)
        )
    except BaseException:
        ScopedLink.objects.filter(pk=link.pk).update(used_at=None)
        raise
    if not isinstance(verdict, Recorded):
        ScopedLink.objects.filter(pk=link.pk).update(used_at=None)
        refused = verdict if isinstance(verdict, NotRecorded) else None
        return _page(request, link, seen, typed, refused)
    kept = all(_paper_kept(link, typed, one) for one in typed.papers)
    return HttpResponseRedirect(url("answer:thanks", secret) + ("" if kept else "?files=no"))


def _order(link: ScopedLink, act: Act, typed: Answer) -> Order:
    fields: dict[str, Any] = {} if act.sets.get("of") else {"of": link.office}
    if POSITIONS[typed.position] is not None:
        fields["favours"] = POSITIONS[typed.position]
    return Order(act.id, link.office, link.officer, clerk().today(), fields)


def _sealed(request: HttpRequest, typed: Answer) -> dict[str, str]:
    """The words, with the conditions under a heading of their own."""
    parts = [typed.words] if typed.words else []
    if typed.conditions:
        heading = words_of(request).say("acts.answer.conditions_head")
        parts.append(f"{heading}\n{typed.conditions}")
    return {"statement": "\n\n".join(parts)} if parts else {}


def _paper_kept(link: ScopedLink, typed: Answer, paper: Paper) -> bool:
    """Each paper is an addition to the opinion, sealed as a file."""
    acts = clerk().pack.acts.values()
    adding = (a for a in acts if a.writes == "OpinionSupplemented" and link.office in a.by)
    act = next((one for one in adding if not one.of or link.office in one.of), None)
    if act is None:
        return False
    order = _order(link, act, typed)
    done = counter.submit(link.matter, order, sealed={"statement": to_words(paper)})
    return isinstance(done, Recorded)


# --- showing ------------------------------------------------------------------------------------


def _page(
    request: HttpRequest,
    link: ScopedLink,
    seen: Matter,
    typed: Answer,
    refused: Refused | None = None,
) -> HttpResponse:
    speaker = Speaker(clerk().pack, language_of(request), None, clerk().today())
    late = link.due_on is not None and link.due_on < clerk().today()
    response = render(
        request,
        "acts/answer.html",
        link=link,
        speaker=speaker,
        office_name=speaker.office(link.office),
        entries=[(speaker.entry(one.fields, one.kind), _texts(link, one)) for one in seen.entries],
        typed=typed,
        faults=typed.faults,
        errors=dict(typed.faults),
        refused=[_bare(told) for told in speaker.refused(refused)] if refused else (),
        late=late,
        accept=intake.ACCEPT,
        troubled=bool(typed.faults or refused),
    )
    response.status_code = 400 if typed.faults or refused else 200
    return response


def _texts(link: ScopedLink, one: Shown) -> list[str]:
    """The words that the policy lets the office read: of the question that it is asked."""
    found = []
    for commitment in one.texts.values():
        text = clerk().text(link.matter, commitment, _viewer(link))
        if isinstance(text, bytes):
            told = from_words(text)
            found += [told] if isinstance(told, str) else []
    return found


def _bare(told: Told) -> Told:
    """Without what is on file: an agency learns from a refusal no more than from the matter."""
    return Told(told.head, tuple(one for one in told.lines if one.kind not in OF_FACTS), told.level)


def _closed(request: HttpRequest, why: str) -> HttpResponse:
    """A link that opens nothing: what happened, why, and whom to ask."""
    response = render(request, "acts/closed.html", why=why)
    response.status_code = 404 if why in ("unknown", "aside") else 410
    return response
