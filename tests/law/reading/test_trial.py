"""Scenarios are compared in every way; a failure says what was expected, found, and why."""

from __future__ import annotations

from datetime import date

import pytest

from clemency.docket.verdict import KINDS
from clemency.law.mistakes import Mistakes
from clemency.law.reading import read_pack
from clemency.law.reading.trials import OBJECTIONS, Trials, read_trials
from clemency.law.trial import Result, run_scenarios
from clemency.law.values import Source, Standing
from tests.law.reading.forms import FORMS
from tests.law.reading.packs import base

EXTRA = """
[[rule]]
id    = "first-day"
cite  = "Act s 4"
force = "statute"
says  = "The first day."
date  = "years_after(wait, released_on) if released_on != none else none"

[[rule]]
id    = "queue"
cite  = "Act s 4"
force = "practice"
says  = "The queue."
value = "'first' if has_mandate else 'in-turn'"

[[rule]]
id      = "ended"
cite    = "Act s 4"
force   = "statute"
about   = "charge"
says    = "Each charge has ended."
holds   = "charge.ended_on <= today"
failing = "refuse"
else    = "It has not ended."

[[rule]]
id      = "no-opinion-late"
cite    = "Act s 4"
force   = "statute"
says    = "No opinion is late, and the petition is received."
holds   = "docket.received_on != none and not any(o.late for o in docket.opinions)"
failing = "refuse"
else    = "An opinion is late."

[[rule.readings]]
id    = "strict"
says  = "Strict."
cite  = "Act s 4"
holds = "filer == 'person'"
"""
FILES = base()
FILES["rules.toml"] += EXTRA
PACK = read_pack(FILES, FORMS)


def trials(text: str) -> Trials:
    return read_trials({"scenarios/a.toml": text}, PACK, FORMS)


def run(body: str) -> Result:
    (result,) = run_scenarios(PACK, trials(f'[[scenario]]\nname = "A"\n{body}').scenarios)
    return result


def failures(body: str) -> list[str]:
    return [str(failure) for failure in run(body).failures]


def test_a_scenario_that_meets_every_expectation() -> None:
    charges = "[{ ended_on = 2020-01-01 }, { ended_on = 2027-01-01 }, {}]"
    result = run(f"""
today    = 2026-03-01
finds    = {{ standing = "holds", waiting = true, ended = [true, "refuse", "not-established"] }}
opens    = {{ waiting = 2026-03-01, ended = "asks" }}
dates    = {{ first-day = 2026-02-28 }}
values   = {{ queue = "first" }}
readings = {{ no-opinion-late = {{ strict = true }} }}

[scenario.facts]
filer       = "person"
has_mandate = true
released_on = 2021-02-28
charges     = {{ complete = true, list = {charges} }}
""")
    assert result.passed, str(result)


def test_a_finding_that_came_out_otherwise() -> None:
    assert failures("""
today = 2026-03-01
facts = { filer = "other", released_on = 2025-02-28 }
finds = { standing = true, waiting = "holds" }
""") == [
        "finds standing: expected that it holds, found not-a-petition.\n    because filer = other",
        (
            "finds waiting: expected holds, found not-yet.\n"
            "    because released_on = 2025-02-28; today = 2026-03-01"
        ),
    ]


def test_a_finding_that_is_open_says_what_is_missing() -> None:
    assert failures("finds = { standing = false }") == [
        (
            "finds standing: expected that it fails, found not-established.\n"
            "    because not established: filer, has_mandate"
        )
    ]


def test_one_finding_for_each_record() -> None:
    facts = "today = 2026-03-01\nfacts = { charges = { list = [{ ended_on = 2027-01-01 }, {}] } }\n"
    assert failures(f"{facts}finds = {{ ended = [true, false] }}") == [
        (
            "finds ended[0]: expected that it holds, found refuse.\n"
            "    because charges[0].ended_on = 2027-01-01; today = 2026-03-01"
        ),
        (
            "finds ended[1]: expected that it fails, found not-established.\n"
            "    because not established: charges[1].ended_on"
        ),
    ]
    assert failures(f"{facts}finds = {{ ended = [false] }}") == [
        "finds ended: expected findings for 1 records, found 2 records."
    ]


def test_the_first_day_is_another() -> None:
    facts = "today = 2026-03-01\nfacts = { released_on = 2025-02-28 }\n"
    assert failures(f"{facts}opens = {{ waiting = 2030-03-01 }}") == [
        "opens waiting: expected 2030-03-01, found 2030-02-28."
    ]
    assert failures(f"{facts}opens = {{ waiting = 'never' }}") == [
        "opens waiting: expected never, found 2030-02-28."
    ]
    assert failures("opens = { waiting = 2030-03-01 }") == [
        "opens waiting: expected 2030-03-01, found asks.\n    because not established: released_on"
    ]
    assert failures("opens = { standing = 'never' }") == [
        "opens standing: expected never, found that the rule reads no date."
    ]


def test_other_facts_are_asked() -> None:
    assert failures("""
facts = { filer = "counsel" }
finds = { standing = "not-established" }
asks  = ["filer", "has_mandate"]
""") == ["asks: expected filer, has_mandate, found has_mandate."]
    assert failures('facts = { filer = "person" }\nfinds = { standing = true }\nasks = []') == []


def test_asks_without_a_rule_are_of_every_rule() -> None:
    found = run('facts = { filer = "counsel" }\nasks = []').failures
    assert [failure.what for failure in found] == ["asks"]
    assert {"has_mandate", "released_on"} <= set(found[0].found.split(", "))


def test_other_days_and_values() -> None:
    assert failures("""
facts  = { released_on = 2021-03-01, has_mandate = false }
dates  = { first-day = 2026-03-02 }
values = { queue = "first" }
""") == [
        (
            "yields first-day: expected 2026-03-02, found 2026-03-01.\n"
            "    because released_on = 2021-03-01; today = 2026-01-01"
        ),
        "yields queue: expected first, found in-turn.\n    because has_mandate = false",
    ]
    assert failures("dates = { first-day = 'unknown' }\nvalues = { queue = 'unknown' }") == []
    assert failures("facts = { released_on = 'none' }\ndates = { first-day = 'none' }") == []


def test_readings_are_judged_each_on_its_own() -> None:
    assert failures("readings = { no-opinion-late = { strict = 'unknown' } }") == []
    assert failures(
        "facts = { filer = 'other' }\nreadings = { no-opinion-late = { strict = true } }"
    ) == ["reading no-opinion-late.strict: expected true, found false.\n    because filer = other"]


def test_the_docket_is_closed() -> None:
    assert failures("finds = { no-opinion-late = false }") == []
    told = "facts = { docket = { received_on = 2026-01-01 } }\n"
    assert failures(f"{told}finds = {{ no-opinion-late = true }}") == []
    late = '{ received_on = 2026-01-01, opinions = { list = [{ office = "x" }, { late = true }] } }'
    assert failures(f"facts = {{ docket = {late} }}\nfinds = {{ no-opinion-late = false }}") == []
    open_ = '{ received_on = "unknown" }'
    assert (
        failures(
            f"facts = {{ docket = {open_} }}\nfinds = {{ no-opinion-late = 'not-established' }}"
        )
        == []
    )


def test_without_a_day_the_sources_say_which() -> None:
    facts = "facts = { released_on = 2021-01-01 }\n"
    assert failures(f"{facts}finds = {{ waiting = true }}") == []
    facts = "facts = { released_on = 2021-01-02 }\n"
    assert failures(f"{facts}finds = {{ waiting = false }}") == []


def test_a_result_names_its_place() -> None:
    text = str(run("finds = { standing = true }"))
    assert text.startswith("scenarios/a.toml:1: A\n  finds standing: ")


# --- journeys -------------------------------------------------------------------------------------

JOURNEY = """
[[journey]]
name = "A letter"

[[journey.appointed]]
officer = "o-1"
office  = "desk"
from    = 2020-01-01

[[journey.step]]
on          = 2026-01-02
act         = "receive"
by          = "desk"
officer     = "o-1"
facts       = { filer = "other" }
standing    = "reported"
reported_by = ["unnamed", "newspaper"]
set         = { channel = "letter" }
accepted    = true
case        = { received_on = 2026-01-02, petition_on = "none" }
public      = { interventions = 1 }
tells       = []
says        = "It arrives."

[[journey.step]]
matter  = "other"
on      = 2026-01-03
act     = "open-petition"
refused = "standing"
opens   = 2026-05-01
"""


def test_a_journey_as_it_is_told() -> None:
    (journey,) = trials(JOURNEY).journeys
    first, second = journey.steps
    assert [(one.officer, one.since, one.until) for one in journey.appointed] == [
        ("o-1", date(2020, 1, 1), None)
    ]
    assert (first.matter, first.act, first.accepted, first.refused) == ("main", "receive", True, ())
    assert first.facts.values == {"filer": "other"}
    assert first.facts.source("filer") == Source(
        Standing.REPORTED, on=date(2026, 1, 2), chain=("unnamed", "newspaper")
    )
    assert first.case == {"received_on": date(2026, 1, 2), "petition_on": None}
    assert first.public == {"interventions": 1}
    assert first.tells == ()
    assert (second.matter, second.accepted, second.refused) == ("other", False, ("standing",))
    assert second.opens == date(2026, 5, 1)
    assert second.tells is None
    assert (journey.line, second.line) == (2, 25)


def test_the_kinds_of_objection_are_those_of_the_docket() -> None:
    assert OBJECTIONS == KINDS


def told_of_step(body: str) -> list[tuple[str, str | None]]:
    """What is wrong with a step of a pack that has too many rules, acts and facts to list."""
    more_acts = "".join(
        f"""
[[act]]
id = "note-{number}"
title = "Note"
by = ["desk"]
writes = "PetitionOpened"
"""
        for number in range(12)
    )
    files = {**FILES, "acts.toml": FILES["acts.toml"] + more_acts}
    step = f'[[journey]]\nname = "A"\n\n[[journey.step]]\non = 2026-01-02\n{body}'
    with pytest.raises(Mistakes) as error:
        read_trials({"scenarios/a.toml": step}, read_pack(files, FORMS), FORMS)
    return [(one.says, one.mend) for one in error.value.mistakes]


def test_where_there_are_too_many_words_to_list_it_is_said_where_they_stand() -> None:
    assert told_of_step('act = "zzz"\naccepted = true\n') == [
        (
            "`zzz` is not an act of this pack.",
            "acts.toml lists them: `clemency pack show PACK acts`.",
        )
    ]


def test_who_misspells_a_kind_of_objection_is_told_which_there_are() -> None:
    ((says, mend),) = told_of_step('act = "receive"\nrefused = "zzz"\n')
    assert says == "`zzz` is not a rule, a duty or a kind of objection of this pack."
    assert mend is not None
    assert all(f"`{kind}`" in mend for kind in OBJECTIONS)


def test_what_asks_names_and_no_fact_is_like_it_has_a_way_forward() -> None:
    with pytest.raises(Mistakes) as error:
        trials('[[scenario]]\nname = "A"\nasks = ["zzz"]\n')
    (mistake,) = error.value.mistakes
    assert mistake.mend == "facts.toml lists them: `clemency pack show PACK facts`."


def test_a_word_of_the_pack_itself_is_looked_for_in_its_own_files() -> None:
    more = "".join(f'\n[office.seat_{number}]\ntitle = "Seat"\n' for number in range(12))
    files = {**FILES, "offices.toml": FILES["offices.toml"] + more}
    files["acts.toml"] = files["acts.toml"].replace('by     = ["desk"]', 'by     = ["zzz"]', 1)
    assert files["acts.toml"] != FILES["acts.toml"]
    with pytest.raises(Mistakes) as error:
        read_pack(files, FORMS)
    mends = {one.mend for one in error.value.mistakes if "`zzz`" in one.says}
    assert mends == {"See `offices.toml`, where they are given."}
