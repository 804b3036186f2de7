"""A whole pack: what is made of it, and what its digest covers."""

from __future__ import annotations

from datetime import date

import pytest

from clemency.law.calendar import Calendar
from clemency.law.mistakes import Mistakes
from clemency.law.pack import Failing, Force, OnUnknown, Pack
from clemency.law.reading import read_pack
from clemency.law.types import DAY, INT, Choice, Optional
from tests.law.reading.forms import FORMS
from tests.law.reading.packs import base, base_with, told_of


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(base(), FORMS)


def test_the_head(pack: Pack) -> None:
    assert (pack.id, pack.version, pack.languages) == ("base", "1", ("en",))
    assert pack.calendar == Calendar(
        "Europe/Prague",
        "28-february",
        frozenset({"saturday", "sunday"}),
        frozenset({date(2026, 12, 25)}),
        date(2027, 12, 31),
    )


def test_the_vocabulary_joins_the_pack_the_docket_and_who_acts(pack: Pack) -> None:
    known = pack.vocabulary
    assert known.facts["filer"] == Choice(("person", "counsel", "other"))
    assert known.facts["released_on"] == Optional(DAY)
    assert {"docket.filed_on", "actor", "acting_office"} <= known.facts.keys()
    assert known.records["charge"].fields == {"ended_on": DAY}
    assert pack.told.facts.keys() == {"filer", "has_mandate", "released_on"}
    assert pack.told.records.keys() == {"charge"}


def test_rules_and_what_they_read(pack: Pack) -> None:
    (rule,) = pack.rules["waiting"]
    assert (rule.force, rule.failing, rule.since) == (Force.STATUTE, Failing.NOT_YET, None)
    assert rule.cite.text == "Act s 4"
    assert rule.cite.sources == ("Act",)
    assert rule.cite.verified_on == date(2026, 1, 1)
    assert rule.holds is not None
    assert rule.holds.names() == {"released_on", "today"}
    assert pack.parameters["wait"].type == INT
    assert pack.parameters["wait"].values == ((date(1921, 5, 1), 5),)


def test_acts_and_letters(pack: Pack) -> None:
    act = pack.acts["open-petition"]
    assert (act.by, act.needs, act.writes) == (
        ("desk",),
        ("standing", "waiting"),
        "PetitionOpened",
    )
    assert act.unknown is OnUnknown.STOP
    assert [(one.who, one.letter) for one in act.tells] == [("petitioner", "receipt")]
    clock = pack.acts["ask-opinion"].clock
    assert clock is not None
    assert (clock.days, clock.months, clock.start, clock.out) == (30, None, "on", "nothing")
    assert pack.letters == {"receipt"}
    assert pack.sees["Received"]["petitioner"] == ("kind", "on")


def test_fields_that_an_act_sets_are_as_the_entry_holds_them() -> None:
    fields = "set    = { filed_on = '2026-01-01', persons = 2 }"
    files = base_with(
        "acts.toml", 'writes = "PetitionOpened"', f'writes = "PetitionOpened"\n{fields}'
    )
    sets = read_pack(files, FORMS).acts["open-petition"].sets
    assert sets == {"filed_on": date(2026, 1, 1), "persons": 2}
    files["acts.toml"] = files["acts.toml"].replace("'2026-01-01'", "'none'")
    assert read_pack(files, FORMS).acts["open-petition"].sets["filed_on"] is None


def test_every_sentence_has_its_key(pack: Pack) -> None:
    texts = pack.texts
    assert texts.get("rule.standing.else", "en") == "Only the person or counsel may ask."
    assert texts.get("fact.filer.labels.person", "en") == "the person"
    assert texts.get("record.charge.ended_on.ask", "en") == "When did it end?"
    assert texts.get("pack.name", "en") == "Base"
    assert texts.get("source.Act.title", "en") == "The Act"
    assert texts.get("nothing.at.all", "en") is None


def test_the_least_certain_and_oldest_reading_counts_for_a_citation() -> None:
    extra = """
[[source]]
id          = "Act 2"
title       = "The Second Act"
verified_on = 2020-05-05
certainty   = "uncertain"
"""
    files = base_with("rules.toml", 'cite    = "Act s 3"', 'cite    = "Act s 3; Act 2 s 1"')
    files["pack.toml"] += extra
    cite = read_pack(files, FORMS).rules["standing"][0].cite
    assert cite.sources == ("Act", "Act 2")
    assert cite.verified_on == date(2020, 5, 5)
    assert cite.certainty == "uncertain"


# --- files ----------------------------------------------------------------------------------------


def test_a_file_may_be_a_folder_of_files() -> None:
    files = base()
    rules = files.pop("rules.toml")
    cut = rules.index("[[duty]]")
    files["rules/a.toml"], files["rules/b/c.toml"] = rules[:cut], rules[cut:]
    made = read_pack(files, FORMS)
    assert made.rules.keys() == {"standing", "waiting"}
    assert made.duties.keys() == {"opinion-first"}


def test_definitions_may_stand_in_any_order() -> None:
    files = base()
    files["rules.toml"] += """
[define.late]
is   = "early and any(c.ended and charges.complete for c in charges)"
says = "Late."

[define.early]
is   = "has_mandate"
says = "Early."

[define.ended]
of   = "charge"
is   = "charge.past and early"
says = "Ended."

[define.past]
of   = "charge"
is   = "charge.ended_on < today"
says = "Past."
"""
    made = read_pack(files, FORMS)
    assert made.defines.keys() == {"early", "late", "charge.ended", "charge.past"}
    assert made.defines["charge.ended"].of == "charge"


def test_a_definition_may_be_called_like_a_field() -> None:
    files = base()
    files["rules.toml"] += """
[define.ended_on]
is   = "max(c.ended_on for c in charges)"
says = "The last day of all."
"""
    assert read_pack(files, FORMS).defines["ended_on"].expr.type == Optional(DAY)


def test_a_definition_that_does_not_exist_is_told_at_its_place() -> None:
    files = base_with("rules.toml", "and has_mandate)", "and (has_mandate or nothing_such))")
    assert "`nothing_such` is not a fact of this pack." in told_of(files)


def test_nothing_is_loaded_of_a_wrong_pack() -> None:
    with pytest.raises(Mistakes) as told:
        read_pack(base_with("sees.toml", "petitioner", "petitoner"), FORMS)
    assert len(told.value.mistakes) == 1


# --- versions of a rule ---------------------------------------------------------------------------

VERSION = """
[[rule]]
id      = "fee"
cite    = "Act s 7"
{}
force   = "statute"
says    = "A fee is paid."
holds   = "has_mandate"
failing = "refuse"
else    = "Pay first."
"""


def test_versions_stand_oldest_first_whatever_their_order() -> None:
    files = base()
    for dates in ("since = 2001-01-01", "since = 1990-01-01\nuntil = 2000-12-31"):
        files["rules.toml"] += VERSION.format(dates)
    rules = read_pack(files, FORMS).rules["fee"]
    assert [rule.key for rule in rules] == ["fee@1990-01-01", "fee@2001-01-01"]


def test_a_gap_is_allowed_where_it_is_meant() -> None:
    files = base()
    for dates in ("until = 1999-12-31", "since = 2001-01-01\nresumes = true"):
        files["rules.toml"] += VERSION.format(dates)
    assert len(read_pack(files, FORMS).rules["fee"]) == 2


# --- the digest -----------------------------------------------------------------------------------


def digest(files: dict[str, str]) -> str:
    return read_pack(files, FORMS).digest


def test_the_digest_covers_what_bears_on_findings() -> None:
    plain = digest(base())
    assert len(plain) == 64
    changed = (
        ("pack.toml", 'version    = "1"', 'version    = "2"'),
        ("facts.toml", "Who asks?", "Who is asking?"),
        ("rules.toml", "is = 5", "is = 6"),
        ("offices.toml", "The Head", "A Head"),
        ("acts.toml", "days = 30", "days = 31"),
    )
    assert len({plain, *(digest(base_with(*change)) for change in changed)}) == len(changed) + 1


def test_the_digest_leaves_out_what_does_not() -> None:
    plain = digest(base())
    assert digest(base_with("letters.toml", "Received", "Your petition")) == plain
    assert digest(base_with("sees.toml", '["kind", "on"]', '["kind"]')) == plain
    assert digest({**base(), "scenarios/a.toml": "[[scenario"}) == plain


def test_the_digest_knows_where_one_file_ends() -> None:
    files = base()
    rules = files.pop("rules.toml")
    one = {**files, "rules/a.toml": rules, "rules/b.toml": "# end\n"}
    other = {**files, "rules/a.toml": f"{rules}# end\n", "rules/b.toml": ""}
    assert digest(one) != digest(other)


def test_files_may_come_in_any_order() -> None:
    files = base()
    assert digest(dict(reversed(files.items()))) == digest(files)
