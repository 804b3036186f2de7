"""Opinions: of one matter by state, and of all that this officer may see."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from clemency.web.access import officers
from clemency.web.acts import links, opinions
from clemency.web.acts.models import ScopedLink
from clemency.web.acts.setting import Setting
from clemency.web.acts.views.frame import frame
from clemency.web.lists import keeping
from clemency.web.lists.models import Aside, Wait
from clemency.web.lists.sights import sights
from clemency.web.office import clerk
from clemency.web.once import only_once
from clemency.web.pages import render, url

A_PAGE = 50


@require_GET
@officers
def board(request: HttpRequest, number: str) -> HttpResponse:
    """The opinions of one matter, by state."""
    setting = Setting.of(request, number)
    standing = opinions.board(setting)
    inside = setting.shown.case is not None
    columns = [
        (state, setting.words.say(f"acts.opinion.state.{state}"), opinions.TONES[state], found)
        for state in opinions.STATES
        if (found := [one for one in standing if one.state == state])
    ]
    linked: dict[str, ScopedLink] = {}
    if inside:
        linked = {one.office: one for one in links.open_links(setting)}
    linkable = {
        one.office
        for one in standing
        if inside
        and one.state in ("waiting", "overdue")
        and links.answering(setting.clerk, one.office) is not None
        and setting.acts_that_write("OpinionAsked", "OpinionChased")
    }
    return render(
        request,
        "acts/board.html",
        **frame(setting),
        columns=columns,
        linked=linked,
        linkable=linkable,
    )


@require_POST
@officers
def link(request: HttpRequest, number: str, office: str) -> HttpResponse:
    """Makes a link for an office, and shows it this once."""
    setting = Setting.of(request, number)
    _may_link(setting)
    made = links.make(
        setting.clerk,
        setting.ground,
        office,
        language=setting.words.language,
        by=setting.seat.officer,
    )
    if made is None:
        messages.warning(request, setting.words.say("acts.link.impossible"))
        return HttpResponseRedirect(url("acts:board", number))
    address = links.address(made.secret)
    if address.startswith("/"):
        address = request.build_absolute_uri(address)
    return render(
        request,
        "acts/link.html",
        **frame(setting),
        address=address,
        link=made.link,
        office_name=setting.speaker.office(office),
    )


@require_POST
@officers
@only_once
def unlink(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Takes a link back."""
    setting = Setting.of(request, number)
    _may_link(setting)
    if links.take_back(setting, pk):
        messages.success(request, setting.words.say("acts.link.taken_back"))
    return HttpResponseRedirect(url("acts:board", number))


def _may_link(setting: Setting) -> None:
    inside = setting.shown.case is not None
    if not inside or not setting.acts_that_write("OpinionAsked", "OpinionChased"):
        raise Http404


@require_GET
@officers
def everywhere(request: HttpRequest) -> HttpResponse:
    """Opinions that are awaited in any matter this officer sees, the longest overdue first."""
    keeping.catch_up()
    office, today = clerk(), clerk().today()
    viewer = request.seat.viewer(today)  # type: ignore[attr-defined]
    aside = Aside.objects.filter(officer=viewer.officer, matter=OuterRef("row__matter"))
    waits = (
        Wait.objects.filter(sight=sights(office.pack).of(viewer), what="opinion")
        .filter(~Exists(aside))
        .select_related("row")
        .order_by("due_on", "asked_on", "pk")
    )
    whom = request.GET.get("of", "")
    offices = sorted(set(waits.values_list("whom", flat=True).distinct()))
    if whom in offices:
        waits = waits.filter(whom=whom)
    pages = Paginator(waits, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "acts/opinions.html",
        page=page,
        of=pages.num_pages,
        total=pages.count,
        rows=[(one, (one.due_on - today).days if one.due_on else None) for one in page],
        offices=offices,
        whom=whom,
        query=f"of={whom}&" if whom else "",
        may_chase=any(
            act.writes == "OpinionChased" and viewer.office in act.by
            for act in office.pack.acts.values()
        ),
    )
