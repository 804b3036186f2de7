"""Who gains and who loses: small changes of law, and every one of a small people counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clemency.clerk.shelf import read_files
from clemency.docket.vocabulary import FORMS
from clemency.law.difference import CHANGED, MOVED, REMOVED, changes, moved_rules
from clemency.law.expr import Expr
from clemency.law.facts import facts_from
from clemency.law.finding import env_of, find, settled
from clemency.law.pack import Pack
from clemency.law.parse import Scope, parse
from clemency.law.reading import read_pack
from clemency.law.trial import closed
from clemency.law.types import BOOL
from clemency.proof.difference import differences, gates
from clemency.proof.gains import GAIN, LOSE, Told
from tests.docket import small
from tests.packs.test_ruritania import FOLDER

ON = date(2026, 11, 22)
OLD = read_pack(small.FILES, FORMS)


def edited(edit: Callable[[str], str], file: str = "rules.toml") -> Pack:
    """The small procedure with one file changed."""
    text = edit(small.FILES[file])
    assert text != small.FILES[file]
    return read_pack({**small.FILES, file: text}, FORMS)


def swapped(old: str, new: str, file: str = "rules.toml") -> Pack:
    assert old in small.FILES[file]
    return edited(lambda text: text.replace(old, new, 1), file)


def only(new: Pack, act: str = "open", on: date = ON) -> Told:
    (told,) = [one for one in differences(OLD, new, on, act) if act in one.gate.acts]
    assert told.shown
    assert told.whole
    return told


def directions(told: Told) -> set[str]:
    return {one.direction for one in told.classes}


# --- what the text says ---------------------------------------------------------------------------


def test_a_pack_does_not_differ_from_itself_nor_from_itself_laid_out_anew() -> None:
    assert changes(OLD, OLD) == ()
    again = swapped('holds = "not trial_open"', 'holds = "(not   trial_open)"')
    assert changes(OLD, again) == ()
    assert list(differences(OLD, again, ON)) == []


def test_a_change_is_shown_with_what_was_and_what_is() -> None:
    (change,) = changes(OLD, swapped("years_after(3,", "years_after(5,"))
    assert (change.kind, change.id, change.how) == ("rule", "waiting", CHANGED)
    (part,) = change.parts
    assert (part.name, "3" in part.old, "5" in part.new) == ("holds", True, True)


def test_what_reads_a_changed_figure_is_moved_by_it() -> None:
    files = read_files(FOLDER)
    rules = files["rules.toml"]
    text = rules.replace("{ from = 2024-07-01, is = 3 }", "{ from = 2024-07-01, is = 2 }")
    assert text != rules
    old, new = read_pack(files, FORMS), read_pack({**files, "rules.toml": text}, FORMS)
    found = {(one.kind, one.id): one for one in changes(old, new)}
    assert found["parameter", "wait"].how == CHANGED
    moved = found["rule", "waiting-period@2024-07-01"]
    assert (moved.how, moved.through) == (MOVED, ("wait",))
    assert "waiting-period" in moved_rules(old, new)


def test_what_is_gone_is_told() -> None:
    rules = small.RULES[: small.RULES.index("[[consideration]]")]
    acts = small.ACTS.replace('"gravity", ', "").replace('weighs = ["gravity"]\n', "")
    fewer = read_pack({**small.FILES, "rules.toml": rules, "acts.toml": acts}, FORMS)
    gone = {(one.kind, one.id, one.how) for one in changes(OLD, fewer)}
    assert ("consideration", "gravity", REMOVED) in gone


# --- what it means --------------------------------------------------------------------------------


def test_a_longer_wait_makes_people_lose_and_nobody_gain() -> None:
    told = only(swapped("years_after(3,", "years_after(5,"))
    assert directions(told) == {LOSE}
    (one,) = told.classes
    released = one.facts["released_on"]
    assert date(2021, 11, 22) < released <= date(2023, 11, 22)
    assert one.rules == (("waiting", "holds", "not-yet"),)


def test_a_shorter_wait_is_a_gain() -> None:
    assert directions(only(swapped("years_after(3,", "years_after(2,"))) == {GAIN}


def test_reworded_law_changes_nothing_for_anybody() -> None:
    new = swapped("not trial_open", "not (trial_open and (fee_paid or not fee_paid))")
    told = only(new)
    assert told.classes == ()


def test_only_the_people_of_29_february_lose_by_another_rounding() -> None:
    new = swapped('leap_day = "28-february"', 'leap_day = "1-march"', "pack.toml")
    told = only(new, on=date(2027, 2, 28))
    assert [one.direction for one in told.classes] == [LOSE]
    assert told.classes[0].facts["released_on"] == date(2024, 2, 29)
    assert only(new, on=date(2027, 3, 1)).classes == ()


def test_a_bar_that_is_taken_out_of_an_act_is_a_gain() -> None:
    needs = 'needs = ["standing", "waiting", "trial-over", "fee", "consent"]'
    new = swapped(needs, needs.replace('"trial-over", ', ""), "acts.toml")
    told = only(new)
    assert directions(told) == {GAIN}
    assert told.classes[0].rules == (("trial-over", "declined-by-policy", ""),)


def test_an_act_that_is_not_touched_is_not_told_of() -> None:
    new = swapped("years_after(3,", "years_after(5,")
    assert [gate.acts for gate in gates(OLD, new)] == [("open",)]


def test_an_answer_that_only_the_new_law_knows_is_compared_as_well() -> None:
    facts = small.FACTS.replace('"counsel", "other"]', '"counsel", "relative", "other"]')
    facts = facts.replace('other = "somebody else" }', 'other = "another", relative = "family" }')
    rules = small.RULES.replace("['person', 'counsel']", "['person', 'counsel', 'relative']")
    new = read_pack({**small.FILES, "facts.toml": facts, "rules.toml": rules}, FORMS)
    told = only(new)
    assert directions(told) == {GAIN}
    assert told.classes[0].facts["filer"] == "relative"
    assert told.classes[0].rules == (("standing", "not-established", "holds"),)


# --- against counting everybody -------------------------------------------------------------------

FLAGS = ("fee_paid", "trial_open", "consents", "serious", "violent")
PEOPLE = [dict(zip(FLAGS, flags, strict=True)) for flags in product((False, True), repeat=5)]


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """A condition over a few yes-or-no facts."""
    parts = draw(
        st.lists(st.sampled_from([*FLAGS, *(f"not {f}" for f in FLAGS)]), min_size=1, max_size=4)
    )
    text = parts[0]
    for part in parts[1:]:
        text = f"({text}) {draw(st.sampled_from(('and', 'or')))} {part}"
    return text


@settings(max_examples=25)
@given(conditions(), conditions())
def test_the_classes_are_exactly_the_people_who_gain_or_lose(before: str, after: str) -> None:
    old, new = _with_rule(before), _with_rule(after)
    told = [one for one in differences(old, new, ON, "open") if "open" in one.gate.acts]
    classes = [one for found in told for one in found.classes]
    assert all(found.shown and found.whole for found in told)
    for person in PEOPLE:
        was, now = (_may(pack, person) for pack in (old, new))
        expected = {GAIN} if now and not was else {LOSE} if was and not now else set()
        if not _otherwise_open(person):
            continue
        found = {one.direction for one in classes if _within(one, person)}
        assert found == expected


def _with_rule(condition: str) -> Pack:
    scope = Scope(OLD.vocabulary)
    rule = replace(OLD.rules["consent"][0], holds=parse(condition, scope, BOOL))
    return replace(OLD, rules={**OLD.rules, "consent": (rule,)})


def _told(person: Mapping[str, Any]) -> Any:
    facts = facts_from({**small.SETTLED, **person}, OLD.vocabulary)
    return closed(facts, OLD.vocabulary)


def _may(pack: Pack, person: Mapping[str, Any]) -> bool:
    return all(
        find(pack, rule, _told(person), ON).holds is True for rule in pack.acts["open"].needs
    )


def _otherwise_open(person: Mapping[str, Any]) -> bool:
    """Whether the other rules are met: the classes take that for granted."""
    return bool(person["fee_paid"]) and not person["trial_open"]


def _within(one: Any, person: Mapping[str, Any]) -> bool:
    env = env_of(_told(person), ON)

    def meets(expr: Expr) -> object:
        return settled(expr, env)

    return all(meets(part.expr) is part.met for part in one.conditions)


@pytest.mark.parametrize("name", ["waiting-period"])
def test_a_witness_is_somebody_whom_both_packs_know(name: str) -> None:
    files = read_files(FOLDER)
    text = files["rules.toml"].replace(
        "{ from = 2024-07-01, is = 3 }", "{ from = 2024-07-01, is = 2 }"
    )
    old, new = read_pack(files, FORMS), read_pack({**files, "rules.toml": text}, FORMS)
    (told,) = differences(old, new, ON)
    for one in told.classes:
        facts = closed(facts_from(one.facts, old.vocabulary), old.vocabulary)
        assert find(old, name, facts, ON).holds is False
        assert find(new, name, facts, ON).holds is True


def test_a_fact_that_became_another_kind_of_thing_is_told_as_not_compared() -> None:
    facts = small.FACTS.replace(
        '[fact.fee_paid]\ntype = "yes-no"', '[fact.fee_paid]\ntype = "integer"'
    )
    rules = small.RULES.replace('holds = "fee_paid"', 'holds = "fee_paid >= 1"')
    new = read_pack({**small.FILES, "facts.toml": facts, "rules.toml": rules}, FORMS)
    told = [one for one in differences(OLD, new, ON, "open") if "open" in one.gate.acts]
    assert [(one.shown, one.classes) for one in told] == [(False, ())]
