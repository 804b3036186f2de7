"""How long steps took: only where there are enough matters, and never as a forecast."""

from __future__ import annotations

import pytest

from clemency.letters.speech import Speaker
from clemency.web.lists import keeping, steps, told
from clemency.web.lists.models import Step
from clemency.web.lists.steps import ENOUGH, Typical
from clemency.web.words import in_language
from tests.web.lists.conftest import Desk
from tests.web.offices import DAY


def took(days: list[int], step: str = "opinion", of: str = "police") -> None:
    """So many matters took so long."""
    for at, one in enumerate(days):
        Step.objects.create(matter=f"{at:032x}", step=step, of=of, days=one, ended_on=DAY)


def test_few_matters_tell_nothing(desk: Desk) -> None:
    took([1] * (ENOUGH - 1))
    assert steps.typical("opinion") is None
    took([5], step="decided")
    assert steps.typical("decided") is None


def test_the_median_and_the_middle_eight_in_ten(desk: Desk) -> None:
    took(list(range(1, 101)))
    assert steps.typical("opinion", "police") == Typical(median=50, low=10, high=90, cases=100)
    assert steps.typical("opinion", "welfare") is None


def test_many_steps_of_one_matter_are_one_matter(desk: Desk) -> None:
    for day in range(ENOUGH + 5):
        Step.objects.create(matter="a" * 32, step="information", days=day, ended_on=DAY)
    assert steps.typical("information") is None


def test_steps_come_from_the_docket(desk: Desk) -> None:
    number = desk.received()
    desk.later(2)
    other = desk.petition()
    desk.asked(other, "police")
    desk.later(9)
    desk.answered(other, "police")
    desk.decided(other)
    desk.later(1)
    desk.countersigned(other)
    keeping.catch_up()
    found = sorted(Step.objects.values_list("step", "of", "days"), key=str)
    assert found == [
        ("decided", None, 9),
        ("in-force", None, 1),
        ("opinion", "police", 9),
        ("sorted", None, 0),
    ]
    assert number  # nothing is over in it yet, so it tells nothing


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_it_is_said_with_a_warning(desk: Desk, language: str) -> None:
    words = in_language(language)
    says = told.typical(Typical(30, 12, 61, 40), words)
    assert len(says) == 3 and "30" in says[0] and "40" in says[1]
    assert len(told.typical(None, words)) == 1
    assert Speaker(desk.office.clerk.pack, language)
