"""The brief for whoever decides: one page, to be read on a screen or on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from clemency.web.access import officers
from clemency.web.acts.brief import DECIDERS, LEAST_CASES, brief_of
from clemency.web.acts.setting import Setting
from clemency.web.acts.views.frame import frame
from clemency.web.lists import keeping
from clemency.web.pages import render, url


@require_GET
@officers
def brief(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that bears on a decision, as far as this officer may see it."""
    setting = Setting.of(request, number)
    if setting.shown.case is None or setting.case.petition_on is None:
        raise Http404
    keeping.catch_up()
    steps = [
        (setting.speaker.act(act.id), url("acts:act", number, act.id))
        for act in setting.acts_that_write(*DECIDERS, "Returned", "Deferred", "Endorsed")
    ]
    return render(
        request,
        "acts/brief.html",
        **frame(setting),
        brief=brief_of(setting),
        least=LEAST_CASES,
        steps=steps,
    )
