"""Documents that are made from the program: what they say cannot drift from what it does.

.venv/bin/python tools/documents.py          write them
.venv/bin/python tools/documents.py --check  say which are out of date
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import tomli

from clemency.clerk.shelf import load, packs, scenarios
from clemency.cli.main import commands
from clemency.cli.show import lines_of
from clemency.docket.journey import Went, run
from clemency.docket.verdict import Refused
from clemency.law.pack import Pack
from clemency.letters.speech import Speaker

sys.path.insert(0, str(Path(__file__).parent))
from picture import picture

ROOT = Path(__file__).resolve().parents[1]
MADE = "<!-- Made by tools/documents.py; change what it is made from instead. -->\n\n"


# -- the report ----------------------------------------------------------------------------------


def the_report() -> str:
    """Each line of the report, what of the program holds it, and the command that shows it."""
    told = tomli.loads((ROOT / "docs/explanation/the-report.toml").read_text("utf-8"))
    pack = load(told["pack"])
    journey = next(j for j in scenarios(told["pack"], pack).journeys if j.name == told["journey"])
    went = run(journey, pack).went
    speaker = Speaker(pack, "en")
    parts = [MADE, REPORT_HEAD]
    for line in told["line"]:
        parts.append("\n".join(_report_line(line, pack, went, speaker)))
    return "\n\n".join(parts) + "\n"


REPORT_HEAD = """# The report that started this

A news report of November 2025, line by line, in our own words and by office. For each line: who
says so, the entry or the rule that holds it, and the command that shows it. What somebody said
is kept as said by them; what was reported is kept as reported, and no rule reads it. Nothing
here is a finding on any case.

Run `./clemency demo` first, and set `CLEMENCY_OFFICE` to the folder that it names."""


def _report_line(
    line: dict[str, Any], pack: Pack, went: tuple[Went, ...], speaker: Speaker
) -> Iterator[str]:
    yield f"## {line['id']}\n"
    yield f"{line['says']} *{line['by']}*\n"
    for step in went:
        if re.search(rf"\b{line['id']}\b", step.step.says):
            yield f"- {_step(step, speaker)}"
    for rule in line.get("rules", []):
        yield f"- {_clause(pack, rule, speaker)}"
    yield f"\n```\n./clemency {line['shows']}\n```"


def _step(went: Went, speaker: Speaker) -> str:
    """What came of one step of the journey."""
    day = speaker.words.day(went.step.on)
    if went.step.act is None:
        return f"{day}: facts put on the file as *{went.step.standing.value}* (`FactsRecorded`)"
    title = speaker.act(went.step.act)
    if isinstance(went.verdict, Refused):
        by = ", ".join(dict.fromkeys(f"`{o.rule or o.kind}`" for o in went.verdict.objections))
        return f"{day}: “{title}” is refused by {by}"
    assert went.verdict is not None
    fields = _fields(vars(went.verdict.entry))
    return f"{day}: “{title}” writes `{went.verdict.entry.kind}`{f' ({fields})' if fields else ''}"


def _fields(entry: dict[str, Any]) -> str:
    """What an outside statement's entry says openly."""
    wanted = (
        "medium",
        "speaker_office",
        "asked_for",
        "asked_of",
        "at_request_of",
        "sources_unnamed",
        "what",
        "place",
    )
    return ", ".join(f"{name} {entry[name]}" for name in wanted if entry.get(name))


def _clause(pack: Pack, id: str, speaker: Speaker) -> str:
    part = "rules" if id in pack.rules else "considerations"
    names = [rule.key for rule in pack.rules[id]] if part == "rules" else [id]
    line = next(one for one in lines_of(pack, part, speaker) if one["id"] == names[-1])
    return f"`{id}`: {line['says']} — {line['cite']}"


# -- references ----------------------------------------------------------------------------------


def commands_reference() -> str:
    """Every command, with its options, as its own help says it."""
    parts = [MADE, "# Commands", COMMANDS_HEAD]
    context = click.Context(commands, info_name="clemency")
    for path, command in _walk(commands, context, ("clemency",)):
        inner = click.Context(command, info_name=" ".join(path))
        inner.formatter_class = _Plain
        parts.append(f"## {' '.join(path)}\n\n```\n{command.get_help(inner).strip()}\n```")
    return "\n\n".join(parts) + "\n"


COMMANDS_HEAD = """Every command takes `--json`, and ends with a code: 0 yes, 1 refused or
failed, 2 wrong usage, 3 facts are missing, 4 somebody acted first, 5 storage trouble, 6 the
docket does not verify, 70 a mistake of ours, 130 interrupted.

`CLEMENCY_OFFICE` names the office's folder, `CLEMENCY_OFFICER` the officer who signs,
`CLEMENCY_LANGUAGE` the language (en, he, ar), `CLEMENCY_TRACE=1` shows where a mistake of ours
happened."""


class _Plain(click.HelpFormatter):
    """Eighty columns, whatever the terminal."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__(width=80)


def _walk(
    command: click.Command, context: click.Context, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from _walk(found, context, (*path, name))


def pack_reference(name: str) -> str:
    """Every rule, act, office and open question of one pack."""
    pack = load(name)
    speaker = Speaker(pack, "en")
    title = pack.texts.get("pack.name", "en") or name
    parts = [
        MADE,
        f"# The pack `{name}`: {title}",
        f"Version {pack.version}. See it with `./clemency pack show {name}`.",
    ]
    for part, heading in PARTS.items():
        lines = lines_of(pack, part, speaker)
        if lines:
            parts.append(f"## {heading}")
            parts.append("\n".join(_line(line) for line in lines))
    return "\n\n".join(parts) + "\n"


PARTS = {
    "rules": "Rules",
    "duties": "Duties",
    "considerations": "Considerations: shown, never deciding",
    "acts": "Acts",
    "offices": "Offices",
    "people": "Left to people, and not covered",
    "sources": "Sources",
}


def _line(line: dict[str, str]) -> str:
    cite = f" — *{line['cite']}*" if line["cite"] else ""
    note = f" ({line['note']})" if line["note"] else ""
    return f"- **{line['id']}**: {line['says']}{cite}{note}"


# -- the README's picture ------------------------------------------------------------------------

ASKED = ("ask", "il", "--fact", "filer=other", "--on", "2026-11-22")


def refusal() -> str:
    """One refusal, as the terminal shows it."""
    env = {**os.environ, "COLUMNS": "80"}
    args = [sys.executable, "-m", "clemency", *ASKED]
    lines = (
        subprocess.run(args, capture_output=True, text=True, env=env, check=False)
        .stdout.rstrip()
        .split("\n")
    )
    styled = [
        ("head" if line and not line.startswith(" ") and line.endswith(".") else "", line)
        for line in lines
    ]
    quiet = next(place for place, line in enumerate(lines) if line.startswith("Facts of"))
    styled[quiet:] = [("dim", line) for line in lines[quiet:]]
    return picture(
        f"./clemency {' '.join(ASKED[:4])}",
        styled,
        "A refusal, with its reason, source and way forward",
    )


def map_picture() -> str:
    """The first sheet of the map of a procedure, with its letters in it."""
    from clemency.letters.map import pages

    return pages(load("il"), "en", embed_fonts=True)[0]


DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/explanation/the-report.md": the_report,
    "docs/reference/commands.md": commands_reference,
    "docs/pictures/refusal.svg": refusal,
    "docs/pictures/map.svg": map_picture,
    **{f"docs/reference/pack-{name}.md": partial(pack_reference, name) for name in packs()},
}


def stale() -> list[str]:
    """The documents that do not say what the program does."""
    return [name for name, made in DOCUMENTS.items() if _read(ROOT / name) != made()]


def _read(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else ""


def main() -> None:
    """Write the documents, or with --check say which are out of date."""
    if "--check" in sys.argv[1:]:
        old = stale()
        print("\n".join(f"{name} is out of date." for name in old) or "Every document is current.")
        sys.exit(1 if old else 0)
    for name, made in DOCUMENTS.items():
        (ROOT / name).write_text(made(), "utf-8")
        print(name)


if __name__ == "__main__":
    main()
