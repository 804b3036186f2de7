"""One act, tried: who, when, on which rules; all objections at once, each with its way forward."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clemency.docket import entries as e
from clemency.docket.case import Case, case_from, extend
from clemency.docket.order import Appointments
from clemency.docket.perform import perform, possible
from clemency.docket.verdict import KINDS, SAYS, Accepted, Refused, engine
from clemency.docket.vocabulary import FORMS
from clemency.law.reading import read_pack
from tests.docket import small
from tests.docket.small import (
    OTHER_TEXT,
    TEXT,
    TODAY,
    appointed,
    done,
    entry,
    facts,
    granted,
    objections,
    opened,
    order,
    pack,
    said,
    tried,
)

RECEIVED = case_from([e.Received(on=TODAY, act="receive", office="desk")])


# --- an act of the pack ---------------------------------------------------------------------------


def test_an_accepted_act_writes_its_entry() -> None:
    verdict = tried(order("open", "desk"), RECEIVED)
    assert isinstance(verdict, Accepted)
    assert verdict.entry == e.PetitionOpened(on=TODAY, act="open", office="desk", officer="ann")
    assert [tells.letter for tells in verdict.tells] == ["receipt"]
    assert [finding.rule_id for finding in verdict.rests] == [
        "standing",
        "waiting",
        "trial-over",
        "fee",
        "consent",
    ]


def test_an_unknown_act_is_refused_with_what_was_probably_meant() -> None:
    verdict = tried(order("grnat", "prince"))
    assert objections(verdict) == [("unknown-act", None)]
    assert isinstance(verdict, Refused)
    mend = verdict.objections[0].mend
    assert mend is not None
    assert mend.params == {"near": "grant"}
    nothing_like_it = tried(order("zzz", "prince"))
    assert isinstance(nothing_like_it, Refused)
    assert nothing_like_it.objections[0].mend == engine("list-acts")


def test_receiving_is_always_possible() -> None:
    for told in (facts(filer="unknown"), facts(filer="other"), facts(charges="unknown")):
        assert isinstance(tried(order("receive", "desk"), told=told), Accepted)


# --- who ------------------------------------------------------------------------------------------


def test_another_office_is_refused_and_told_whose_act_it_is() -> None:
    verdict = tried(order("grant", "desk", outcomes=[{"relief": "pardon"}]), opened())
    assert objections(verdict) == [("not-competent", None)]
    assert isinstance(verdict, Refused)
    mend = verdict.objections[0].mend
    assert mend is not None
    assert mend.params == {"offices": ("prince",)}


def test_an_office_that_does_not_exist_is_refused() -> None:
    verdict = tried(order("receive", "dsek"))
    assert said(verdict) == ["engine:unknown-office"]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].mend == engine("did-you-mean", near="desk")


def test_an_outside_body_never_acts() -> None:
    assert said(tried(order("receive", "court"))) == ["engine:outside-office"]


GRANT = {"outcomes": [{"relief": "pardon"}]}


def test_another_office_acts_instead_while_the_law_says_so() -> None:
    case, vacant = opened(), facts(throne_vacant=True)
    assert entry(order("grant", "regent", **GRANT), case, vacant).office == "regent"
    refused = tried(order("grant", "prince", **GRANT), case, vacant)
    assert said(refused) == ["engine:powers-elsewhere"]
    assert isinstance(refused, Refused)
    assert refused.objections[0].cite == "Act s 1"


def test_it_does_not_while_the_law_does_not() -> None:
    verdict = tried(order("grant", "regent", **GRANT), opened())
    assert objections(verdict) == [("not-competent", None)]


def test_whether_it_does_is_asked_where_it_is_not_established() -> None:
    open_question = facts(throne_vacant="unknown")
    verdict = tried(order("grant", "regent", **GRANT), opened(), open_question)
    assert objections(verdict) == [("not-established", None)]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].asks == ("throne_vacant",)
    assert isinstance(tried(order("grant", "prince", **GRANT), opened(), open_question), Accepted)


def test_who_stands_in_is_bound_by_the_rules_that_bind_the_office() -> None:
    few = facts(proposed_years=5)
    assert objections(tried(order("propose", "board"), told=few)) == [("rule", "board-floor")]
    assert isinstance(tried(order("grant", "prince", **GRANT), opened(), few), Accepted)


def test_an_officer_must_hold_the_office_on_that_day() -> None:
    held = appointed(("ann", "desk"), until=TODAY)
    assert isinstance(tried(order("receive", "desk"), held=held), Accepted)
    tomorrow = TODAY + timedelta(days=1)
    gone = tried(order("receive", "desk", on=tomorrow), held=held)
    assert objections(gone) == [("not-appointed", None)]
    other = tried(order("receive", "desk", "bob"), held=held)
    assert objections(other) == [("not-appointed", None)]
    assert objections(tried(order("receive", "desk"), held=Appointments())) == [
        ("not-appointed", None)
    ]


# --- standing aside -------------------------------------------------------------------------------


def test_an_officer_who_stood_aside_does_nothing_more() -> None:
    case = done(order("stand-aside", "chancellor", "cleo"), granted())
    verdict = tried(order("countersign", "chancellor", "cleo"), case)
    assert objections(verdict) == [("stands-aside", None)]
    assert isinstance(tried(order("countersign", "chancellor", "carl"), case), Accepted)


def test_nothing_lifts_it() -> None:
    case = done(order("stand-aside", "chancellor", "cleo"), granted())
    case = done(order("look", "desk", rule="too-close"), case)
    substitute = {"of": "chancellor", "substitute": "cleo", "legal_basis": "act-2"}
    case = done(order("name-substitute", "council", **substitute), case)
    held = appointed(("cleo", "chancellor"))
    verdict = tried(order("countersign", "chancellor", "cleo"), case, held=held)
    assert objections(verdict) == [("stands-aside", None)]


def close(officer: str, complete: bool = True) -> dict[str, object]:
    return {"relations": {"complete": complete, "list": [{"person": officer}]}}


def test_an_officer_who_stands_close_is_refused_by_the_clause() -> None:
    verdict = tried(order("countersign", "chancellor", "cleo"), granted(), facts(**close("cleo")))
    assert objections(verdict) == [("stands-aside", "too-close")]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].cite == "Act s 11"
    looked = done(order("look", "desk", rule="too-close"), granted())
    again = tried(order("countersign", "chancellor", "cleo"), looked, facts(**close("cleo")))
    assert objections(again) == [("stands-aside", "too-close")]


def test_where_it_is_not_established_a_person_must_look_and_may_clear_it() -> None:
    told = facts(relations={"complete": False, "list": []})
    verdict = tried(order("countersign", "chancellor"), granted(), told)
    assert objections(verdict) == [("stands-aside", "too-close")]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].asks == ("relations",) or verdict.objections[0].asks
    looked = done(order("look", "desk", rule="too-close"), granted())
    assert isinstance(tried(order("countersign", "chancellor"), looked, told), Accepted)
    stopped = done(order("look", "desk", rule="too-close", clears=False), looked)
    assert objections(tried(order("countersign", "chancellor"), stopped, told)) == [
        ("stands-aside", "too-close")
    ]


def test_a_clause_concerns_the_offices_it_names() -> None:
    assert isinstance(
        tried(order("receive", "desk", "cleo"), told=facts(**close("cleo"))), Accepted
    )


def test_an_officer_who_stands_close_may_still_say_so() -> None:
    told = facts(**close("cleo"))
    assert isinstance(tried(order("stand-aside", "chancellor", "cleo"), told=told), Accepted)
    relation = order("relate", "chancellor", "cleo", whose="cleo", role="relative")
    assert isinstance(tried(relation, told=told), Accepted)


def test_by_default_it_is_the_acting_officer_who_stands_aside() -> None:
    made = entry(order("stand-aside", "chancellor", "cleo"))
    assert made == e.StoodAside(
        on=TODAY, act="stand-aside", office="chancellor", officer="cleo", whose="cleo"
    )


# --- substitutes ----------------------------------------------------------------------------------

NAMED = {"of": "chancellor", "substitute": "sam", "legal_basis": "act-2"}


def test_a_named_substitute_acts_without_holding_the_office() -> None:
    held = appointed(("cleo", "chancellor"), ("con", "council"))
    before = tried(order("countersign", "chancellor", "sam"), granted(), held=held)
    assert objections(before) == [("not-appointed", None)]
    case = done(order("name-substitute", "council", "con", **NAMED), granted())
    made = tried(order("countersign", "chancellor", "sam"), case, held=held)
    assert isinstance(made, Accepted)
    assert (made.entry.office, made.entry.officer) == ("chancellor", "sam")


def test_a_substitute_acts_only_while_the_naming_lasts() -> None:
    until = {**NAMED, "until_on": TODAY}
    case = done(order("name-substitute", "council", "con", **until), granted())
    held = appointed(("con", "council"))
    later = TODAY + timedelta(days=1)
    assert objections(tried(order("countersign", "chancellor", "sam", later), case, held=held)) == [
        ("not-appointed", None)
    ]


def test_a_substitute_is_named_by_the_authority_and_on_a_legal_basis() -> None:
    no_basis = {key: value for key, value in NAMED.items() if key != "legal_basis"}
    verdict = tried(order("name-substitute", "council", **no_basis))
    assert objections(verdict) == [("incomplete", None)]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].says.params["fields"] == ("legal_basis",)
    assert said(tried(order("name-substitute", "desk", **NAMED))) == ["engine:may-not-name"]
    nobody = tried(order("name-substitute", "council", **{**NAMED, "of": "prince"}))
    assert said(nobody) == ["engine:may-not-name"]


# --- when -----------------------------------------------------------------------------------------


def test_an_act_whose_time_has_not_come_says_because_of_what() -> None:
    verdict = tried(order("open", "desk"), Case())
    assert objections(verdict) == [("not-now", None)]
    assert isinstance(verdict, Refused)
    finding = verdict.objections[0].finding
    assert finding is not None
    assert finding.reason is not None
    assert [reason.path for reason in finding.reason.reads] == ["docket.received_on"]
    assert verdict.objections[0].cite == "Act s 3"


def test_nothing_is_dated_before_the_matter_was_received() -> None:
    early = TODAY - timedelta(days=1)
    assert said(tried(order("supplement", "desk", on=early), RECEIVED)) == ["engine:before-receipt"]


def test_nothing_is_dated_in_the_future() -> None:
    verdict = tried(order("receive", "desk"), recorded_on=TODAY - timedelta(days=1))
    assert said(verdict) == ["engine:in-the-future"]
    assert isinstance(tried(order("receive", "desk"), recorded_on=TODAY), Accepted)


# --- rules ----------------------------------------------------------------------------------------


def test_a_failing_rule_is_said_in_the_words_of_the_pack() -> None:
    verdict = tried(order("open", "desk"), RECEIVED, facts(filer="other"))
    assert isinstance(verdict, Refused)
    (objection,) = verdict.objections
    assert (objection.kind, objection.rule, objection.cite) == ("rule", "standing", "Act s 3")
    assert objection.says.key == "pack:rule.standing.else"
    assert objection.mend is not None
    assert objection.mend.key == "pack:rule.standing.instead"
    assert objection.finding is not None
    assert objection.finding.outcome == "not-a-petition"


def test_what_waiting_can_mend_says_until_when() -> None:
    told = facts(released_on=date(2024, 5, 1))
    verdict = tried(order("open", "desk"), RECEIVED, told)
    assert isinstance(verdict, Refused)
    (objection,) = verdict.objections
    assert objection.opens_on == date(2027, 5, 1)
    assert objection.says.params == {"opens_on": date(2027, 5, 1)}
    assert objection.mend == engine("wait-until", opens_on=date(2027, 5, 1))


def test_what_is_missing_is_asked_and_never_refused_upon() -> None:
    verdict = tried(order("open", "desk"), RECEIVED, facts(filer="unknown", fee_paid="unknown"))
    assert objections(verdict) == [("not-established", "standing"), ("not-established", "fee")]
    assert isinstance(verdict, Refused)
    assert [o.asks for o in verdict.objections] == [("filer",), ("fee_paid",)]


def test_an_act_that_proceeds_does_not_stop_at_what_is_missing() -> None:
    assert isinstance(
        tried(order("supplement", "desk"), RECEIVED, facts(fee_paid="unknown")), Accepted
    )
    assert objections(tried(order("supplement", "desk"), RECEIVED, facts(fee_paid=False))) == [
        ("rule", "fee")
    ]


def test_what_is_weighed_is_shown_and_stops_nothing() -> None:
    verdict = tried(order("propose", "board"), told=facts(trial_open=True, serious="unknown"))
    assert isinstance(verdict, Accepted)
    assert [(f.rule_id, f.outcome) for f in verdict.weighed] == [
        ("gravity", "shown"),
        ("trial-over", "declined-by-policy"),
    ]


def test_a_duty_comes_first() -> None:
    case, told = opened(), facts(violent=True)
    verdict = tried(order("grant", "prince", **GRANT), case, told)
    assert objections(verdict) == [("duty", "victim-asked")]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].mend == engine("do-first", act="ask-victim")
    asked = done(order("ask-victim", "desk", victim="v1"), case, told)
    assert isinstance(tried(order("grant", "prince", **GRANT), asked, told), Accepted)


def test_whether_there_is_a_duty_is_asked() -> None:
    verdict = tried(order("grant", "prince", **GRANT), opened(), facts(violent="unknown"))
    assert objections(verdict) == [("not-established", "victim-asked")]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].asks == ("violent",)


# --- everything at once ---------------------------------------------------------------------------


def test_all_objections_come_at_once_gravest_first() -> None:
    told = facts(
        filer="other",
        released_on=date(2025, 1, 1),
        trial_open=True,
        fee_paid="unknown",
        consents=False,
    )
    case = extend(done(order("stand-aside", "desk", "dan")), e.Received(on=TODAY))
    case = extend(case, e.PetitionOpened(on=TODAY))
    wanted = order("open", "police", "dan", TODAY + timedelta(days=1), filed_on="soon", fee=3)
    verdict = tried(wanted, case, told, appointed(), TODAY)
    assert objections(verdict) == [
        ("not-competent", None),
        ("not-appointed", None),
        ("stands-aside", None),
        ("not-now", None),
        ("not-now", None),
        ("rule", "standing"),
        ("rule", "waiting"),
        ("rule", "trial-over"),
        ("rule", "consent"),
        ("not-established", "fee"),
        ("incomplete", None),
        ("incomplete", None),
    ]


def test_every_objection_says_something_and_most_say_how_to_go_on() -> None:
    told = facts(filer="other", trial_open=True, fee_paid=False, consents=False)
    verdict = tried(order("open", "desk"), RECEIVED, told)
    assert isinstance(verdict, Refused)
    for objection in verdict.objections:
        assert objection.kind in KINDS
        assert objection.cite
        assert objection.mend is not None


def test_the_engine_has_a_sentence_only_for_what_it_can_fill() -> None:
    with pytest.raises(KeyError):
        engine("no-such-sentence")
    with pytest.raises(TypeError):
        engine("not-now")
    assert all(isinstance(params, tuple) for params in SAYS.values())


# --- what an order holds --------------------------------------------------------------------------


def test_what_an_act_asks_for_must_be_given() -> None:
    verdict = tried(order("withhold", "chancellor"), granted())
    assert objections(verdict) == [("incomplete", None)]
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].says.params["fields"] == ("grounds",)
    assert isinstance(
        tried(order("withhold", "chancellor", grounds="exceptional"), granted()), Accepted
    )


def test_every_missing_field_is_named_at_once() -> None:
    verdict = tried(order("vote", "board"))
    assert isinstance(verdict, Refused)
    assert verdict.objections[0].says.params["fields"] == ("present", "yes", "no")


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"filed_on": "2023-02-29"}, "engine:wrong-value"),
        ({"filed_on": 3}, "engine:wrong-value"),
        ({"petitioners": True}, "engine:wrong-value"),
        ({"petitioners": 2**53}, "engine:wrong-value"),
        ({"relief": "Full pardon"}, "engine:wrong-value"),
        ({"words": "please"}, "engine:wrong-value"),
        ({"name": "ann"}, "engine:unknown-field"),
        ({"clock": "forever"}, "engine:unknown-field"),
    ],
)
def test_what_does_not_fit_is_refused(fields: dict[str, object], key: str) -> None:
    assert said(tried(order("open", "desk", **fields), RECEIVED)) == [key]


def test_days_may_be_days_or_their_text() -> None:
    for filed in (date(2026, 3, 1), "2026-03-01"):
        made = entry(order("open", "desk", filed_on=filed), RECEIVED)
        assert isinstance(made, e.PetitionOpened)
        assert made.filed_on == date(2026, 3, 1)


def test_what_the_act_fixes_cannot_be_given_otherwise() -> None:
    assert said(tried(order("propose", "board", stage="recommend"))) == ["engine:set-by-act"]
    assert isinstance(tried(order("propose", "board", stage="merit")), Accepted)


def test_no_order_says_that_a_grant_is_in_force() -> None:
    claimed = order("grant", "prince", in_force=True, **GRANT)
    assert said(tried(claimed, opened())) == ["engine:counted-field"]
    made = entry(order("pardon-at-once", "regent", **GRANT))
    assert isinstance(made, e.Granted)
    assert made.in_force


def test_the_office_an_entry_is_about_is_one_the_act_lists() -> None:
    assert said(tried(order("ask-opinion", "desk", of="board"))) == ["engine:not-of"]
    missing = tried(order("ask-opinion", "desk"))
    assert isinstance(missing, Refused)
    assert missing.objections[0].says.params["fields"] == ("of",)
    own = entry(order("give-opinion", "police", favours=True))
    assert isinstance(own, e.OpinionReceived)
    assert own.of == "police"


def test_charges_that_are_named_must_be_there() -> None:
    outcomes = [{"charge": "charges[1]", "relief": "pardon"}]
    made = entry(order("grant", "prince", outcomes=outcomes), opened())
    assert isinstance(made, e.Granted)
    assert made.outcomes[0].charge == "charges-1"
    absent = [{"charge": "charges[7]", "relief": "pardon"}]
    assert said(tried(order("grant", "prince", outcomes=absent), opened())) == [
        "engine:no-such-record"
    ]


def test_only_records_of_the_kind_that_the_act_decides_upon_are_named() -> None:
    """The act grants charge by charge: somebody's relation to the matter is no charge."""
    told = facts(relations={"complete": True, "list": [{"person": "zoe"}]})
    outcomes = [{"charge": "relations[0]", "relief": "pardon"}]
    assert said(tried(order("grant", "prince", outcomes=outcomes), opened(), told)) == [
        "engine:no-such-record"
    ]


def test_a_grant_grants_something() -> None:
    nothing = [{"relief": "pardon", "granted": False}]
    verdict = tried(order("grant", "prince", outcomes=nothing), opened())
    assert said(verdict) == ["engine:grants-nothing"]
    part = [*nothing, {"relief": "commutation", "charge": "charges[0]"}]
    assert isinstance(tried(order("grant", "prince", outcomes=part), opened()), Accepted)


def test_a_condition_that_is_named_must_be_there() -> None:
    assert said(tried(order("breach", "board", condition="c1"))) == ["engine:no-such-condition"]


def test_an_answer_takes_over_what_the_case_knows_of_the_letter() -> None:
    sent = {"sender_office": "head-of-a-foreign-state", "in_public_office": True}
    asked = {"asked_for": "pardon", "asked_of": "prince"}
    case = done(order("receive", "desk", **sent, **asked))
    made = entry(order("answer", "desk"), case)
    assert isinstance(made, e.CorrespondenceAnswered)
    assert (made.sender_office, made.asked_for) == ("head-of-a-foreign-state", "pardon")
    assert (made.in_public_office, made.received_on) == (True, TODAY)


# --- the text that is signed ----------------------------------------------------------------------


def test_what_is_signed_is_what_was_granted() -> None:
    made = entry(order("countersign", "chancellor"), granted())
    assert isinstance(made, e.Countersigned)
    assert made.text == TEXT
    assert isinstance(tried(order("countersign", "chancellor", text=TEXT), granted()), Accepted)
    other = tried(order("countersign", "chancellor", text=OTHER_TEXT), granted())
    assert objections(other) == [("another-text", None)]
    none_granted = tried(order("countersign", "chancellor", text=TEXT), granted(None))
    assert objections(none_granted) == [("another-text", None)]


def test_nothing_is_countersigned_that_was_not_granted() -> None:
    verdict = tried(order("countersign", "chancellor"), opened())
    assert "engine:nothing-granted" in said(verdict)


# --- a second officer -----------------------------------------------------------------------------


def test_two_officers_are_two_people_in_office() -> None:
    held = appointed(("ann", "registry"), ("bob", "desk"))
    assert said(tried(order("two-keys", "registry"), held=held)) == ["engine:second-missing"]
    both = tried(order("two-keys", "registry", second="bob"), held=held)
    assert isinstance(both, Accepted)
    assert (both.entry.officer, both.entry.second) == ("ann", "bob")
    same = tried(order("two-keys", "registry", second="ann"), held=held)
    assert said(same) == ["engine:second-is-first"]
    nobody = tried(order("two-keys", "registry", second="eve"), held=held)
    assert said(nobody) == ["engine:second-not-appointed"]
    recused = case_from([e.StoodAside(on=TODAY, whose="bob")])
    aside = tried(order("two-keys", "registry", second="bob"), recused, held=held)
    assert said(aside) == ["engine:second-stood-aside"]


# --- clocks ---------------------------------------------------------------------------------------


def test_a_clock_counts_working_days() -> None:
    made = entry(order("ask-opinion", "desk", on=date(2026, 1, 1), of="police"))
    assert (made.clock, made.due_on) == ("opinion", date(2026, 1, 16))


def test_a_clock_counts_months() -> None:
    made = entry(order("ask-items", "desk", on=date(2026, 1, 31), items=["proof"]))
    assert made.due_on == date(2026, 2, 28)


def test_beyond_the_table_of_holidays_nothing_is_due_and_the_officer_is_told() -> None:
    verdict = tried(order("ask-opinion", "desk", on=date(2026, 12, 24), of="police"))
    assert isinstance(verdict, Accepted)
    assert (verdict.entry.clock, verdict.entry.due_on) == ("opinion", None)
    assert verdict.notes == (
        engine("due-not-counted", clock="opinion", known_until=date(2026, 12, 31)),
    )


FIGURE = """
[parameter.period]
type = "integer"
cite = "Act s 20"
values = [{ from = 2026-01-01, is = 10 }, { from = 2026-03-01, is = 20 }]
says = "How long a period is."
"""


@pytest.mark.parametrize(
    ("clock", "begins_on", "due_on"),
    [
        ('days = "period"', date(2026, 2, 28), date(2026, 3, 10)),
        ('days = "period"', date(2026, 3, 1), date(2026, 3, 21)),
        ('days = "period", working = true', date(2026, 1, 1), date(2026, 1, 16)),
        ('months = "period"', date(2026, 1, 31), date(2026, 11, 30)),
        ('days = "period"', date(2025, 12, 31), None),
    ],
)
def test_a_clock_counts_a_figure_of_the_law_as_it_stands_when_it_begins(
    clock: str, begins_on: date, due_on: date | None
) -> None:
    acts = small.ACTS.replace('id = "items", months = 1', f'id = "items", {clock}')
    files = {**small.FILES, "rules.toml": small.RULES + FIGURE, "acts.toml": acts}
    wanted = order("ask-items", "desk", on=begins_on, items=["proof"])
    verdict = perform(wanted, Case(), facts(), read_pack(files, FORMS))
    assert isinstance(verdict, Accepted)
    assert (verdict.entry.clock, verdict.entry.due_on) == ("items", due_on)
    unknown = engine("length-not-known", clock="items", figure="period", on=begins_on)
    assert verdict.notes == (() if due_on else (unknown,))


def test_an_answer_stops_the_clock_and_knows_that_it_is_late() -> None:
    case = done(order("ask-opinion", "desk", of="police"))
    late = TODAY + timedelta(days=30)
    case = done(order("give-opinion", "desk", on=late, of="police", favours=False), case)
    assert case.clocks[0].ended_on == late
    assert case.opinions[0].late


# --- buttons --------------------------------------------------------------------------------------


def test_a_button_and_a_command_agree() -> None:
    cases = (Case(), RECEIVED, opened(), granted())
    tellings = (facts(), facts(filer="other", violent=True), facts(throne_vacant="unknown"))
    content = {"incomplete", "second-officer", "another-text", "not-overridable"}
    for case in cases:
        for told in tellings:
            for office in pack().offices:
                found = {p.act: p for p in possible(case, told, pack(), office, "ann", TODAY)}
                assert set(found) == set(pack().acts)
                for act, button in found.items():
                    verdict = tried(order(act, office), case, told)
                    wanted = [
                        (o.kind, o.rule)
                        for o in (verdict.objections if isinstance(verdict, Refused) else ())
                        if o.kind not in content and o.says.key != "engine:vote-open"
                    ]
                    there = objections(button.refused) if button.refused else []
                    assert there == wanted, (act, office)


def test_a_button_says_what_the_order_must_add() -> None:
    found = {p.act: p for p in possible(granted(), facts(), pack(), "chancellor", "cleo", TODAY)}
    assert found["withhold"].refused is None
    assert found["withhold"].asks == ("grounds",)
    assert found["override"].second
    assert found["override"].asks == ("reason", "rule")
