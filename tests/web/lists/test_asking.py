"""Pages, filters, orders; and that a page takes the same queries however much there is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clemency.web.lists import asking, keeping
from clemency.web.lists.filters import MOST_PAGES, Filter
from clemency.web.lists.models import Row
from tests.web.lists.conftest import DEPARTMENT, Desk, queries
from tests.web.offices import DAY


@pytest.mark.parametrize("order", ["due", "age", "number", "last"])
def test_every_order_shows_all_of_them(desk: Desk, order: str) -> None:
    early, late = desk.petition(), desk.received()
    desk.asked(early, "police")
    desk.later(1)
    newest = desk.received()
    orders = {
        "due": [early, late, newest],
        "age": [early, late, newest],
        "number": [newest, late, early],
        "last": [newest, late, early],
    }
    assert desk.seen(order=order) == orders[order]


def test_the_nearest_day_comes_first_and_nothing_due_comes_last(desk: Desk) -> None:
    none, far = desk.petition(), desk.petition()
    desk.later(5)
    near = desk.petition()
    desk.asked(far, "police")
    until = DAY + timedelta(days=9)
    desk.office.act(near, "defer", fields={"reason": "court", "until": until})
    assert desk.seen() == [near, far, none]


def test_filters_narrow_and_go_together(desk: Desk) -> None:
    hebrew = desk.received(language="he")
    arabic = desk.received(language="ar", channel="portal")
    petition = desk.petition(language="ar")
    assert desk.seen(language="ar") == [arabic, petition]
    assert desk.seen(language="ar", kind="petition") == [petition]
    assert desk.seen(channel="portal") == [arabic]
    assert desk.seen(stage="received", language="he") == [hebrew]
    assert desk.seen(track="civil", relief="reduction") == [petition]
    assert desk.seen(language="en") == []


def copies(times: int) -> None:
    """Many rows more, as if so many petitions had come."""
    model = Row.objects.filter(sight="president").first()
    assert model is not None
    made = []
    for at in range(times):
        number = f"2026-{5000 + at}"
        fields = {f.attname: getattr(model, f.attname) for f in Row._meta.concrete_fields}
        fields.update(
            id=None, matter=f"{at:032x}", number=number, number_key=number, first=10_000 + at
        )
        made.append(Row(**fields))
    Row.objects.bulk_create(made)


def test_a_page_takes_as_many_queries_for_one_matter_as_for_many(desk: Desk) -> None:
    desk.asked(desk.petition(), "police")
    viewer, today = desk.viewer(DEPARTMENT), desk.office.clerk.today()

    def costs() -> list[list[int]]:
        found = []
        for wanted in (Filter(), Filter(queue="with-us"), Filter(waiting="police", order="last")):
            with queries() as counted:
                asking.page(viewer, wanted, today)
            found.append(counted)
        with queries() as counted:
            asking.counts(viewer, today)
        return [*found, counted]

    keeping.catch_up()
    before = costs()
    copies(300)
    assert costs() == before == [[6], [6], [6], [3]]


def test_pages_are_leafed_through_and_end(desk: Desk) -> None:
    desk.received()
    keeping.catch_up()
    copies(60)
    pages = [desk.page(page=n) for n in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [25, 25, 11]
    assert {(page.of, page.total, page.more) for page in pages} == {(3, 61, False)}
    assert len({row.number for page in pages for row in page.rows}) == 61
    assert desk.page(page=99).here == 3


def test_nobody_leafs_through_more_than_there_is_patience_for(desk: Desk) -> None:
    desk.received()
    keeping.catch_up()
    copies(asking.MOST + 10)
    page = desk.page(page=MOST_PAGES)
    assert (page.of, page.total, page.more) == (MOST_PAGES, asking.MOST, True)
    assert desk.page().rows[0].number == "2026-0001"
    assert asking.counts(desk.viewer(), DAY)["all"] == asking.MOST + 1


def test_whatever_an_address_holds_is_read_as_far_as_it_makes_sense() -> None:
    given = {"queue": "none such", "order": "x", "page": "-3", "q": "a\x00b", "kind": "petition"}
    assert Filter.read(given) == Filter(text="ab", kind="petition")
    assert Filter.read({"page": "9" * 30}).page == MOST_PAGES
    assert Filter.read({"page": "٣"}).page == 1
    assert Filter.read({"queue": "due", "q": "שלום"}).query(page=2) == (
        "queue=due&q=%D7%A9%D7%9C%D7%95%D7%9D&page=2"
    )
    assert Filter(page=7).query(queue="mine") == "queue=mine"


def test_who_stands_aside_sees_nothing_of_it(desk: Desk) -> None:
    number = desk.petition()
    assert desk.seen(officer="o2-president_legal") == [number]
    desk.office.act(
        number, "stand-aside", officer="o2-president_legal", fields={"reason": "family"}
    )
    assert desk.seen(officer="o2-president_legal") == []
    assert asking.row(desk.viewer(officer="o2-president_legal"), number, DAY) is None
    assert asking.counts(desk.viewer(officer="o2-president_legal"), DAY)["all"] == 0
    assert desk.seen() == [number]
