"""What is sealed reads back as it was; and whatever else lies sealed never breaks a page."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from clemency.web.application import (
    Answer,
    Application,
    Letter,
    Listed,
    Paper,
    Part,
    Person,
    from_words,
    to_words,
)

WHOLE = Application(
    language="he",
    door="relative",
    person=Person("דן בדוי", "123456782", date(1980, 2, 3), "רח' 1", "050", "", "כלא"),
    filer=Person("מרים בדויה", relation="parent"),
    answers=(Answer("filer", "?", "!", "relative"), Answer("relief", "?", "לא ידוע")),
    statement=(Part("why-now", "מדוע עכשיו", "כי\n\nכך"),),
    documents=(Listed("judgment", "פסק דין", "attached", "a.pdf", "00" * 32),),
    declared_on=date(2026, 3, 2),
    tell_by="email",
    agreed_on=date(2026, 3, 1),
    mark="abc",
)


def test_an_application_reads_back() -> None:
    assert from_words(to_words(WHOLE)) == WHOLE
    assert WHOLE.told.name == "מרים בדויה"


def test_what_an_older_reader_does_not_know_is_left_out_where_empty() -> None:
    table = json.loads(to_words(Application("en", "myself", Person("X"))))
    assert not {"scope", "mandate_until_on", "agreed_on", "mark"} & set(table)
    assert table["filer"] is None and table["person"]["born_on"] is None


def test_a_letter_and_its_scan_read_back() -> None:
    scan = Paper("a.pdf", "application/pdf", "A letter", "letter", b"%PDF-1.7\x00\xff", {"size": 3})
    for letter in (Letter("ar", {"name": "X"}, "text"), Letter("ar", {}, "", "m", scan)):
        assert from_words(to_words(letter)) == letter


def test_a_scan_that_cannot_be_read_does_not_hide_the_letter() -> None:
    broken = (
        b'{"form":"clemency-letter-1","language":"en","from":{},"text":"x","scan":{"content":"?"}}'
    )
    assert from_words(broken) == Letter("en", {}, "x")


def test_a_file_reads_back_byte_for_byte() -> None:
    paper = Paper("a b.pdf", "application/pdf", "T", "judgment", b"\n\x00{}\nclemency", {"size": 9})
    assert from_words(to_words(paper)) == paper


def test_plain_text_stays_text() -> None:
    assert from_words("שלום".encode()) == "שלום"
    assert from_words(b'{"form": "another"}') == '{"form": "another"}'
    assert from_words(b"clemency-file-1\nnothing") == "clemency-file-1\nnothing"


@given(st.binary())
def test_whatever_lies_sealed_is_read_somehow(words: bytes) -> None:
    for begun in (
        words,
        b"clemency-file-1\n" + words,
        b'{"form":"clemency-application-1",' + words,
    ):
        assert from_words(begun) is not None


@given(
    st.dictionaries(
        st.text(max_size=8), st.none() | st.integers() | st.text() | st.lists(st.text())
    )
)
def test_a_form_with_odd_fields_never_raises(table: dict[str, object]) -> None:
    for form in ("clemency-application-1", "clemency-letter-1"):
        assert from_words(json.dumps({**table, "form": form}).encode()) is not None
