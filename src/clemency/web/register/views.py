"""What everybody may see: the procedure, the register, and who wrote from outside."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from clemency.docket.policy import Viewer
from clemency.web.access import everybody
from clemency.web.lists import asking
from clemency.web.lists.filters import Filter
from clemency.web.office import clerk
from clemency.web.pages import language_of, render, words_of
from clemency.web.register import shown
from clemency.web.register.figures import public_figures
from clemency.web.register.procedure import maps_of, procedure_of

WAY = ("intake", "advice", "decision", "aftermath")
"""The parts of a procedure through which a request goes."""

TYPICAL = ("answered", "decided", "in-force")
DAY = 86_400  # seconds


def public() -> Viewer:
    """One of the public, today."""
    return Viewer("public", on=clerk().today())


@everybody
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: the doors, and the way a request takes."""
    from clemency.web.lists import steps

    parts = procedure_of(clerk().pack, language_of(request))
    typical = [(step, found) for step in TYPICAL if (found := steps.typical(step)) is not None]
    return render(
        request,
        "register/home.html",
        parts=[part for part in parts if part.id in WAY],
        figures=public_figures(clerk()),
        typical=typical,
    )


@everybody
@require_safe
def procedure(request: HttpRequest) -> HttpResponse:
    """Every step, with its rules and their sources."""
    parts = procedure_of(clerk().pack, language_of(request))
    return render(request, "register/procedure.html", parts=parts)


@everybody
@require_safe
def map_(request: HttpRequest) -> HttpResponse:
    """The same as a picture, sheet by sheet; the steps in words stand beside it."""
    sheets = len(maps_of(clerk().pack, language_of(request)))
    return render(request, "register/map.html", sheets=range(1, sheets + 1))


# A picture styles itself, and nothing else can be in it: it is drawn here from the pack.
@everybody
@require_safe
@cache_control(public=True, max_age=DAY)
@csp_replace({"style-src": ["'unsafe-inline'"], "font-src": ["data:"]})  # type: ignore[arg-type]
def picture(request: HttpRequest, sheet: int) -> HttpResponse:
    """One sheet of the map."""
    drawn = maps_of(clerk().pack, language_of(request))
    if not 1 <= sheet <= len(drawn):
        raise Http404
    return HttpResponse(drawn[sheet - 1], content_type="image/svg+xml")


@everybody
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """The matters of which the policy shows anything to everybody."""
    wanted = Filter.read(request.GET)
    page = asking.page(public(), wanted, clerk().today())
    return render(
        request,
        "register/list.html",
        page=page,
        wanted=wanted,
        figures=public_figures(clerk()),
        text=wanted.text,
    )


@everybody
@require_safe
def entry(request: HttpRequest, number: str) -> HttpResponse:
    """One matter: the entries that everybody may see, and proof that they are on the docket."""
    viewer = public()
    matter = clerk().matter(number, viewer)
    lines = shown.lines_of(clerk(), matter, viewer, words_of(request))
    return render(request, "register/entry.html", matter=matter, lines=lines)


@everybody
@require_safe
def legend(request: HttpRequest) -> HttpResponse:
    """What the register shows, what it withholds, and why: read from the policy itself."""
    kinds, unseen = shown.legend(clerk().pack, words_of(request))
    return render(request, "register/legend.html", kinds=kinds, unseen=unseen)


@everybody
@require_safe
def interventions(request: HttpRequest) -> HttpResponse:
    """Letters and statements from outside: who spoke in public office, asking what of whom. Private
    senders are counted and never shown."""
    wanted = Filter.read(request.GET)
    page = asking.page(public(), wanted, clerk().today())
    viewer, words = public(), words_of(request)
    told = [
        (row, shown.lines_of(clerk(), clerk().matter(row.number, viewer), viewer, words))
        for row in page.rows
    ]
    return render(
        request,
        "register/interventions.html",
        page=page,
        told=told,
        figures=public_figures(clerk()),
    )
