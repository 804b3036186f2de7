"""Packs with a seeded fault: each is found and named, with file and line.

To add one: a folder below `tests/broken`, then `python -m tests.broken.renew`, then read what it
wrote.
"""

from __future__ import annotations

import pytest

from tests.broken.packs import HERE, SOUND, broken_packs, printed_of, run


@pytest.mark.parametrize("name", broken_packs())
def test_what_is_printed(name: str) -> None:
    assert printed_of(name) == (HERE / name / "says.txt").read_text("utf-8")


def test_the_pack_they_all_break_is_sound_and_proved() -> None:
    code, printed = run("pack", "prove", SOUND)
    assert code == 0, printed
