"""Sheets as PDF and as pages: complete, readable by machines and people, and always the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from io import BytesIO

import pikepdf
import pytest

from clemency.letters.post import (
    Answered,
    Chapter,
    Fingerprints,
    Paper,
    Sheet,
    application_of,
    as_html,
    as_pdf,
    decision_of,
    letter_of,
    receipt_of,
)
from clemency.letters.post.decisions import TITLES
from clemency.letters.post.html import style, style_digest
from clemency.letters.post.plain import paragraphs, runs_rightward
from clemency.letters.post.sheet import strings
from tests.letters.books import Page
from tests.letters.packs import FOLDERS, pack
from tests.letters.posts import envelope, likeness, read_back, walked

ENTRY = b'{"kind":"PetitionOpened","nonce":"00"}'
EVERY = [(name, language) for name in FOLDERS for language in pack(name).languages]
STORIES = {
    "en": "I was young.\nI have worked ever since.",
    "he": "הייתי צעיר.\nמאז אני עובד.",
    "ar": "كنت شابًا.\nومنذ ذلك الحين أعمل.",
}


@cache
def sheets(name: str, language: str) -> tuple[Sheet, ...]:
    """One of each letter, decision and receipt of a pack."""
    return tuple(_sheets(name, language))


def _sheets(name: str, language: str) -> Iterator[Sheet]:
    occasions, told = walked(name)
    letters = {one.tells.letter: one for one in told if (name, one.tells.letter) != NOT_FILLED}
    for id, one in sorted(letters.items()):
        yield letter_of(one.occasion, id, envelope(language, one.tells.who), "ab" * 32)
    for kind in TITLES:
        found = next((one for one in occasions if one.entry.kind == kind), None)
        if found is not None:
            yield decision_of(found, envelope(language), "ab" * 32)
    opened = next((one for one in occasions if one.entry.kind == "PetitionOpened"), None)
    if opened is not None:
        yield receipt_of(opened, envelope(language), Fingerprints("12" * 32), ("judgment.pdf",))
    answers = (Answered("?", STORIES[language], True), Answered(STORIES[language][:12], "12"))
    paper = Paper(pack(name), envelope(language))
    yield application_of(paper, "2026-0007", (Chapter("1", answers),))


NOT_FILLED = ("ruritania", "implement")


# --- read back ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_sheet_reads_back_from_its_pdf(name: str, language: str) -> None:
    found = {one.subject: likeness(one, as_pdf(one, ENTRY)) for one in sheets(name, language)}
    assert found
    assert {subject: score for subject, score in found.items() if score < 0.95} == {}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_sheet_stands_whole_on_its_page(name: str, language: str) -> None:
    for sheet in sheets(name, language):
        whole = as_html(sheet)
        page = Page(whole)
        said = " ".join(unescape(re.sub(r"<[^>]*>", " ", whole)).split())
        assert page.wrong == page.open == []
        assert page.root == {"lang": language, "dir": "rtl" if sheet.rtl else "ltr"}
        assert page.tags["h1"] == page.tags["main"] == 1
        assert page.tags["script"] == page.tags["img"] == 0
        for text in strings(sheet):
            for line in paragraphs(text) if "\u0001" not in text else ():
                assert " ".join(line.split()) in said or " ".join(text.split()) in said, line


# --- what the file is -----------------------------------------------------------------------------


def one(language: str = "he") -> Sheet:
    return next(one for one in sheets("il", language) if one.kind == "decision")


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert as_pdf(one(), ENTRY) == as_pdf(one(), ENTRY)
    assert as_pdf(one(), ENTRY) != as_pdf(one(), b"{}")


def test_the_entry_lies_inside_as_it_was_written() -> None:
    with pikepdf.open(BytesIO(as_pdf(one(), ENTRY))) as file:
        assert list(file.attachments) == ["entry.json"]
        attached = file.attachments["entry.json"].get_file().read_bytes()
    assert attached == ENTRY
    assert json.loads(attached)["kind"] == "PetitionOpened"


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_archives_and_screen_readers_find_what_they_need(language: str) -> None:
    with pikepdf.open(BytesIO(as_pdf(one(language), ENTRY))) as file:
        assert str(file.Root.Lang) == language
        assert bool(file.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in file.Root
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        direction = str(file.Root.ViewerPreferences.get("/Direction", "/L2R"))
        assert direction == ("/L2R" if language == "en" else "/R2L")
        with file.open_metadata() as meta:
            assert meta["pdfaid:part"] == "3"
            assert meta["pdfaid:conformance"] == "A"
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == one(language).subject


def test_without_an_entry_nothing_is_attached() -> None:
    with pikepdf.open(BytesIO(as_pdf(one()))) as file:
        assert len(file.attachments) == 0


# --- whatever people write ------------------------------------------------------------------------


def copy(words: str, language: str = "en") -> Sheet:
    answers = (Answered("What happened?", words, True),)
    return application_of(Paper(pack("il"), envelope(language)), "1", (Chapter("1", answers),))


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    sheet = copy('#evil[x] *b* $y$ </p><script>alert("x")</script>')

    assert "#evil[x] *b* $y$" in read_back(as_pdf(sheet))
    assert "<script>" not in as_html(sheet)


def test_a_sign_that_no_font_has_is_named_in_print_and_shown_on_the_screen() -> None:
    sheet = copy("Thank you \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 漢")
    said = " ".join(read_back(as_pdf(sheet)).split())

    assert "[grinning face]" in said
    assert "[man][woman][girl]" in said
    assert "[cjk unified ideograph-6f22]" in said
    assert "\U0001f600" in as_html(sheet)


def test_words_that_turn_others_around_turn_nothing() -> None:
    sheet = copy("name \u202etxt.exe\u202c \u2067abc", "he")

    assert "\u202e" not in as_html(sheet)
    assert paragraphs("a\u202eb\r\n\r\n\u2067c\u0000") == ["ab", "c"]
    assert as_pdf(sheet)


def test_words_run_as_their_first_letter_does() -> None:
    assert runs_rightward("12 שלום world")
    assert runs_rightward("(سلام)")
    assert not runs_rightward("Hello שלום")
    assert not runs_rightward("123")


def test_long_words_fill_as_many_pages_as_they_need() -> None:
    sheet = copy("\n".join(f"Paragraph {n} of a long story. " * 12 for n in range(60)))
    whole = as_pdf(sheet)
    with pikepdf.open(BytesIO(whole)) as file:
        pages = len(file.pages)

    assert pages > 3
    assert f"Page {pages} of {pages}" in " ".join(read_back(whole).split())


# --- the page's style -----------------------------------------------------------------------------


def test_the_style_is_logical_and_its_digest_is_the_one_that_browsers_make() -> None:
    from base64 import b64encode
    from hashlib import sha256

    found = re.search(r"<style>(.*?)</style>", as_html(one()), re.DOTALL)
    assert found is not None
    digest = b64encode(sha256(found[1].encode()).digest()).decode()
    assert style_digest() == f"'sha256-{digest}'"
    assert not re.search(
        r"(margin|padding|border)-(left|right)|text-align:\s*(left|right)", style()
    )
