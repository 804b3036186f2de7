"""The shape of the tree: short modules, short functions, nothing left for later."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What git would track, without asking git: a source archive has none.
KEPT = ("src", "tests", "docs", "verifier", "benchmarks", "requirements", ".ci")
TEXT = {".py", ".md", ".toml", ".txt", ".json", ".html", ".css", ".js", ".cfg", ".sh", ""}

MODULE_LINES, FUNCTION_LINES = 600, 60


def kept_files() -> Iterator[Path]:
    """Every file of ours that people read."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT)
    for folder in KEPT:
        for path in sorted((ROOT / folder).rglob("*")):
            made = {"__pycache__", ".venv"} & set(path.parts)
            if path.is_file() and path.suffix in TEXT and not made:
                yield path


def modules() -> list[Path]:
    """The Python people maintain: migrations are generated, tests may be long lists."""
    generated_or_listed = {"migrations", "tests"}
    return [
        path
        for path in kept_files()
        if path.suffix == ".py" and generated_or_listed.isdisjoint(path.relative_to(ROOT).parts)
    ]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_a_tree_to_look_at() -> None:
    assert ROOT / "src/clemency/__init__.py" in modules()
    assert ROOT / "clemency" in set(kept_files())


def test_no_module_is_too_long() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{named(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno)
        - node.lineno
        + 1
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}


# A letter in brackets, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(T[O]DO|FIX[M]E|X{3}|NotImplemented[E]rror)\b|mark\.(s[k]ip|xf[a]il)")
# Addresses of package indexes and of single packages belong to a machine, not to the project.
INDEX = re.compile(r"https?://[^ \"]*/s[i]mple\b|/packages/[0-9a-f]{2}/[0-9a-f]{2}/|python[h]osted")


@pytest.mark.parametrize("unwanted", [UNFINISHED, INDEX], ids=["unfinished", "index-address"])
def test_no_file_holds(unwanted: re.Pattern[str]) -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()[:80]}"
        for path in kept_files()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if unwanted.search(line)
    ]
    assert found == []


def test_no_lock_file_that_writes_down_addresses() -> None:
    assert [*ROOT.glob("uv.lock"), *ROOT.glob("pylock*.toml")] == []


@pytest.mark.parametrize("shell", [shell for shell in ("dash", "sh") if shutil.which(shell)])
def test_the_launcher_is_plain_shell(shell: str) -> None:
    parsed = subprocess.run([shell, "-n", ROOT / "clemency"], capture_output=True, text=True)
    assert (parsed.returncode, parsed.stderr) == (0, "")


BASHISM = re.compile(
    r"\[\[|\]\]|^\s*function\s|\blocal\b|<<<|\$'|&>|\bsource\s|\becho -|\$\{\w+(?:\^|,|//|:[0-9])"
)


def test_the_launcher_has_no_bashisms() -> None:
    lines = (ROOT / "clemency").read_text().splitlines()
    code = [line for line in lines if not line.lstrip().startswith("#")]
    assert [line for line in code if BASHISM.search(line)] == []
    assert lines[0] == "#!/bin/sh"
