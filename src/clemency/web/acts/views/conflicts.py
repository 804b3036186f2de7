"""The check before anything reaches a decider: who stands how to the matter, and what follows."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from clemency.web.access import officers
from clemency.web.acts import conflicts as checking
from clemency.web.acts.setting import Setting
from clemency.web.acts.views.frame import frame
from clemency.web.pages import render, url


@require_GET
@officers
def conflicts(request: HttpRequest, number: str) -> HttpResponse:
    """Relations on the docket, each officer who would act, and what the law asks of them."""
    setting = Setting.of(request, number)
    if setting.shown.case is None:
        raise Http404
    declare = [
        (setting.speaker.act(act.id), url("acts:act", number, act.id))
        for act in setting.acts_that_write("RelationRecorded")
    ]
    return render(
        request,
        "acts/conflicts.html",
        **frame(setting),
        seats=checking.seats(setting),
        relations=checking.relations(setting),
        declare=declare,
        clauses=[
            (
                setting.speaker.names.sentence(f"stands_aside.{one.id}.says") or one.id,
                setting.words.reference(one.cite.text),
            )
            for one in setting.pack.stands_aside
        ],
    )
