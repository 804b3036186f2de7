"""Lists follow the docket, whoever wrote in it; and can be thrown away and made again."""

from __future__ import annotations

from typing import Any

from clemency.web import counter
from clemency.web.lists import keeping
from clemency.web.lists.models import Aside, Mark, Row, Step, Wait, Word
from tests.web.lists.conftest import Desk, queries


def everything() -> dict[str, Any]:
    """Every row of every list, without the numbers that a database gives."""
    rows = {
        (row.matter, row.sight): {k: v for k, v in vars(row).items() if k not in ("id", "_state")}
        for row in Row.objects.all()
    }
    waits = sorted(
        (w.row.matter, w.sight, w.whom, w.what, str(w.asked_on), str(w.due_on))
        for w in Wait.objects.select_related("row")
    )
    return {
        "rows": rows,
        "waits": waits,
        "steps": sorted(Step.objects.values_list("matter", "step", "days")),
        "aside": sorted(Aside.objects.values_list("officer", "matter")),
        "words": sorted(Word.objects.values_list("word", "matter", "seq", "place")),
    }


def test_made_step_by_step_or_at_once_they_are_the_same(desk: Desk) -> None:
    number = desk.petition()
    keeping.catch_up()
    desk.asked(number, "police")
    keeping.catch_up()
    desk.answered(number, "police")
    desk.asked(number, "welfare")
    desk.received(words="Another letter.")
    desk.office.act(number, "stand-aside", by="spokesperson", fields={"reason": "family"})
    keeping.catch_up()
    before = everything()
    assert all(before.values())
    assert keeping.rebuild() > 0
    assert everything() == before


def test_a_list_shows_what_the_command_line_wrote(desk: Desk) -> None:
    number = desk.received()
    assert desk.seen() == [number]
    another = desk.received()
    assert desk.seen(order="number") == [another, number]


def test_a_page_that_writes_brings_the_lists_along(desk: Desk) -> None:
    done = counter.receive("o-portal", "portal", fields={"channel": "portal"})
    assert Row.objects.filter(number=done.number, sight="president").exists()  # type: ignore[union-attr]


def test_nothing_new_costs_two_reads(desk: Desk) -> None:
    desk.received()
    keeping.catch_up()
    with queries() as counted:
        assert keeping.catch_up() == 0
    assert counted == [2]


def test_under_another_shape_everything_is_made_anew(desk: Desk) -> None:
    desk.petition()
    keeping.catch_up()
    before = everything()
    Mark.objects.update(form="of an earlier version")
    Row.objects.update(stage="wrong")
    keeping.catch_up()
    assert everything() == before


def test_an_older_reading_never_overwrites_a_newer_one(desk: Desk) -> None:
    """Whoever brings the lists up to date reads after taking the mark, not before."""
    number = desk.petition()
    keeping.catch_up()
    mark = Mark.objects.get()
    desk.asked(number, "police")
    keeping.catch_up()
    Mark.objects.update(size=mark.size)  # as if another had begun before and came last
    keeping.catch_up()
    assert desk.row(number).waiting_on == "agency"


def test_the_offices_own_docket_is_in_no_list(desk: Desk) -> None:
    keeping.catch_up()
    assert not Row.objects.filter(number="office").exists()
