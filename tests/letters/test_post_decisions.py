"""Decisions, receipts and copies of applications: what they say, and when."""

from __future__ import annotations

from datetime import date

import pytest

from clemency.docket.entries import (
    CountersignatureWithheld,
    Countersigned,
    Denied,
    Granted,
    PetitionOpened,
    Received,
    Revoked,
)
from clemency.docket.entry import Commitment, Condition, Outcome
from clemency.letters.notices import BadLetter
from clemency.letters.post import (
    Answered,
    Chapter,
    Fingerprints,
    Occasion,
    Paper,
    Sheet,
    application_of,
    decision_of,
    receipt_of,
)
from clemency.letters.post.sheet import Box, Heading, Items, Pairs, Para, Quote, Table, strings
from tests.letters.packs import pack
from tests.letters.posts import envelope

CAME = Received(on=date(2026, 1, 5), act="receive", office="portal", channel="portal")
OPENED = PetitionOpened(
    on=date(2026, 1, 6), act="open-petition", office="pardons_department", relief="pardon"
)
GRANTED = Granted(
    on=date(2026, 2, 1),
    act="grant",
    office="president",
    outcomes=(
        Outcome(relief="pardon", charge="proceedings-0-charges-0"),
        Outcome(
            relief="remission",
            charge="proceedings-0-charges-1",
            conditional=True,
            term_months=11,
            until_on=date(2027, 5, 1),
        ),
        Outcome(relief="pardon", charge="proceedings-1-charges-0", granted=False),
    ),
    conditions=(
        Condition(id="c1", type="no-new-offence", until_on=date(2028, 1, 1)),
        Condition(id="c2", type="restitution", text=Commitment("0" * 64)),
    ),
)
SIGNED = Countersigned(on=date(2026, 2, 9), act="countersign", office="minister_of_justice")
WITHHELD = CountersignatureWithheld(
    on=date(2026, 2, 9), act="withhold-countersignature", office="minister_of_justice"
)


def decision(entry: object, *before: object, language: str = "en", **more: object) -> Sheet:
    told = Occasion(pack("il"), "2026-0007", entry, before, **more)  # type: ignore[arg-type]
    return decision_of(told, envelope(language))


def box(sheet: Sheet) -> str:
    return next(one.title for one in sheet.blocks if isinstance(one, Box))


def rows(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    return next(one.rows for one in sheet.blocks if isinstance(one, Table))


# --- decisions ------------------------------------------------------------------------------------


def test_a_grant_is_decided_and_not_in_force_before_it_is_countersigned() -> None:
    sheet = decision(GRANTED, CAME, OPENED)

    assert sheet.subject == "Grant of clemency"
    assert ("Number", "2026-0007/1") in sheet.meta
    assert box(sheet) == "Decided, not in force"
    assert [one.says for one in sheet.signed] == ["Granted by", "To be countersigned"]
    assert (sheet.signed[0].office, sheet.signed[0].day) == (
        "The President of the State",
        "1 February 2026",
    )
    assert sheet.signed[1].office == ""


def test_each_charge_has_its_own_outcome_and_terms() -> None:
    first, second, third = rows(decision(GRANTED, CAME, OPENED))

    assert first[0] == "first proceeding, first charge"
    assert first[2:] == ("granted", "none")
    assert second[3] == "11 months, until 1 May 2027 and on conditions"
    assert third[2] == "not granted"


def test_conditions_stand_in_words_and_in_their_own_where_these_may_be_read() -> None:
    sheet = decision(GRANTED, CAME, OPENED, texts={"conditions/1/text": "Pay back what was taken."})
    items = next(one.items for one in sheet.blocks if isinstance(one, Items))

    assert items == ("no new offence, until 1 January 2028", "Pay back what was taken.")


def test_the_words_of_the_decision_are_printed_as_they_were_written() -> None:
    sheet = decision(GRANTED, CAME, OPENED, texts={"text": "I pardon.\n#evil[x] *b*"})

    assert Quote("I pardon.\n#evil[x] *b*") in sheet.blocks
    assert Heading("The words of the decision") in sheet.blocks


def test_a_countersigned_grant_is_in_force_with_both_hands_under_it() -> None:
    sheet = decision(SIGNED, CAME, OPENED, GRANTED)

    assert box(sheet) == "In force"
    assert [one.office for one in sheet.signed] == [
        "The President of the State",
        "Minister of Justice",
    ]
    assert len(rows(sheet)) == 3


def test_a_withheld_countersignature_leaves_it_decided_and_not_in_force() -> None:
    sheet = decision(WITHHELD, CAME, OPENED, GRANTED)

    assert sheet.subject == "Countersignature withheld"
    assert box(sheet) == "Decided, not in force"
    assert sheet.signed[1].note == "Not signed, with the grounds recorded"


def test_a_denial_says_so_first_and_asks_for_no_countersignature() -> None:
    sheet = decision(Denied(on=date(2026, 2, 1), act="deny", office="president"), CAME, OPENED)

    assert box(sheet) == "Not granted"
    assert [one.says for one in sheet.signed] == ["Decided by"]
    assert not any(isinstance(one, Table) for one in sheet.blocks)


def test_a_grant_that_is_revoked_is_no_longer_in_force() -> None:
    gone = Revoked(on=date(2026, 6, 1), act="revoke", office="president", grounds="deceit")
    sheet = decision(gone, CAME, OPENED, GRANTED, SIGNED)

    assert box(sheet) == "No longer in force"
    assert Para("deceit") in sheet.blocks
    assert sheet.signed[-1].says == "Revoked by"


def test_what_decides_nothing_is_no_decision() -> None:
    with pytest.raises(BadLetter, match="decides nothing"):
        decision(OPENED, CAME)


# --- receipts and copies --------------------------------------------------------------------------


def receipt(language: str = "en", **more: object) -> Sheet:
    told = Occasion(pack("il"), "2026-0007", OPENED, (CAME,))
    prints = Fingerprints("12" * 32, "34" * 32, 117, "2026-01-06T10:11:12Z")
    return receipt_of(told, envelope(language), prints, **more)  # type: ignore[arg-type]


def test_a_receipt_has_number_fingerprint_and_what_was_sent() -> None:
    sheet = receipt(sent=("judgment.pdf",), reader="pardons_department")
    prints = dict(next(one.rows for one in sheet.blocks if isinstance(one, Pairs)))

    assert "2026-0007" in sheet.subject
    assert prints["Fingerprint of what you sent"] == "12" * 32
    assert prints["Place in the docket"] == "117"
    assert Items(("judgment.pdf",)) in sheet.blocks
    assert any("Pardons Department" in text for text in strings(sheet))


def test_a_receipt_says_what_asking_costs_and_that_the_sentence_goes_on_as_the_pack_says_it() -> (
    None
):
    said = " ".join(strings(receipt()))

    assert "There is no fee." in said
    assert "a sentence begins and ends as the court said" in said


def test_a_copy_of_an_application_keeps_the_writers_own_words_apart() -> None:
    paper = Paper(pack("il"), envelope("he"))
    chapters = (
        Chapter(
            "עליך",
            (
                Answered("מתי נולדת?", "3 במאי 1970"),
                Answered("מה קרה?", "I was young.\nשלום", own_words=True),
                Answered("כתובת", ""),
            ),
        ),
    )
    sheet = application_of(paper, "2026-0007", chapters)

    assert [type(one) for one in sheet.blocks] == [Para, Heading, Pairs, Para, Quote, Pairs]
    assert Quote("I was young.\nשלום") in sheet.blocks
    assert sheet.blocks[-1] == Pairs((("\u2068כתובת\u2069", "אין תשובה"),))
    assert sheet.answering == ()


def test_a_draft_says_that_nothing_was_sent() -> None:
    sheet = application_of(Paper(pack("il"), envelope("en")), "", (), sent=False)

    assert "draft, not sent" in sheet.subject
    assert any("Nothing has been sent" in text for text in strings(sheet))
    assert "Number" not in dict(sheet.meta)
