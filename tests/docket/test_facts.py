"""What a matter knows: the docket is closed, what people tell is open."""

from __future__ import annotations

from datetime import date
from typing import get_type_hints

import pytest
from hypothesis import given

from clemency.docket import entries as e
from clemency.docket.case import ROWS, Case, case_from
from clemency.docket.facts import docket_facts, matter_facts, told
from clemency.docket.policy import OFFICES, PEOPLE
from clemency.docket.verdict import KINDS as KINDS_OF_OBJECTION
from clemency.docket.vocabulary import CODE, FORMS, HEADER_TYPES
from clemency.law.facts import facts_from
from clemency.law.finding import env_of
from clemency.law.parse import Scope, parse
from clemency.law.reading.check import OFFICES as READ_OFFICES
from clemency.law.reading.check import PEOPLE as READ_PEOPLE
from clemency.law.reading.check_acts import HEADER
from clemency.law.reading.trials import OBJECTIONS
from clemency.law.reason import reason
from clemency.law.types import (
    BOOL,
    DAY,
    INT,
    TEXT,
    Bool,
    Choice,
    Day,
    Int,
    Optional,
    RowsOf,
    Text,
    Type,
)
from clemency.law.values import UNKNOWN, Facts, Rows, Source, Standing
from tests.docket.small import pack
from tests.docket.strategies import DOCKETS, HALF

DAY_ONE = date(2026, 3, 2)


def asked(text: str, case: Case) -> object:
    expr = parse(text, Scope(FORMS.vocabulary))
    return reason(expr, env_of(Facts(docket_facts(case)), DAY_ONE)).value


def test_what_was_not_written_was_not_done() -> None:
    assert asked("docket.filed_on == none", Case()) is True
    assert asked("docket.in_public_office", Case()) is False
    assert asked("any(v.carried for v in docket.votes)", Case()) is False
    assert asked("count(o for o in docket.opinions)", Case()) == 0


def test_a_pack_reads_what_the_docket_says() -> None:
    case = case_from(
        [
            e.PetitionOpened(on=DAY_ONE, filed_on=date(2026, 2, 1)),
            e.OpinionReceived(on=DAY_ONE, of="police", favours=False),
        ]
    )
    assert asked("docket.filed_on == date('2026-02-01')", case) is True
    against = "any(o.office == 'police' and o.favours != none and not o.favours"
    assert asked(f"{against} for o in docket.opinions)", case) is True


def fits(value: object, kind: Type) -> bool:
    match kind:
        case Optional(of):
            return value is None or fits(value, of)
        case Bool():
            return isinstance(value, bool)
        case Int():
            return isinstance(value, int) and not isinstance(value, bool)
        case Day():
            return isinstance(value, date)
        case Text():
            return isinstance(value, str)
        case Choice(options):
            return value in options
        case RowsOf(record):
            fields = FORMS.vocabulary.records[record].fields
            return (
                isinstance(value, Rows)
                and value.complete is True
                and all(set(row.fields) == set(fields) for row in value)
                and all(fits(row.fields[n], t) for row in value for n, t in fields.items())
            )
    return False


@HALF
@given(DOCKETS)
def test_every_docket_fits_the_vocabulary(docket: list[e.Entry]) -> None:
    values = docket_facts(case_from(docket))
    assert set(values) == set(FORMS.vocabulary.facts)
    for name, kind in FORMS.vocabulary.facts.items():
        assert fits(values[name], kind), (name, values[name])


def test_the_vocabulary_is_the_case() -> None:
    assert set(FORMS.vocabulary.facts) == {f"docket.{name}" for name in get_type_hints(Case)}
    for name in ROWS:
        kind = FORMS.vocabulary.facts[f"docket.{name}"]
        assert isinstance(kind, RowsOf)
        assert FORMS.vocabulary.records[kind.record].plural == f"docket.{name}"


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        ("docket.filed_on", Optional(DAY)),
        ("docket.endorsed", Optional(BOOL)),
        ("docket.in_public_office", BOOL),
        ("docket.decided_by", Optional(TEXT)),
        ("docket.office_statements", RowsOf("docket.office_statement")),
    ],
)
def test_annotations_become_types(fact: str, kind: Type) -> None:
    assert FORMS.vocabulary.facts[fact] == kind


def test_the_forms_of_entries_are_their_declarations() -> None:
    voted = FORMS.kinds["Voted"]
    assert voted.required == {"present", "yes", "no"}
    assert voted.fields["carried"] == BOOL
    assert FORMS.kinds["Advised"].fields["term_months"] == Optional(INT)
    assert FORMS.kinds["InformationAsked"].fields["items"] == RowsOf(CODE)
    assert FORMS.kinds["Granted"].fields["outcomes"] == RowsOf("entry.outcome")
    assert set(FORMS.kinds) == set(e.KINDS)
    assert HEADER_TYPES["on"] == DAY


def test_packs_are_read_with_the_same_words() -> None:
    """Floor 1 names them again, since it may not look up here."""
    assert {*HEADER_TYPES, "kind", "recorded_at"} == set(HEADER)
    assert OBJECTIONS == KINDS_OF_OBJECTION
    assert (*PEOPLE, OFFICES) == (*READ_PEOPLE, READ_OFFICES)


def test_who_acts_and_when_are_facts_too() -> None:
    facts = matter_facts(Case(), Facts({"a": 1}), DAY_ONE, "desk", "ann")
    given = {name: facts.values[name] for name in ("today", "acting_office", "actor", "a")}
    assert given == {"today": DAY_ONE, "acting_office": "desk", "actor": "ann", "a": 1}
    assert facts.source("docket.filed_on").standing is Standing.DOCKET
    assert facts.source("today").standing is Standing.GIVEN
    assert facts.source("a").standing is Standing.CLAIMED


def test_nobody_can_tell_the_docket_what_it_says() -> None:
    """A fact given under a name of the docket is overwritten by what the docket says."""
    facts = matter_facts(Case(), Facts({"docket.filed_on": DAY_ONE}), DAY_ONE)
    assert facts.values["docket.filed_on"] is None


CLAIM, REPORT = Source(Standing.CLAIMED), Source(Standing.REPORTED)
RECORD, DISPUTE = Source(Standing.CERTIFIED), Source(Standing.DISPUTED)


@pytest.mark.parametrize(
    ("first", "then", "value"),
    [
        (CLAIM, CLAIM, 2),
        (CLAIM, REPORT, 1),
        (REPORT, CLAIM, 2),
        (CLAIM, RECORD, 2),
        (RECORD, CLAIM, 1),
        (RECORD, DISPUTE, 2),
        (DISPUTE, RECORD, 2),
        (DISPUTE, CLAIM, 1),
    ],
)
def test_a_weaker_word_never_takes_the_place_of_a_stronger(
    first: Source, then: Source, value: int
) -> None:
    facts = told(told(Facts({}), Facts({"a": 1}), first), Facts({"a": 2}), then)
    assert facts.values["a"] == value
    assert facts.source("a") == (then if value == 2 else first)


def test_no_rule_reads_what_was_only_reported() -> None:
    trial = facts_from({"trial_open": True}, pack().vocabulary)
    reported = told(Facts({}), trial, REPORT)
    assert reported.values["trial_open"] is True
    assert env_of(reported, DAY_ONE)["trial_open"] is UNKNOWN
    established = told(reported, trial, RECORD)
    assert env_of(established, DAY_ONE)["trial_open"] is True


def test_a_list_told_anew_replaces_the_list_and_who_vouched_for_its_rows() -> None:
    charges = facts_from(
        {"charges": {"complete": True, "list": [{"kind": "theft"}]}}, pack().vocabulary
    )
    reported = told(Facts({}), charges, REPORT)
    again = told(reported, charges, CLAIM)
    assert again.source("charges[0].kind").standing is Standing.CLAIMED
