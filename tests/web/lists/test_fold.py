"""One spelling of a word, whoever wrote it and however."""

from __future__ import annotations

import pytest

from clemency.web.lists import fold


def found(written: str, asked: str) -> bool:
    """Whether somebody who asks so finds what was written so."""
    stored = {form for word in fold.words(written) for form in fold.forms(word)}
    return all(fold.forms(word) & stored for word in fold.asked(asked))


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("שָׁלוֹם עליכם", "שלום"),
        ("בקשתי והחנינה", "חנינה"),
        ("חנינה", "והחנינה"),
        ('ת"פ 12345-06-19', "תפ"),
        ("ת״פ", 'ת"פ'),
        ("צ׳רלי", "צ'רלי"),
        ("בית־המשפט העליון", "בית-המשפט"),
        ("12345-06-19", "12345-06-19"),
        ("12345-06-19", "12345"),
        ("2026-0001", "0001"),
        ("أحمد", "احمد"),
        ("إيمان", "ايمان"),
        ("مدرسة", "مدرسه"),
        ("مصطفى", "مصطفي"),
        ("العفــو", "عفو"),
        ("والعفو", "العفو"),
        ("عَفْوٌ", "عفو"),
        ("للعفو", "عفو"),
        ("٢٠٢٦", "2026"),
        ("José GARCÍA", "jose garcia"),
        ("Straße", "STRASSE"),
        ("\u202eevil\u202c", "evil"),
        ("O’Brien", "o'brien"),
        ("ﻋﻔﻮ", "عفو"),
    ],
)
def test_one_finds_the_other(written: str, asked: str) -> None:
    assert found(written, asked)


@pytest.mark.parametrize(
    ("written", "asked"),
    [("חנינה", "חנין"), ("pardon", "pard"), ("שלום", "לום שלום חסר"), ("ועד", "עדה")],
)
def test_one_does_not_find_the_other(written: str, asked: str) -> None:
    assert not found(written, asked)


def test_what_is_no_word_is_not_asked_for() -> None:
    assert fold.asked("  … — ! a 🕊 ") == []
    assert fold.asked("x" * 200) == []


def test_a_short_word_keeps_its_letters() -> None:
    """Nothing is taken away from a word of which too little would be left."""
    assert fold.forms("והב") == {"והב"}
    assert fold.forms("שלום") == {"שלום", "לום"}
    assert fold.forms("pardon") == {"pardon"}
