"""A command meets storage: what is written, what is refused, and who is told that he is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from clemency.clerk.evidence import FactsGiven
from clemency.clerk.office import Clerk
from clemency.clerk.sealing import Words
from clemency.clerk.submit import NotRecorded, Recorded, Stale
from clemency.clerk.trouble import NotAllowed, NotKnown, NotWritable
from clemency.docket.case import stage
from clemency.docket.policy import Viewer
from clemency.docket.seal import envelope
from clemency.law.facts import FactFaults
from clemency.law.values import Standing
from tests.clerk import offices
from tests.clerk.offices import DAY, DESK, OFFICER, do, order, receive, whole_story


def size(clerk: Clerk) -> int:
    return clerk.checkpoint().size


def kinds(clerk: Clerk, matter: str) -> list[str]:
    return [entry.kind for entry in clerk.matter(matter).entries]


# --- the whole way -------------------------------------------------------------------------------


def test_from_a_petition_to_a_grant_in_force(either: Clerk) -> None:
    got = whole_story(either)
    shown = either.matter(got.number)
    assert shown.case is not None
    assert shown.case.effective_on == DAY
    assert stage(shown.case) == "in-force"
    assert [listed.stage for listed in either.matters()] == ["in-force", "office"]
    assert either.verify().sound
    assert either.rebuild().differences == ()


def test_every_entry_carries_its_stamp(clerk: Clerk) -> None:
    got = whole_story(clerk)
    rows = clerk.desk.store.matter(got.matter)
    stamps = [envelope.open(row.data).stamp for row in rows]
    pack = clerk.pack
    assert {stamp.origin for stamp in stamps} == {offices.ORIGIN}
    assert {stamp.pack for stamp in stamps} == {(pack.id, pack.version, pack.digest)}
    assert [stamp.matter_seq for stamp in stamps] == list(range(len(stamps)))
    assert [stamp.matter_prev for stamp in stamps] == [None, *(row.leaf for row in rows[:-1])]
    assert [stamp.state[0] for stamp in stamps][1:] == [stamp.state[1] for stamp in stamps][:-1]
    assert stamps[0].state == (None, "received")
    assert len({stamp.nonce for stamp in stamps}) == len(stamps)
    assert all(one.recorded_at <= two.recorded_at for one, two in pairwise(stamps))
    assert {stamp.auth for stamp in stamps} == {"local"}
    opened = next(s for r, s in zip(rows, stamps, strict=True) if r.kind == "PetitionOpened")
    assert len(opened.findings) == 1  # what it rests on, sealed
    found = clerk.desk.vault.open(opened.findings[0])
    assert b'"rule": "standing@1921-05-01"' in found.text  # type: ignore[union-attr]


def test_no_word_and_no_value_of_a_fact_reaches_an_entry(clerk: Clerk) -> None:
    whole_story(clerk)
    data = b"".join(row.data for row in clerk.desk.store.everything())
    for word in (b"canary", b"Rassendyll", b"person", b"theft", b"2020-03-03"):
        assert word not in data


def test_the_number_is_the_year_of_receipt_and_a_running_number(clerk: Clerk) -> None:
    numbers = [
        receive(clerk, on).number for on in (DAY, date(2025, 11, 12), DAY, date(2025, 12, 31), DAY)
    ]
    assert numbers == ["2026-0001", "2025-0001", "2026-0002", "2025-0002", "2026-0003"]
    assert clerk.matter("2025-0002").ref != clerk.matter("2026-0002").ref
    assert clerk.rebuild().differences == ()


def test_it_is_told_whom_to_tell_and_never_what(clerk: Clerk) -> None:
    got = whole_story(clerk)
    rows = clerk.desk.store.docket.all(
        'SELECT seq, place, who, letter, "after" FROM clerk_outbox ORDER BY seq, place'
    )
    kind = {entry.seq: entry.kind for entry in clerk.matter(got.matter).entries}
    assert [(kind[seq], *rest) for seq, *rest in rows] == [
        ("PetitionOpened", 0, "petitioner", "receipt", None),
        ("Countersigned", 0, "victim", "victim-outcome", None),
        ("Countersigned", 1, "petitioner", "granted", "victim"),
        ("Countersigned", 2, "police", "implement", None),
    ]


# --- refused -------------------------------------------------------------------------------------


def test_a_refused_act_is_not_an_entry(either: Clerk) -> None:
    got = receive(either)
    before = size(either)
    refused = either.submit(got.matter, order("countersign", "chancellor", "o-chancellor"))
    assert isinstance(refused, NotRecorded)
    assert {objection.kind for objection in refused.objections} >= {"not-now"}
    assert (refused.seen, refused.also) == (2, ())
    assert size(either) == before


def test_facts_that_came_with_a_refused_act_stay_on_the_file(clerk: Clerk) -> None:
    """They were told; only the act is refused. A journey in memory does the same."""
    got = receive(clerk, facts={"filer": "other"})
    refused = clerk.submit(got.matter, order("open-petition"), facts={"age": 41}, seen=2)
    assert isinstance(refused, NotRecorded)
    assert [entry.kind for entry in refused.also] == ["FactsRecorded"]
    assert refused.seen == 3
    shown = clerk.matter(got.matter)
    assert shown.facts is not None
    assert shown.facts.plain == {"filer": "other", "age": 41}


LIFER = {"charges": {"complete": True, "list": [{"sentence": "life", "released_on": DAY}]}}


def test_the_law_acts_on_what_comes_along_before_the_act_is_judged(either: Clerk) -> None:
    """The condition that is broken here is one that the law sets once it hears of the sentence."""
    got = whole_story(either)
    breach = order("record-breach", "board", "o-board", condition="good-behaviour", breached_on=DAY)
    assert isinstance(either.submit(got.matter, breach), NotRecorded)
    done = either.submit(got.matter, breach, facts=LIFER)
    assert isinstance(done, Recorded), done
    written = kinds(either, got.matter)[-4:]
    assert written == ["FactsRecorded", "ConditionSet", "ConditionBreached", "Lapsed"]
    assert [entry.kind for entry in done.also] == ["FactsRecorded", "ConditionSet", "Lapsed"]
    assert either.verify().sound
    assert either.rebuild().differences == ()


def test_the_law_acts_on_what_came_with_a_refused_act_if_that_stays_on_the_file(
    clerk: Clerk,
) -> None:
    got = whole_story(clerk)
    refused = clerk.submit(got.matter, order("open-petition"), facts=LIFER)
    assert isinstance(refused, NotRecorded)
    assert [entry.kind for entry in refused.also] == ["FactsRecorded", "ConditionSet"]
    before = size(clerk)
    nobody = order("open-petition", officer="o-nobody")
    nothing = clerk.submit(got.matter, nobody, facts={"age": 41})
    assert isinstance(nothing, NotRecorded)
    assert (nothing.also, size(clerk)) == ((), before)


def test_the_law_acts_on_facts_told_without_an_act(clerk: Clerk) -> None:
    got = whole_story(clerk)
    given = FactsGiven(LIFER)
    done = clerk.record(got.matter, given, officer=OFFICER, office=DESK, on=DAY)
    assert isinstance(done, Recorded)
    assert kinds(clerk, got.matter)[-2:] == ["FactsRecorded", "ConditionSet"]


def test_what_is_refused_at_the_door_begins_no_matter(clerk: Clerk) -> None:
    before = size(clerk)
    refused = clerk.receive(
        "o-nobody", DESK, facts={"filer": "person"}, sealed={"words": "Hear me"}
    )
    assert isinstance(refused, NotRecorded)
    assert [objection.kind for objection in refused.objections] == ["not-appointed"]
    assert size(clerk) == before
    assert len(clerk.matters()) == 1


def test_an_act_is_dated_in_the_past_and_never_in_the_future(clerk: Clerk) -> None:
    got = receive(clerk, on=DAY - timedelta(days=100))
    assert got.entry.on == DAY - timedelta(days=100)
    assert got.recorded_at.date() == DAY
    late = clerk.submit(got.matter, order("open-petition", on=DAY + timedelta(days=1)))
    assert isinstance(late, NotRecorded)
    assert any(o.says.key == "engine:in-the-future" for o in late.objections)
    with pytest.raises(NotWritable, match="lies after today"):
        clerk.record(
            got.matter, {"age": 1}, officer=OFFICER, office=DESK, on=DAY + timedelta(days=1)
        )


def test_facts_that_cannot_be_read_are_all_named_and_nothing_is_written(clerk: Clerk) -> None:
    got, before = receive(clerk), size(clerk)
    with pytest.raises(FactFaults) as faults:
        clerk.record(
            got.matter,
            {"filler": "person", "last_refused_on": "2023-02-29", "age": 2**60},
            officer=OFFICER,
            office=DESK,
        )
    assert [fault.path for fault in faults.value.faults] == ["filler", "last_refused_on", "age"]
    assert size(clerk) == before


def test_an_unknown_matter_is_named(clerk: Clerk) -> None:
    with pytest.raises(NotKnown, match="no matter 2026-0099"):
        clerk.submit("2026-0099", order("open-petition"))


# --- two officers --------------------------------------------------------------------------------


def test_who_looked_before_somebody_wrote_is_told_what_was_written(either: Clerk) -> None:
    got = receive(either)
    seen = either.matter(got.number).seen
    do(either, got.matter, "record-relation", whose="o-x", role="neighbour")
    before = size(either)
    stale = either.submit(got.matter, order("open-petition"), facts={"age": 3}, seen=seen)
    assert isinstance(stale, Stale)
    assert (stale.seen, stale.now) == (seen, seen + 1)
    assert [entry.kind for entry in stale.changes] == ["RelationRecorded"]
    assert size(either) == before
    assert isinstance(either.submit(got.matter, order("open-petition"), seen=stale.now), Recorded)
    assert isinstance(
        either.record(got.matter, {"age": 4}, officer=OFFICER, office=DESK, seen=seen), Stale
    )


def test_nobody_has_seen_more_than_there_is(clerk: Clerk) -> None:
    got = receive(clerk)
    with pytest.raises(NotKnown, match="the matter has 2"):
        clerk.submit(got.matter, order("open-petition"), seen=9)


# --- facts ---------------------------------------------------------------------------------------


def standing_of(clerk: Clerk, matter: str, name: str) -> tuple[Any, Standing]:
    held = clerk.matter(matter).facts
    assert held is not None
    return held.plain[name], held.facts.source(name).standing


def test_a_weaker_word_does_not_take_the_place_of_a_stronger_one(clerk: Clerk) -> None:
    got = receive(clerk, facts={"filer": "person"})
    tell = {"officer": OFFICER, "office": DESK}
    steps: list[tuple[Any, int, tuple[int, Standing]]] = [
        ("claimed", 40, (40, Standing.CLAIMED)),
        ("certified", 41, (41, Standing.CERTIFIED)),
        ("claimed", 42, (41, Standing.CERTIFIED)),
        ("reported", 43, (41, Standing.CERTIFIED)),
        ("disputed", 44, (44, Standing.DISPUTED)),
        ("certified", 45, (45, Standing.CERTIFIED)),
    ]
    for standing, age, expected in steps:
        clerk.record(got.matter, FactsGiven({"age": age}, standing), **tell)
        assert standing_of(clerk, got.matter, "age") == expected
    assert clerk.rebuild().differences == ()


def test_a_fact_remembers_who_said_so(clerk: Clerk) -> None:
    got = receive(clerk, facts={"filer": "person"})
    given = FactsGiven({"exceptional": True}, "reported", reported_by=("unnamed", "newspaper"))
    done = clerk.record(got.matter, given, officer=OFFICER, office=DESK)
    assert isinstance(done, Recorded)
    held = clerk.matter(got.matter).facts
    assert held is not None
    source = held.facts.source("exceptional")
    assert (source.standing, source.by, source.on) == (Standing.REPORTED, DESK, DAY)
    assert (source.entry, source.chain) == (str(done.seq), ("unnamed", "newspaper"))


def test_who_may_not_tell_leaves_nothing_on_the_file_by_a_refused_act(clerk: Clerk) -> None:
    got, before = receive(clerk), size(clerk)
    for given in (
        order("open-petition", officer="o-stranger"),
        order("open-petition", by="council_of_war", officer="o-stranger"),
        order("countersign", on=DAY + timedelta(days=1)),
    ):
        refused = clerk.submit(got.matter, given, facts={"age": 99})
        assert isinstance(refused, NotRecorded)
        assert refused.also == ()
    with pytest.raises(NotAllowed, match="does not hold the office"):
        clerk.record(got.matter, {"age": 99}, officer="o-stranger", office=DESK)
    assert size(clerk) == before
    assert clerk.verify().sound


def test_no_facts_are_no_entry(clerk: Clerk) -> None:
    got, before = receive(clerk), size(clerk)
    with pytest.raises(NotWritable, match="No fact was given"):
        clerk.record(got.matter, {}, officer=OFFICER, office=DESK)
    done = clerk.submit(got.matter, order("open-petition"), facts=FactsGiven({}))
    assert isinstance(done, Recorded)
    assert (done.also, size(clerk)) == ((), before + 1)


def test_who_does_no_act_records_no_facts(clerk: Clerk) -> None:
    got, before = receive(clerk), size(clerk)
    with pytest.raises(NotAllowed, match="may not do this here"):
        clerk.record(got.matter, {"age": 1}, officer="o-x", office="council_of_war")
    assert size(clerk) == before


def test_a_fact_that_the_law_no_longer_knows_does_not_lock_the_matter(clerk: Clerk) -> None:
    got = receive(clerk)
    without = dict(clerk.pack.vocabulary.facts)
    del without["age"]
    amended = replace(clerk.pack, vocabulary=replace(clerk.pack.vocabulary, facts=without))
    clerk.desk = replace(clerk.desk, pack=amended)
    held = clerk.matter(got.matter).facts
    assert held is not None
    assert [fault.path for fault in held.unread] == ["age"]
    assert "age" not in held.facts.values
    assert "filer" in held.facts.values
    assert isinstance(clerk.submit(got.matter, order("open-petition")), Recorded)


# --- sealed words --------------------------------------------------------------------------------


def person_of(clerk: Clerk, commitment: str) -> str:
    return str(
        clerk.desk.store.docket.one(
            "SELECT person FROM clerk_vaultitem WHERE item = %s", [commitment]
        )
    )


def test_words_are_sealed_under_the_key_of_the_person_concerned(clerk: Clerk) -> None:
    got = receive(clerk)
    words = clerk.matter(got.matter).entries[0].texts["/commits/words"]
    assert person_of(clerk, words) == got.matter
    assert clerk.text(got.matter, words) == offices.PLEA.encode()


def test_what_a_victim_says_lies_under_the_victims_own_key(clerk: Clerk) -> None:
    got = receive(clerk)
    do(clerk, got.matter, "open-petition")
    heard = do(clerk, got.matter, "hear-victim", statement="I was there.")
    again = do(clerk, got.matter, "hear-victim", statement="One more thing.")
    victim = heard.entry.victim  # type: ignore[attr-defined]
    assert victim not in (None, got.matter)
    assert again.entry.victim == victim  # type: ignore[attr-defined]
    for entry in (heard.entry, again.entry):
        assert person_of(clerk, entry.statement) == victim  # type: ignore[attr-defined]
    other = clerk.new_person()
    third = do(clerk, got.matter, "hear-victim", statement="I too.", victim=other)
    assert person_of(clerk, third.entry.statement) == other  # type: ignore[attr-defined]


def test_a_code_stands_for_somebody_in_one_matter_only(clerk: Clerk) -> None:
    people = []
    for got in (receive(clerk), receive(clerk)):
        do(clerk, got.matter, "open-petition")
        heard = do(clerk, got.matter, "hear-victim", victim="victim-1", statement="Mine.")
        assert heard.entry.victim == "victim-1"  # type: ignore[attr-defined]
        told = {one.called: one for one in clerk.persons(got.number)}
        assert set(told) == {got.matter, "victim-1"}
        assert told[got.matter].role == "principal"
        assert told["victim-1"].role == "VictimHeard.victim"
        people.append(told["victim-1"].ref)
        assert person_of(clerk, heard.entry.statement) == people[-1]  # type: ignore[attr-defined]
    assert people[0] != people[1]
    two = {"officer": OFFICER, "office": DESK, "second": "o-second", "legal_basis": "art-17"}
    (gone,) = clerk.forget(people[0], **two)
    assert [one.forgotten for one in clerk.persons(gone.number)] == [False, True]
    assert clerk.persons(gone.number, Viewer("petitioner")) == ()
    assert clerk.rebuild().same


def test_words_may_go_under_another_persons_key(clerk: Clerk) -> None:
    got, other = receive(clerk), clerk.new_person()
    done = clerk.submit(
        got.matter, order("answer-letter"), sealed={"words": Words("Of somebody else.", other)}
    )
    assert isinstance(done, Recorded)
    assert person_of(clerk, done.entry.words) == other  # type: ignore[attr-defined]


def test_words_in_a_row_of_an_entry_are_sealed_too(clerk: Clerk) -> None:
    got = receive(clerk)
    do(clerk, got.matter, "open-petition")
    do(clerk, got.matter, "vote-merit", "board", "o-board", present=5, yes=5, no=0)
    conditions = [{"id": "c1", "type": "restitution"}, {"id": "c2", "type": "no-new-offence"}]
    fields = {"outcomes": [{"relief": "pardon", "conditional": True}], "conditions": conditions}
    granted = clerk.submit(
        got.matter,
        order("grant", "prince", "o-prince", **fields),
        sealed={"conditions[0].text": "Pay it back.", "text": "Granted, on conditions."},
    )
    assert isinstance(granted, Recorded), granted
    shown = clerk.matter(got.matter).entries[-1]
    assert set(shown.texts) == {"/commits/text", "/body/conditions/0/text"}
    assert clerk.text(got.matter, shown.texts["/body/conditions/0/text"]) == b"Pay it back."
    with pytest.raises(NotWritable, match=r"conditions\[7\]\.text"):
        clerk.submit(
            got.matter,
            order("grant", "prince", "o-prince", **fields),
            sealed={"conditions[7].text": "Nowhere."},
        )


def test_the_text_that_is_signed_is_the_text_that_was_granted(clerk: Clerk) -> None:
    got = receive(clerk)
    do(clerk, got.matter, "open-petition")
    do(clerk, got.matter, "vote-merit", "board", "o-board", present=5, yes=5, no=0)
    text, outcomes = "The sentence is remitted.", [{"relief": "pardon"}]
    granted = do(clerk, got.matter, "grant", "prince", "o-prince", outcomes=outcomes, text=text)
    sign = ("countersign", "chancellor", "o-chancellor")
    other = clerk.submit(got.matter, order(*sign, text="The sentence is doubled."))
    assert isinstance(other, NotRecorded)
    assert [objection.kind for objection in other.objections] == ["another-text"]
    signed = do(clerk, got.matter, *sign, text=text)
    assert signed.entry.text == granted.entry.text  # type: ignore[attr-defined]


def test_a_commitment_to_nothing_is_not_written(clerk: Clerk) -> None:
    got, before = receive(clerk), size(clerk)
    with pytest.raises(NotKnown, match="no text is sealed under it"):
        clerk.submit(got.matter, order("answer-letter", words="ab" * 32))
    assert size(clerk) == before


# --- what nobody does ----------------------------------------------------------------------------


def test_what_the_law_does_is_written_when_it_is_noticed_and_dated_on_its_day(office: Any) -> None:
    with offices.open_(office) as clerk:
        got = receive(clerk)
        do(clerk, got.matter, "open-petition")
    with offices.open_(office, DAY + timedelta(days=800)) as clerk:
        late = clerk.submit(
            got.matter, order("grant", "prince", "o-prince", on=DAY + timedelta(days=800))
        )
        assert isinstance(late, NotRecorded)
        assert [entry.kind for entry in late.also] == ["DeemedDenied"]
        assert late.also[0].on == DAY + timedelta(days=730)
        assert late.also[0].act == "deemed-denial"
        assert kinds(clerk, got.matter)[-1] == "DeemedDenied"
        again = clerk.submit(got.matter, order("ask-opinion", of="police"))
        assert isinstance(again, NotRecorded)
        assert again.also == ()


# --- the office's own docket ---------------------------------------------------------------------


def test_appointments_are_entries_of_the_offices_own_docket(clerk: Clerk) -> None:
    clerk.appoint("o-new", DESK, from_on=DAY, until_on=DAY + timedelta(days=10))
    assert clerk.appointments().holds("o-new", DESK, DAY)
    assert not clerk.appointments().holds("o-new", DESK, DAY - timedelta(days=1))
    clerk.end_appointment("o-new", DESK, reason="retired")
    assert clerk.appointments().holds("o-new", DESK, DAY)
    assert not clerk.appointments().holds("o-new", DESK, DAY + timedelta(days=1))
    assert kinds(clerk, "office")[-2:] == ["Appointed", "AppointmentEnded"]
    got = clerk.receive("o-new", DESK)
    assert isinstance(got, Recorded)


def test_nobody_is_appointed_to_what_is_no_office_here(clerk: Clerk) -> None:
    before = size(clerk)
    with pytest.raises(NotKnown, match="Did you mean `pardons_desk`"):
        clerk.appoint("o-new", "pardon_desk")
    with pytest.raises(NotKnown, match="not an office to which"):
        clerk.appoint("o-new", "council_of_war")  # outside the institution
    with pytest.raises(NotKnown, match="no appointment"):
        clerk.end_appointment("o-new", DESK)
    with pytest.raises(NotAllowed):
        clerk.appoint("o-new", DESK, by=Viewer("office", DESK, OFFICER))
    with pytest.raises(NotWritable, match="cannot be written"):
        clerk.appoint("Rudolf Rassendyll", DESK)
    assert size(clerk) == before


# --- time ----------------------------------------------------------------------------------------


def test_recorded_time_never_runs_backwards(office: Any) -> None:
    with offices.open_(office) as clerk:
        first = receive(clerk)
    with offices.open_(office, DAY - timedelta(days=30)) as clerk:  # the machine's clock went back
        second = receive(clerk, on=DAY - timedelta(days=40))
        assert second.recorded_at >= first.recorded_at
        assert clerk.verify().sound
