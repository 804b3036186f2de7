"""Whatever a list shows somebody is what the policy shows them, for everybody there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clemency.clerk.office import Clerk
from clemency.clerk.trouble import NotKnown
from clemency.docket.policy import Viewer
from clemency.web import office as serving
from clemency.web.demonstration.making import make
from clemency.web.lists import asking, keeping
from clemency.web.lists.filters import QUEUES, Filter
from clemency.web.lists.models import Aside, Row
from clemency.web.lists.sights import PUBLIC, sights

RURITANIA = str(Path(__file__).parents[2] / "packs" / "ruritania")
TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module", params=["il", RURITANIA], ids=["il", "ruritania"])
def clerk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Clerk]:
    """An office in which every journey of the pack has been walked, some of them twice."""
    folder = tmp_path_factory.mktemp("everybody") / "office"
    make(folder, pack=request.param, matters=60, today=TODAY)
    opened = serving.use(folder)
    serving.migrate()
    keeping.rebuild()
    yield opened
    serving.leave()


def viewers(clerk: Clerk) -> list[Viewer]:
    """Everybody who may look at lists, and those officers who stand aside somewhere."""
    plain = [Viewer("office", office, "nobody", on=TODAY) for office in clerk.pack.offices]
    aside = Aside.objects.order_by("officer").values_list("officer", flat=True).distinct()
    return [
        Viewer(PUBLIC, on=TODAY),
        *plain,
        *(
            Viewer("office", office, one, on=TODAY)
            for one in aside
            for office in clerk.pack.offices
        ),
    ]


def listed(viewer: Viewer) -> set[str]:
    """Every matter that any page of the list shows."""
    found: set[str] = set()
    page = asking.page(viewer, Filter(), TODAY)
    for number in range(1, page.of + 1):
        shown = asking.page(viewer, Filter(page=number), TODAY)
        found |= {row.matter for row in shown.rows}
    return found


def test_everybody_is_listed_the_matters_that_the_policy_shows(clerk: Clerk) -> None:
    sizes = set()
    for viewer in viewers(clerk):
        wanted = {one.ref for one in clerk.matters(viewer) if one.stage != "office"}
        assert listed(viewer) == wanted, viewer
        sizes.add(len(wanted))
    assert len(sizes) > 3  # they do not all see the same


def test_a_row_says_nothing_that_no_entry_shows(clerk: Clerk) -> None:
    """Every code and day of a row stands in an entry that this viewer is shown."""
    shared = sights(clerk.pack)
    for sight in shared.all:
        viewer = replace(sight.viewer, on=TODAY)
        for row in Row.objects.filter(sight=sight.id):
            try:
                matter = clerk.matter(row.matter, viewer)
            except NotKnown:
                pytest.fail(f"{sight.id} has a row of {row.number} and may not see it")
            shown = {value for entry in matter.entries for value in flat(entry.fields)}
            for name in ("received_on", "filed_on", "language", "channel", "track", "relief"):
                value = getattr(row, name)
                assert value is None or value in shown, (sight.id, row.number, name)
            for name in ("sender_office", "decided_on", "effective_on", "withheld_on", "closed_on"):
                value = getattr(row, name)
                assert value is None or value in shown, (sight.id, row.number, name)
            assert row.due_on == date.max or row.due_on in shown, (sight.id, row.number)


def flat(value: object) -> Iterator[object]:
    """Everything that stands in what is shown."""
    if isinstance(value, dict) or hasattr(value, "items"):
        for inner in value.values():  # type: ignore[union-attr]
            yield from flat(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from flat(inner)
    else:
        yield value


def test_offices_that_share_a_sight_may_see_the_same(clerk: Clerk) -> None:
    """Otherwise one of them would read rows that were made for the other. Sealed words apart: no
    row is made from those."""
    shared = [(a, b) for a, b in sights(clerk.pack).of_office.items() if a != b]
    assert shared or clerk.pack.id != "il"
    matters = Row.objects.filter(sight=PUBLIC).values_list("matter", flat=True)
    some = {*matters[:4], *Row.objects.order_by("-entries").values_list("matter", flat=True)[:40]}
    for office, other in shared:
        for ref in some:
            assert bare(clerk, ref, office) == bare(clerk, ref, other), (office, other)


def bare(clerk: Clerk, ref: str, office: str) -> list[tuple[int, dict[str, object]]]:
    """What an office is shown of a matter, without commitments to sealed words."""
    matter = clerk.matter(ref, Viewer("office", office, on=TODAY))
    return [
        (entry.seq, {k: v for k, v in entry.fields.items() if v not in entry.texts.values()})
        for entry in matter.entries
    ]


def test_counts_are_what_the_pages_show(clerk: Clerk) -> None:
    for viewer in viewers(clerk):
        counts = asking.counts(viewer, TODAY)
        assert set(counts) == set(QUEUES)
        for queue in QUEUES:
            assert asking.page(viewer, Filter(queue=queue), TODAY).total == counts[queue]


def test_something_stands_in_most_queues(clerk: Clerk) -> None:
    """So that the tests above have something to be wrong about."""
    viewer = Viewer("office", sights(clerk.pack).all[1].id, "nobody", on=TODAY)
    counts = asking.counts(viewer, TODAY)
    assert counts["all"] >= 40
    assert (
        counts["open"]
        and counts["finished"]
        and counts["open"] + counts["finished"] == counts["all"]
    )
