"""The reference pages say what the declarations say."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from clemency.docket import changes, reference
from clemency.docket.entries import IN_ORDER, KINDS, Entry
from clemency.docket.policy import KEEPER, OFFICES, PEOPLE, What
from clemency.docket.shape import own
from clemency.docket.verdict import SAYS

ROOT = Path(__file__).parents[2]
ENTRIES = (ROOT / "docs/reference/entries.md").read_text("utf-8")
POLICY = (ROOT / "docs/reference/policy.md").read_text("utf-8")


def test_the_page_of_entries_is_current() -> None:
    command = "python -m clemency.docket.reference > docs/reference/entries.md"
    assert reference.entries_reference() == ENTRIES, f"Write it anew: {command}"


@pytest.mark.parametrize("kind", IN_ORDER, ids=lambda kind: kind.__name__)
def test_a_kind_is_told_with_its_fields_and_what_it_changes(kind: type[Entry]) -> None:
    page = re.search(rf"^### {kind.__name__}\n(.*?)(?=^##|\Z)", ENTRIES, re.M | re.S)
    assert page is not None
    told = page[1]
    for shape in own(kind):
        assert f"| `{shape.name}` |" in told
    for column in kind.changes.writes:
        assert f"`{column.split('.')[-1]}`" in told
    assert "Written by: " in told


def test_every_kind_of_change_can_be_told() -> None:
    told = {line for kind in IN_ORDER for line in reference.lines(kind.changes)}
    assert all(told)
    assert len(list(reference.lines(changes.NOTHING))) == 0


def test_the_page_of_the_policy_names_every_audience_and_every_action() -> None:
    for word in (*PEOPLE, OFFICES, KEEPER, *get_args(What)):
        assert f"`{word}`" in POLICY, word
    for kind in re.findall(r"`([A-Z][A-Za-z]+)`", POLICY):
        assert kind in KINDS or kind in ("Viewer", "Allowed", "Denied"), kind


def test_every_sentence_of_the_engine_is_said_somewhere() -> None:
    said: set[str] = set()
    for path in sorted((ROOT / "src/clemency/docket").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "engine":
                assert isinstance(node.args[0], ast.Constant)
                said.add(str(node.args[0].value))
    assert said == set(SAYS)
