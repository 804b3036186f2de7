"""An office at the command line: from what comes in to what is proved."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

from tests.cli.running import ROOT, RURITANIA, run

FACTS = (
    "-f",
    "filer=person",
    "-f",
    "last_refused_on=none",
    "-f",
    "charges={complete = true, list = []}",
)


def received(office: Path, *facts: str, on: str = "2026-03-02") -> str:
    """The number of something that came in."""
    done = run("receive", *facts, "--on", on, "--json", office=office)
    assert done.code == 0, done.err
    number: str = done.json["number"]
    return number


def test_a_letter_from_outside_opens_nothing(office: Path):
    number = received(office, "-f", "filer=other")
    done = run("act", number, "open-petition", "--on", "2026-03-02", "--json", office=office)
    assert done.code == 1
    first = done.json["objections"][0]
    assert (first["kind"], first["rule"]) == ("rule", "standing")
    assert first["told"]["head"] == "Not a petition."
    shown = run("matter", "show", number, "--json", office=office).json
    assert shown["case"].get("petition_on") is None
    assert "PetitionOpened" not in [entry["kind"] for entry in shown["entries"]]


def test_a_refused_command_tells_every_reason_and_a_way_forward(office: Path):
    number = received(office, "-f", "filer=other")
    done = run("act", number, "grant", "--on", "2026-03-02", office=office)
    assert done.code == 1
    assert "Refused" in done.out
    assert "instead" in done.out
    assert "Nothing was written." in done.out


def test_somebody_who_acts_on_an_old_view_is_told_what_changed(office: Path):
    number = received(office, *FACTS)
    seen = run("matter", "show", number, "--json", office=office).json["seen"]
    assert run("act", number, "open-petition", "--on", "2026-03-02", office=office).code == 0
    late = run(
        "act", number, "answer-letter", "--on", "2026-03-02", "--seen", str(seen), office=office
    )
    assert late.code == 4
    assert "Somebody acted first" in late.out
    assert "petition" in late.out.lower()


def test_facts_alone_can_be_put_on_the_file(office: Path):
    number = received(office)
    assert (
        run(
            "act", number, *FACTS, "--standing", "certified", "--on", "2026-03-02", office=office
        ).code
        == 0
    )
    facts = run("matter", "show", number, "--json", office=office).json["facts"]
    assert facts["filer"] == "person"


def test_what_is_possible_is_what_the_command_would_do(office: Path):
    number = received(office, *FACTS)
    rows = run("act", number, "--on", "2026-03-02", "--json", office=office).json
    able = {row["act"] for row in rows if row["possible_for"]}
    assert "open-petition" in able
    assert "countersign" not in able
    refused = next(row["refused"] for row in rows if row["act"] == "countersign")
    assert refused[0]["lines"]


def test_a_private_sender_is_only_counted(office: Path):
    added = run(
        "correspondence",
        "add",
        "--private",
        "--asked-for",
        "pardon",
        "-f",
        "filer=other",
        "--on",
        "2026-03-02",
        office=office,
    )
    assert added.code == 0, added.err
    number = run("matter", "list", "--json", office=office).json[0]["number"]
    assert run("correspondence", "answer", number, "--on", "2026-03-03", office=office).code == 0
    listed = run("correspondence", "list", "--json", office=office).json
    assert listed["counts"]["private_senders"] == 1
    assert listed["interventions"] == []


def test_an_export_is_verified_by_both_programs_and_a_changed_byte_by_neither(
    office: Path, tmp_path: Path
):
    received(office, *FACTS)
    export = tmp_path / "export"
    assert run("docket", "export", str(export), office=office).code == 0
    assert run("docket", "verify", str(export)).code == 0
    entries = export / "entries.jsonl"
    entries.write_bytes(entries.read_bytes().replace(b'"Received"', b'"Receivec"', 1))
    broken = run("docket", "verify", str(export), "--json")
    assert broken.code == 6
    assert broken.json["faults"]
    import subprocess
    import sys

    second = subprocess.run(
        [sys.executable, ROOT / "verifier/verify.py", export], capture_output=True, check=False
    )
    assert second.returncode == 1


def test_a_docket_rewritten_in_the_database_does_not_verify(office: Path):
    received(office, *FACTS)
    with sqlite3.connect(office / "docket.sqlite3") as database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE clerk_entry SET data = replace(data, '2026-03-02', '2026-03-01')")
    done = run("docket", "verify", office=office)
    assert done.code in (5, 6)
    assert "Traceback" not in done.err


def test_a_list_that_was_changed_is_found_and_mended(office: Path):
    received(office, *FACTS)
    with sqlite3.connect(office / "docket.sqlite3") as database:
        database.execute("UPDATE clerk_matter SET stage = 'granted'")
    assert run("office", "rebuild", office=office).code == 6
    assert run("office", "rebuild", "--mend", office=office).code == 0
    assert run("office", "rebuild", "--json", office=office).json["same"] is True


def test_troubles_outside_the_law_say_what_to_do(tmp_path: Path, office: Path):
    none = run("matter", "list", office=tmp_path / "nowhere")
    assert none.code == 5
    assert "holds no office" in none.err
    assert run("matter", "show", "2020-0001", office=office).code == 2
    assert run("office", "create", str(office), "--pack", RURITANIA).code == 5
    assert run("office", "appoint", "x-1", "prinse", office=office).code == 2
    shutil.rmtree(office / "nothing", ignore_errors=True)
    as_json = run("matter", "list", "--json", office=tmp_path / "nowhere")
    assert json.loads(as_json.err)["error"]["exit"] == 5


AT_THE_DOOR = """
[[act]]
id     = "take-in"
title  = "Take in what is handed over at the door"
by     = ["registry"]
writes = "Received"
"""


def test_where_things_are_received_in_several_ways_the_act_is_named(tmp_path: Path):
    pack, folder = tmp_path / "twice", tmp_path / "office"
    assert run("pack", "new", str(pack), "--id", "twice", "--language", "en").code == 0
    with (pack / "acts.toml").open("a", encoding="utf-8") as acts:
        acts.write(AT_THE_DOOR)
    assert run("office", "create", str(folder), "--pack", str(pack)).code == 0
    assert (
        run("office", "appoint", "desk-1", "registry", "--from", "2020-01-01", office=folder).code
        == 0
    )

    unnamed = run("receive", "--channel", "post", office=folder)
    assert unnamed.code == 2
    assert "several acts" in unnamed.err
    assert "Name one: --act receive, --act take-in." in unnamed.err
    other = run("receive", "--act", "grant", "--json", office=folder)
    assert "Nothing is received by grant." in json.loads(other.err)["error"]["says"]
    assert run("matter", "list", "--json", office=folder).json == []

    taken = run("receive", "--act", "take-in", "--channel", "post", "--json", office=folder)
    assert taken.code == 0, taken.err
    assert taken.json["entry"]["act"] == "take-in"
