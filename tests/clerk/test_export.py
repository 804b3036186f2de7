"""An export is what its reader may see, with proofs of the rest; two verifiers agree on it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clemency.clerk import submit
from clemency.clerk.office import Clerk
from clemency.clerk.trouble import NotAllowed, NotKnown
from clemency.clerk.writing import Writing
from clemency.docket.advice import StoodAside
from clemency.docket.policy import Viewer
from clemency.docket.seal.checkpoint import checkpoint_from
from tests.clerk import offices

VERIFIER = Path(__file__).parents[2] / "verifier" / "verify.py"


def second_verifier(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(VERIFIER), str(folder)], capture_output=True, text=True, check=False
    )


def openings(folder: Path) -> list[dict[str, str]]:
    file = folder / "openings.json"
    found: list[dict[str, str]] = json.loads(file.read_text())["openings"] if file.exists() else []
    return found


def test_the_whole_docket(either: Clerk, tmp_path: Path) -> None:
    offices.whole_story(either)
    report = either.export(tmp_path / "all")
    assert report.sound
    assert (report.by_content, report.by_hash) == (either.checkpoint().size, 0)
    ran = second_verifier(tmp_path / "all")
    assert ran.returncode == 0, ran.stdout
    assert (
        checkpoint_from((tmp_path / "all" / "checkpoint.txt").read_bytes()) == either.checkpoint()
    )
    assert any("canary-grant" in one.get("text", "") for one in openings(tmp_path / "all"))


def test_one_matter_with_its_proofs(clerk: Clerk, tmp_path: Path) -> None:
    got, other = offices.whole_story(clerk), offices.receive(clerk)
    early = clerk.checkpoint()
    offices.do(clerk, other.matter, "open-petition")
    report = clerk.export(tmp_path / "one", matter=got.number, earlier=[early.size])
    assert report.sound
    assert report.by_content == clerk.matter(got.number).seen
    assert second_verifier(tmp_path / "one").returncode == 0
    proofs = json.loads((tmp_path / "one" / "proofs.json").read_text())
    assert [one["from"] for one in proofs["consistency"]] == [early.size]
    assert other.leaf not in (tmp_path / "one" / "entries.jsonl").read_text()


def test_what_a_viewer_may_not_see_is_there_as_a_hash(clerk: Clerk, tmp_path: Path) -> None:
    got = offices.whole_story(clerk)
    board = Viewer("office", "board", "o-board")
    clerk.export(tmp_path / "board", matter=got.number, viewer=board)
    lines = (tmp_path / "board" / "entries.jsonl").read_text().splitlines()
    hidden = {
        entry.seq for entry in clerk.matter(got.number).entries if entry.kind == "VictimHeard"
    }
    shown = [number for number, line in enumerate(lines) if not line.startswith('{"withheld"')]
    withheld = [number for number, line in enumerate(lines) if line.startswith('{"withheld"')]
    assert [got.seq + number for number in withheld][-1:] and len(hidden) == 1
    kinds = [json.loads(lines[number])["kind"] for number in shown]
    assert "VictimHeard" not in kinds
    assert len(kinds) + len(withheld) == len(lines)
    assert not any("canary-victim" in one.get("text", "") for one in openings(tmp_path / "board"))
    assert second_verifier(tmp_path / "board").returncode == 0


@pytest.mark.parametrize("audience", ["petitioner", "public", "victim"])
def test_nobody_gets_bytes_of_which_a_field_is_not_theirs(
    clerk: Clerk, tmp_path: Path, audience: str
) -> None:
    got = offices.whole_story(clerk)
    viewer = Viewer(audience)
    clerk.export(tmp_path / audience, matter=got.number, viewer=viewer)
    lines = (tmp_path / audience / "entries.jsonl").read_text().splitlines()
    kinds = {json.loads(line).get("kind") for line in lines} - {None}
    # Of all kinds, ruritania's sees.toml shows every field of one to the petitioner.
    assert kinds == ({"PetitionOpened"} if audience == "petitioner" else set())
    assert openings(tmp_path / audience) == []
    assert second_verifier(tmp_path / audience).returncode == 0


def test_who_sees_nothing_of_a_matter_takes_nothing_along(clerk: Clerk, tmp_path: Path) -> None:
    got = offices.receive(clerk)
    with pytest.raises(NotKnown, match="or none that you may see"):
        clerk.export(tmp_path / "x", matter=got.number, viewer=Viewer("office", "nowhere"))
    assert not (tmp_path / "x").exists()


def test_who_stands_aside_sees_nothing_and_takes_nothing_along(
    clerk: Clerk, tmp_path: Path
) -> None:
    got = offices.receive(clerk)
    stand_aside(clerk, got.matter, "o-board")
    board = Viewer("office", "board", "o-board")
    with pytest.raises(NotAllowed, match="Nothing was exported"):
        clerk.export(tmp_path / "x", matter=got.number, viewer=board)
    with pytest.raises(NotKnown):
        clerk.matter(got.number, board)
    assert got.number not in {one.number for one in clerk.matters(board)}
    another = Viewer("office", "board", "o-other")
    assert got.number in {one.number for one in clerk.matters(another)}


def stand_aside(clerk: Clerk, matter: str, officer: str) -> None:
    """As an act of a pack would write it; ruritania has none."""
    with clerk.desk.store.writing():
        writing = Writing(clerk.desk)
        file = submit.load(clerk.desk, matter)
        writing.add(
            file, StoodAside(on=offices.DAY, office="board", officer=officer, whose=officer)
        )
        writing.finish()


def test_the_texts_of_the_forgotten_are_in_no_export(clerk: Clerk, tmp_path: Path) -> None:
    got = offices.whole_story(clerk)
    clerk.forget(
        got.matter,
        officer=offices.OFFICER,
        office=offices.DESK,
        second="o-second",
        legal_basis="data-act-17",
    )
    report = clerk.export(tmp_path / "all")
    assert report.sound
    assert second_verifier(tmp_path / "all").returncode == 0
    texts = [one.get("text", "") for one in openings(tmp_path / "all")]
    assert [text for text in texts if "canary" in text] == ["canary-victim-0815: I do not object."]


def test_a_folder_in_use_is_left_alone(clerk: Clerk, tmp_path: Path) -> None:
    offices.receive(clerk)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(NotKnown, match="is not empty"):
        clerk.export(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_an_altered_export_is_refused_by_both(clerk: Clerk, tmp_path: Path) -> None:
    offices.whole_story(clerk)
    clerk.export(tmp_path / "all")
    entries = tmp_path / "all" / "entries.jsonl"
    entries.write_text(entries.read_text().replace('"pardons_desk"', '"pardons_desc"', 1))
    ran = second_verifier(tmp_path / "all")
    assert ran.returncode == 1
    assert "entry 8" in ran.stdout.lower() or "entry" in ran.stdout.lower()
