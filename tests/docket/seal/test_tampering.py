"""Every trick of `tricks.py`, and every flipped bit, shown to both verifiers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.docket.seal import tricks_anew, tricks_files, tricks_lines
from tests.docket.seal.dockets import (
    NOTHING,
    Files,
    Kept,
    checkpoint_of,
    of_matter,
    says_first,
    says_second,
    sealed,
    whole,
    words,
)
from tests.docket.seal.tricks import (
    DRAFTS,
    EARLIER,
    LATEST,
    MATTER,
    ONE,
    PRINTED,
    RECEIPT,
    TRICKS,
    WHOLE,
    Trick,
)


def test_there_are_enough_tricks_and_each_has_its_name() -> None:
    assert all((tricks_lines.FIELDS, tricks_files.OTHER_FILES, tricks_anew.OPENED_AT))
    assert len(TRICKS) >= 40
    assert len({t.name for t in TRICKS}) == len(TRICKS)


@pytest.mark.parametrize("kept", [NOTHING, EARLIER, LATEST, PRINTED, RECEIPT])
@pytest.mark.parametrize("export", [WHOLE, ONE], ids=["whole", "one matter"])
def test_the_honest_exports_are_sound(export: Files, kept: Kept) -> None:
    assert says_first(export, kept) == says_second(export, kept) == []


@pytest.mark.parametrize("tried", TRICKS, ids=lambda t: t.name)
def test_a_trick_is_seen_through_by_both(tried: Trick) -> None:
    changed = tried.change(dict(tried.export))
    assert changed != tried.export
    if tried.kept is None:
        assert says_first(changed)
        assert says_second(changed)
    else:
        assert says_first(changed) == says_second(changed) == [], "or it needs nothing kept"
        assert says_first(changed, tried.kept)
        assert says_second(changed, tried.kept)


SMALL = sealed([DRAFTS[0], DRAFTS[1], DRAFTS[3]])  # two of them of the first matter
SMALL_KEPT = Kept(checkpoint=checkpoint_of(SMALL[:2]))
FLIPPED = {
    "whole": whole(SMALL, (1,), (words(0),)),
    "matter": of_matter(SMALL, MATTER, (), (words(0),), earlier=(2,)),
}


def test_the_small_exports_are_sound() -> None:
    for files in FLIPPED.values():
        assert says_first(files, SMALL_KEPT) == says_second(files, SMALL_KEPT) == []


@pytest.mark.parametrize(
    ("export", "name"), [(kind, name) for kind, files in FLIPPED.items() for name in files]
)
def test_one_bit_flipped_at_every_place(export: str, name: str) -> None:
    """Every byte of every file, one of its bits after the other as the places go by."""
    files = FLIPPED[export]
    data = files[name]
    missed = []
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << (at % 8)
        changed = {**files, name: bytes(flipped)}
        if not says_first(changed, SMALL_KEPT) or not says_second(changed, SMALL_KEPT):
            missed.append(at)
    assert missed == []


@given(st.data())
@settings(max_examples=300)
def test_both_verifiers_say_the_same_of_any_change(data: st.DataObject) -> None:
    """Whatever is cut, moved or overwritten: either both find it sound or neither does."""
    kind = data.draw(st.sampled_from(sorted(FLIPPED)))
    files = dict(FLIPPED[kind])
    name = data.draw(st.sampled_from(sorted(files)))
    for _ in range(data.draw(st.integers(1, 3))):
        raw = files[name]
        at, cut = data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, 80))
        put = data.draw(st.binary(max_size=4) | st.just(raw[at : at + cut]))
        files[name] = raw[:at] + put + raw[at + cut :]
    first, second = says_first(files, SMALL_KEPT), says_second(files, SMALL_KEPT)
    assert bool(first) == bool(second), (first, second)
    assert files == FLIPPED[kind] or first
