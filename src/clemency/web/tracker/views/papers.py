"""Answering what was asked, thing by thing; and adding what nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from clemency.clerk.submit import NotRecorded, Recorded
from clemency.docket.policy import Viewer, sight
from clemency.web.access import keyholders
from clemency.web.application import Paper, to_words
from clemency.web.once import only_once
from clemency.web.pages import words_of
from clemency.web.petition import uploads
from clemency.web.petition.intake import Faulty, paper
from clemency.web.tracker import portal
from clemency.web.tracker.own import Own, of_request
from clemency.web.tracker.views.common import refusals, shown, speaker_of

TAKE = ("PetitionSupplemented", "InformationReceived")
"""Kinds by which something that was sent reaches the docket: the first that is possible."""

FILES = 8
KINDS = "PDF, JPEG, PNG, TIFF, HEIC"
"""What is taken, as people call it."""
LONGEST = 20_000  # characters


@keyholders
@require_safe
def information(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that was asked for, each with what came of it."""
    return shown(request, of_request(request), "information")


@csrf_protect
@only_once
def _answered(request: HttpRequest, own: Own, code: str | None) -> HttpResponse:
    """Takes what was sent, or shows again what is wrong. Nothing is written before all is right."""
    words = words_of(request)
    typed = request.POST.get("text", "").strip()[: LONGEST + 1]
    lacks = request.POST.get("lack") == "yes"
    papers, faults = _papers(request, code)
    if len(typed) > LONGEST:
        faults.append(("text", words.say("tracker.reply.too_long", most=LONGEST)))
    if not (typed or papers or lacks or faults):
        faults.append(("text", words.say("tracker.reply.nothing")))
    refused: list[object] = []
    if not faults:
        contents: list[str | bytes] = [to_words(one) for one in papers]
        if typed:
            contents.append(typed)
        if lacks:
            contents.append(words.say("tracker.reply.lack_said"))
        done = _written(own, code, contents)
        if isinstance(done, Recorded):
            notices.success(request, words.say("tracker.reply.taken"))
            there = "tracker:information" if code else "tracker:matter"
            return HttpResponseRedirect(reverse(there, args=[own.number]))
        refused = refusals(request, done)
        if not refused:
            faults.append(("", words.say("tracker.reply.no_way")))
    return _form(request, own, code, typed=typed, lacks=lacks, faults=faults, refused=refused)


def _papers(request: HttpRequest, code: str | None) -> tuple[list[Paper], list[tuple[str, str]]]:
    """The files, made safe; and what is wrong with those that cannot be taken."""
    words = words_of(request)
    sent = request.FILES.getlist("files")
    if len(sent) > FILES:
        return [], [("files", words.say("tracker.reply.too_many", most=FILES))]
    good, faults = [], []
    for one in sent:
        made = paper(one.name or "", one.read(), what=code or "added")
        if isinstance(made, Faulty):
            name = words.isolated(made.name)
            faults.append(
                ("files", words.say(f"petition.upload.{made.code}", name=name, kinds=KINDS))
            )
        else:
            good.append(made)
    return good, faults


def _written(
    own: Own, code: str | None, contents: list[str | bytes]
) -> Recorded | NotRecorded | None:
    """One entry for each thing; what was refused ends it, and what was written before stays."""
    done: Recorded | NotRecorded | None = None
    for content in contents:
        done = _one(own, code, content)
        if not isinstance(done, Recorded):
            return done
    return done


def _one(own: Own, code: str | None, content: str | bytes) -> Recorded | NotRecorded | None:
    refused: NotRecorded | None = None
    for kind in TAKE:
        if kind == "InformationReceived" and code is None:
            continue
        fields = {"items": (code,)} if code else {}
        done = portal.write(own, kind, fields, {"words": content})
        if isinstance(done, Recorded):
            return done
        refused = refused or done
    return refused


@csrf_exempt  # until the upload handler is set: `_answered` asks for the token
@keyholders
def reply(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Answers one thing that was asked for."""
    request.upload_handlers = [uploads.InMemory(request)]
    own = of_request(request)
    if code not in {one.code for one in own.items}:
        raise Http404
    if request.method == "POST":
        if code not in {one.code for one in own.asked}:
            return HttpResponseRedirect(reverse("tracker:information", args=[own.number]))
        return _answered(request, own, code)
    return _form(request, own, code)


@csrf_exempt  # as above
@keyholders
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Adds words or papers that nobody asked for."""
    request.upload_handlers = [uploads.InMemory(request)]
    own = of_request(request)
    if request.method == "POST":
        return _answered(request, own, None)
    return _form(request, own, None)


def _form(
    request: HttpRequest,
    own: Own,
    code: str | None,
    *,
    typed: str = "",
    lacks: bool = False,
    faults: list[tuple[str, str]] | None = None,
    refused: list[object] | None = None,
) -> HttpResponse:
    item = next((one for one in own.items if one.code == code), None)
    return shown(
        request,
        own,
        "reply",
        item=item,
        label=speaker_of(request).names.code(code, "item") if code else "",
        typed=typed,
        lacks=lacks,
        faults=faults or [],
        refused_with=refused or [],
        longest=LONGEST,
        kinds=KINDS,
        readers=list(_readers(own, request)),
    )


def _readers(own: Own, request: HttpRequest) -> Iterator[str]:
    """The offices that the policy shows such an addition to, in words."""
    speaker = speaker_of(request)
    for office in own.pack.offices:
        if "words" in sight(own.pack, Viewer("office", office), TAKE[0]):
            yield speaker.office(office)
