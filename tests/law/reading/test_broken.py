"""Every kind of mistake, beside exactly what is printed for it.

To add one: a folder below `broken` with the files that are wrong, then
`python -m tests.law.reading.renew`, then read what it wrote.
"""

from __future__ import annotations

import pytest

from tests.law.reading.packs import BROKEN, base, broken_pack, broken_packs, told_of


@pytest.mark.parametrize("name", broken_packs())
def test_what_is_printed(name: str) -> None:
    assert told_of(broken_pack(name)) == (BROKEN / name / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("name", broken_packs())
def test_a_broken_pack_is_refused(name: str) -> None:
    assert told_of(broken_pack(name))


def test_the_pack_they_all_break_is_whole() -> None:
    assert told_of(base()) == ""
