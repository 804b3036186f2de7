"""The person's own words, arranged under prompts: nothing is rewritten, nothing is rated."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from clemency.letters.speech import Speaker
from clemency.web.application import PROMPTS
from clemency.web.office import clerk
from clemency.web.pages import language_of, words_of
from clemency.web.petition import compose, drafts, plain, readers
from clemency.web.petition.drafts import Content, Open, writes
from clemency.web.petition.views import common
from clemency.web.petition.views.common import Fault, page, seen, went_on

MOST = 6000  # characters of one part


@writes
def story(request: HttpRequest, draft: Open) -> HttpResponse:
    """Prompts, in the reader's language; answers, in whichever language they are given."""
    court = _court(draft.content)
    prompts = [one for one in PROMPTS if one != compose.RISKY or court is not True]
    faults: list[Fault] = []
    changed = ""
    if request.method == "POST":
        faults = _faults(request, prompts)
        if not faults:

            def do(content: Content) -> None:
                told = {one: plain.lines(request.POST.get(one, ""), MOST) for one in prompts}
                content["story"] = {**content["story"], **told}

            found = drafts.change(draft, do, part=_part, was=common.was(request))
            if found is None:
                return went_on(request, draft, common.to_tasks(draft))
            draft = drafts.find(request, draft.id) or draft
            texts = "\n\n".join(filter(None, (found.now or {}).values()))
            changed = common.conflict(request, found, texts)
    typed = request.POST if request.method == "POST" else draft.content["story"]
    speaker = Speaker(clerk().pack, language_of(request))
    return page(
        request,
        "story",
        draft,
        prompts=prompts,
        typed={one: typed.get(one, "") for one in prompts},
        most=MOST,
        court=court,
        kept_back=draft.content["story"].get(compose.RISKY, "") if court is True else "",
        readers=[speaker.office(one) for one in readers.offices_that_read(clerk().pack)],
        people=[speaker.office(one) for one in readers.people_that_read(clerk().pack)],
        faults=faults,
        wrong=dict(faults),
        was=seen(_part(draft.content)),
        changed=changed,
        before=common.to_tasks(draft),
    )


def _court(content: Content) -> bool | None:
    one = compose.interview_of(content)
    return one.court_at_work() if one is not None else None


def _part(content: Content) -> Any:
    return content["story"]


def _faults(request: HttpRequest, prompts: list[str]) -> list[Fault]:
    say = words_of(request).say
    return [
        (one, say("petition.story.too_long", most=MOST))
        for one in prompts
        if len(request.POST.get(one, "").replace("\r\n", "\n").strip()) > MOST
    ]
