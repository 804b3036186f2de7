"""`clemency pack map` and `clemency matter map`, as a person runs them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.running import RURITANIA, run


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An office with one matter, and the number of that matter."""
    office = tmp_path_factory.mktemp("clemency") / "office"
    assert run("office", "create", str(office), "--pack", RURITANIA).code == 0
    seated = ("office", "appoint", "desk-1", "pardons_desk", "--from", "2020-01-01")
    assert run(*seated, office=office).code == 0
    came = run("receive", "-f", "filer=person", "--on", "2026-03-02", "--json", office=office)
    return office, came.json["number"]


def test_a_map_is_written_to_standard_output() -> None:
    done = run("pack", "map", RURITANIA)

    assert (done.code, done.err) == (0, "")
    assert ET.fromstring(done.out).tag.endswith("svg")


def test_a_map_is_written_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "map.svg"
    done = run("pack", "map", "il", "--language", "he", "--out", str(file))

    assert done.code == 0, done.err
    assert ET.parse(file).getroot().attrib["lang"] == "he"


def test_every_sheet_is_written_into_a_file_of_its_own(tmp_path: Path) -> None:
    done = run("pack", "map", "il", "--pages", "--out", str(tmp_path), "--json")
    files = [Path(file) for file in done.json]

    assert files == [tmp_path / f"il-en-{n}.svg" for n in range(1, len(files) + 1)]
    assert {ET.parse(file).getroot().attrib["viewBox"] for file in files} == {"0 0 842 595"}


def test_as_json_the_picture_is_a_text() -> None:
    done = run("pack", "map", RURITANIA, "--json")

    assert done.json["svg"].startswith("<svg ")


def test_what_cannot_be_written_is_said_with_the_way_forward(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("here already")
    done = run("pack", "map", RURITANIA, "--out", str(file / "map.svg"))

    assert done.code == 2
    assert "cannot be written" in done.err
    assert "--out" in done.err


def test_a_language_that_the_pack_lacks_is_refused() -> None:
    done = run("pack", "map", "il", "--language", "fr")

    assert done.code != 0
    assert "en, he, ar" in done.err


@pytest.mark.parametrize("pages", [[], ["--pages"]])
def test_a_matter_is_drawn_on_the_map(
    matter: tuple[Path, str], tmp_path: Path, pages: list[str]
) -> None:
    office, number = matter
    out = tmp_path / "maps"
    named = ("matter", "map", number, "--out", str(out), "--on", "2026-03-02")
    done = run(*named, *pages, office=office)

    assert done.code == 0, done.err
    files = [*out.iterdir()] if pages else [out]
    assert any("done on 2 March 2026" in file.read_text("utf-8") for file in files)


def test_a_matter_that_is_not_there(matter: tuple[Path, str]) -> None:
    done = run("matter", "map", "2026-0009", office=matter[0])

    assert done.code != 0
    assert "2026-0009" in done.err
