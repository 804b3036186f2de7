""" "Your jurisdiction in an afternoon", walked as it is written; and the folder it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from clemency.clerk.beginning import Beginning, CannotBegin, begin
from tests.cli.running import ROOT, Done, run

TUTORIAL = (ROOT / "docs/tutorials/your-jurisdiction-in-an-afternoon.md").read_text("utf-8")
EDIT = re.compile(
    r"<!-- (append|replace|replace-all) (\S+) -->\n```toml\n(.*?)```\n(?:```toml\n(.*?)```\n)?",
    re.S,
)


def edits() -> Iterator[tuple[str, str, str, str]]:
    """Every change that the tutorial asks for: how, in which file, the old text, the new one."""
    for how, file, first, second in EDIT.findall(TUTORIAL):
        yield (how, file, "", first) if how == "append" else (how, file, first, second)


def change(folder: Path, how: str, file: str, old: str, new: str) -> None:
    """One change, made as a person would make it."""
    path = folder / file
    text = path.read_text("utf-8")
    if how == "append":
        path.write_text(f"{text}\n{new}", "utf-8")
        return
    old, new = old.removesuffix("\n"), new.removesuffix("\n")
    found = text.count(old)
    assert found == 1 if how == "replace" else found > 0, f"{file}: {old}"
    path.write_text(text.replace(old, new), "utf-8")


def of_one_act(folder: Path) -> None:
    """What the tutorial says in words: the new id of the source, and which scenarios stay."""
    for name in ("rules.toml", "offices.toml", "acts.toml"):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace("Example Act", "Mercy Act"), "utf-8")


def kept_scenarios(folder: Path) -> None:
    path = folder / "scenarios/first.toml"
    head, *tables = re.split(r"(?m)^(?=\[\[scenario\]\])", path.read_text("utf-8"))
    own = [t for t in tables if "kind =" in t or "ballot" in t]
    asking = [t for t in tables if "filer" in t and "sentences" not in t]
    path.write_text(head + "".join((*asking, *own)), "utf-8")


@pytest.fixture(scope="module")
def freedonia(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack at the end of the tutorial."""
    folder = tmp_path_factory.mktemp("afternoon") / "freedonia"
    command = re.search(r"\./clemency pack new freedonia (.*)", TUTORIAL)
    assert command is not None
    name_and_zone = ("--name", "Freedonia", "--time-zone", "Europe/Prague")
    assert " ".join(name_and_zone) in command[1]
    made = run("pack", "new", str(folder), *name_and_zone)
    assert made.code == 0, made.err
    for edit in edits():
        change(folder, *edit)
        if edit[1] == "pack.toml":
            of_one_act(folder)
    kept_scenarios(folder)
    return folder


def test_the_pack_of_the_tutorial_is_sound_and_passes_its_scenarios(freedonia: Path) -> None:
    assert said(run("pack", "check", str(freedonia))) == 0
    assert said(run("pack", "test", str(freedonia))) == 0


def test_its_backbone_is_proved(freedonia: Path) -> None:
    assert said(run("pack", "prove", str(freedonia))) == 0


def test_without_the_condition_a_path_is_found_that_runs(freedonia: Path, tmp_path: Path) -> None:
    acts = freedonia / "acts.toml"
    whole = acts.read_text("utf-8")
    without = whole.replace('"pending and any(v.carried for v in docket.votes)"', '"pending"')
    assert without != whole
    acts.write_text(without, "utf-8")
    try:
        found = tmp_path / "found"
        done = run("pack", "prove", str(freedonia), "--out", str(found))
        assert done.code == 1
        assert "no-grant-without-the-council" in done.out
        assert said(run("pack", "test", str(freedonia), "--scenarios", str(found))) == 0
    finally:
        acts.write_text(whole, "utf-8")


def test_it_answers_a_question(freedonia: Path) -> None:
    row = "{kind='fine', against_the_ballot=true, ended_on=2020-01-01}"
    rows = f"sentences={{complete=true, list=[{row}]}}"
    done = run("ask", str(freedonia), "-f", "filer=person", "-f", rows)
    assert done.code == 1
    assert "The Mercy Act allows no pardon for an offence against the ballot." in done.out


def said(done: Done) -> int:
    """The exit code; what was printed is shown where a test fails."""
    print(done.out, done.err)
    return done.code


# --- the folder it begins with --------------------------------------------------------------------


@pytest.mark.parametrize("languages", [("en",), ("en", "he", "ar"), ("he", "en"), ("fr",)])
def test_a_new_pack_is_sound_in_any_languages(tmp_path: Path, languages: tuple[str, ...]) -> None:
    folder = tmp_path / "new-land"
    wanted = [part for language in languages for part in ("-l", language)]
    assert said(run("pack", "new", str(folder), *wanted)) == 0
    assert said(run("pack", "check", str(folder))) == 0
    assert said(run("pack", "test", str(folder))) == 0
    assert 'id         = "new_land"' in (folder / "pack.toml").read_text("utf-8")


def test_a_new_pack_is_proved(tmp_path: Path) -> None:
    folder = tmp_path / "land"
    assert run("pack", "new", str(folder)).code == 0
    assert said(run("pack", "prove", str(folder))) == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--id", "New Land"), "cannot be the id"),
        (("--time-zone", "Europe/Strelsau"), "is no time zone"),
        (("--language", "english"), "is no language code"),
    ],
)
def test_what_is_not_possible_is_said_and_nothing_is_written(
    tmp_path: Path, args: tuple[str, ...], says: str
) -> None:
    done = run("pack", "new", str(tmp_path / "land"), *args)
    assert done.code == 2
    assert says in done.err
    assert not (tmp_path / "land").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", "utf-8")
    done = run("pack", "new", str(tmp_path))
    assert done.code == 2
    assert "is not empty" in done.err
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]


def test_a_name_with_quotes_and_other_letters_is_kept(tmp_path: Path) -> None:
    from datetime import date

    from clemency.clerk.shelf import load

    wanted = Beginning("land", 'Das "Land" \\ ארץ', ("en", "he"), "UTC", date(2026, 11, 22))
    begin(tmp_path / "land", wanted)
    pack = load(tmp_path / "land")
    assert pack.texts.get("pack.name", "en") == wanted.name
    with pytest.raises(CannotBegin):
        begin(tmp_path / "land", wanted)
