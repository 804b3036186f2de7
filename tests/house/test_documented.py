"""Every command, entry kind and rule is documented, and no link in the documents is dead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clemency.clerk.shelf import load, packs
from clemency.docket.entries import KINDS
from tests.cli.test_program import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not {".venv", ".tools", "node_modules", ".git"} & set(path.relative_to(ROOT).parts)
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def read(name: str) -> str:
    """A document of ours."""
    return (ROOT / name).read_text("utf-8")


def test_every_command_is_in_the_reference() -> None:
    reference = read("docs/reference/commands.md")
    assert [path for path in COMMANDS if f"## clemency {path}\n" not in reference] == []


def test_every_entry_kind_is_in_the_reference() -> None:
    reference = read("docs/reference/entries.md")
    assert [kind for kind in KINDS if kind not in reference] == []


@pytest.mark.parametrize("name", packs())
def test_every_rule_and_act_of_a_pack_is_in_its_reference(name: str) -> None:
    reference = read(f"docs/reference/pack-{name}.md")
    pack = load(name)
    rules = [rule.key for versions in pack.rules.values() for rule in versions]
    assert [id for id in (*rules, *pack.acts, *pack.duties) if f"**{id}**" not in reference] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_link_is_dead(document: Path) -> None:
    targets = [link.partition("#")[0] for link in LINK.findall(document.read_text("utf-8"))]
    ours = [target for target in targets if target and not re.match(r"[a-z]+:", target)]
    assert [target for target in ours if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_named_in_a_document_exist(document: Path) -> None:
    """`./clemency word word`, wherever it is written, names a command that there is."""
    launcher = {"test", "check", "lock", "serve"}
    alone = launcher | {path for path in COMMANDS if " " not in path}
    named = re.findall(r"\./clemency((?: [a-z][a-z-]*)+)", document.read_text("utf-8"))
    written = [one.split() for one in named]
    wrong = [w for w in written if w[0] not in alone and " ".join(w[:2]) not in COMMANDS]
    assert wrong == []
