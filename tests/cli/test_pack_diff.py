"""`clemency pack diff`: the text, the classes, a table of people, an office, an export."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import RURITANIA, run

ON = ("--on", "2026-11-22")


@pytest.fixture(scope="module")
def shorter(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Ruritania, where two years are enough from now on."""
    folder = tmp_path_factory.mktemp("packs") / "shorter"
    shutil.copytree(RURITANIA, folder)
    rules = folder / "rules.toml"
    text = rules.read_text("utf-8")
    changed = text.replace("{ from = 2024-07-01, is = 3 }", "{ from = 2024-07-01, is = 2 }")
    assert changed != text
    rules.write_text(changed, "utf-8")
    return str(folder)


def test_the_text_and_the_classes_fit_eighty_columns(shorter: str, tmp_path: Path) -> None:
    done = run("pack", "diff", RURITANIA, shorter, *ON, "--out", str(tmp_path))
    assert done.code == 1, done.err
    assert "wait (figure): changed" in done.out
    assert "3 from 2024-07-01" in done.out
    assert "These gain" in done.out
    assert "These lose" not in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    for pack, file in ((RURITANIA, "old.toml"), (shorter, "new.toml")):
        shown = run("pack", "test", pack, "--scenarios", str(tmp_path / file))
        assert shown.code == 0, shown.out


def test_nothing_changes_for_anybody_where_only_words_change(tmp_path: Path) -> None:
    folder = tmp_path / "reworded"
    shutil.copytree(RURITANIA, folder)
    letters = folder / "letters.toml"
    letters.write_text(letters.read_text("utf-8").replace("was denied.", "is denied."), "utf-8")
    done = run("pack", "diff", RURITANIA, str(folder), *ON)
    assert done.code == 0, done.out
    assert "Nobody gains and nobody loses: proved." in done.out


TABLE = """name,filer,last_refused_on,charges.complete,charges[0].released_on
Ann,person,none,yes,2024-02-29
Bob,person,none,yes,2020-01-01
Cat,person,none,yes,2024-31-12
Dot,person,none
Eve,person,none,yes,
"""


def test_a_table_of_people_is_compared_row_by_row_and_a_bad_row_loses_no_other(
    shorter: str, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_text(TABLE, "utf-8")
    done = run(
        "pack", "diff", RURITANIA, shorter, *ON, "--act", "receive", "--facts", str(table), "--json"
    )
    rows = {row["name"]: row for row in done.json["matters"]}
    moved = {change["rule"]: change for change in rows["Ann"]["changes"]}
    assert moved["waiting-period"]["old"] == "not-yet"
    assert moved["waiting-period"]["new"] == "holds"
    assert rows["Bob"]["changes"] == []
    assert rows["Eve"]["changes"] == []
    assert "There is no month 31" in rows["Cat"]["unread"]
    assert "3 cells stand under 5 headings" in rows["people.csv:5"]["unread"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.jsonl", '{"name": "Ann", "filer": "other"}\n\n{broken\n["no table"]\n'),
        ("p.toml", '[[person]]\nname = "Ann"\nfacts = { filer = "other" }\n'),
        ("p.json", '[{"name": "Ann", "facts": {"filer": "other"}}]'),
    ],
)
def test_every_shape_of_table_is_read(shorter: str, tmp_path: Path, name: str, text: str) -> None:
    table = tmp_path / name
    table.write_text(text, "utf-8")
    done = run(
        "pack", "diff", RURITANIA, shorter, *ON, "--act", "receive", "--facts", str(table), "--json"
    )
    rows = done.json["matters"]
    assert rows[0]["name"] == "Ann"
    assert rows[0]["unread"] is None
    assert all(row["unread"] for row in rows[1:])
    assert len(rows) == (3 if name.endswith("jsonl") else 1)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("people.xlsx", "", "no table that is known"),
        ("people.toml", "x = 1", "holds no list of people"),
        ("people.csv", "filer,filer\nperson,person\n", "two columns of one name"),
    ],
)
def test_what_is_no_table_is_said(
    shorter: str, tmp_path: Path, name: str, text: str, says: str
) -> None:
    table = tmp_path / name
    table.write_text(text, "utf-8")
    done = run("pack", "diff", RURITANIA, shorter, *ON, "--act", "receive", "--facts", str(table))
    assert done.code != 0
    assert says in done.err


def test_an_office_is_compared_with_its_facts_and_an_export_without(tmp_path: Path) -> None:
    office = tmp_path / "office"
    told = run("demo", "--pack", "il", "--folder", str(office), "--json")
    assert told.code == 0, told.err
    newer = tmp_path / "newer"
    shutil.copytree(Path(__file__).parents[2] / "src/clemency/packs/il", newer)
    rules = newer / "rules.toml"
    text = rules.read_text("utf-8")
    wanted = "filer == 'person'"
    assert wanted in text
    rules.write_text(text.replace(wanted, "filer == 'counsel'"), "utf-8")
    done = run("pack", "diff", "il", str(newer), *ON, "--dockets", str(office), "--json")
    assert done.code == 1
    assert any(row["changes"] for row in done.json["matters"])
    export = tmp_path / "export"
    assert run("docket", "export", str(export), office=office).code == 0
    sealed = run("pack", "diff", "il", str(newer), *ON, "--dockets", str(export))
    assert "stay sealed" in sealed.out
    empty = tmp_path / "empty"
    empty.mkdir()
    nothing = run("pack", "diff", "il", "il", "--dockets", str(empty))
    assert nothing.code != 0
    assert "neither an office nor an export" in nothing.err


def test_a_shorter_wait_of_a_new_pack_is_somebodys_gain(tmp_path: Path) -> None:
    for name in ("before", "after"):
        assert run("pack", "new", str(tmp_path / name), "--id", "land").code == 0
    rules = tmp_path / "after/rules.toml"
    rules.write_text(rules.read_text("utf-8").replace("is = 5 }", "is = 3 }"), "utf-8")
    done = run("pack", "diff", str(tmp_path / "before"), str(tmp_path / "after"))
    assert done.code == 1
    assert "These gain" in done.out
