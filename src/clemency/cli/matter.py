"""`clemency matter`: list matters, show one, draw where one stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, storage, terminal
from clemency.cli.matter_map import map_
from clemency.docket.stored import plain
from clemency.letters.speech import Speaker
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk
    from clemency.clerk.reading import Matter, Shown
    from clemency.docket.policy import Viewer

QUIET = frozenset({"act", "office", "officer", "about", "facts", "clock", "stops", "closes"})
OWN = "office"  # the institution's own docket, which holds its appointments
AUDIENCES = ("petitioner", "counsel", "relative", "victim", "sender", "public")

as_viewer = click.option(
    "--as",
    "viewer",
    help="See it as somebody would: public, petitioner, counsel, relative, victim, sender, "
    "or an office's id.",
)


def viewer_of(name: str | None) -> Viewer | None:
    """Who looks. None: the clerk's own hands."""
    from clemency.docket.policy import Viewer

    if name is None:
        return None
    return Viewer(name) if name in AUDIENCES else Viewer("office", office=name)


@click.group()
def matter() -> None:
    """List matters; show one with its docket, or on the map of the procedure."""


matter.add_command(map_)


@matter.command("list")
@click.option("--stage", help="Only matters at this stage.")
@as_viewer
@options.folder
@options.language
@options.as_json
def list_(
    stage: str | None, viewer: str | None, folder: Path, language: str, as_json: bool
) -> None:
    """List matters, oldest first."""
    with storage.opened(folder, as_json) as clerk:
        listed = clerk.matters(viewer_of(viewer))
        rows = [row for row in listed if row.number != OWN and stage in (None, row.stage)]
        words = Words(options.choose_language(language, clerk.pack))
        speaker = Speaker(clerk.pack, words.language)
    if as_json:
        return terminal.out(
            [
                {"number": r.number, "matter": r.ref, "stage": r.stage, "entries": r.seen}
                for r in rows
            ]
        )
    if not rows:
        terminal.echo(words.say("matter.none"))
        return terminal.echo(words.say("matter.none_next"))
    head = [words.say("matter.number"), words.say("matter.docket"), words.say("matter.stage")]
    return terminal.table(
        [[row.number, str(row.seen), speaker.stage(row.stage)] for row in rows], head
    )


@matter.command()
@click.argument("number")
@click.option(
    "--full", is_flag=True, help="Every field of every entry, with what each entry means."
)
@as_viewer
@options.folder
@options.language
@options.as_json
def show(
    number: str, full: bool, viewer: str | None, folder: Path, language: str, as_json: bool
) -> None:
    """Show one matter: where it stands, its docket, the facts on file, the clocks that run."""
    with storage.opened(folder, as_json) as clerk:
        found = clerk.matter(number, viewer_of(viewer))
        words = Words(options.choose_language(language, clerk.pack))
        if as_json:
            return terminal.out(_plain(found))
        show_matter(clerk, found, words, full)
    return None


def _plain(found: Matter) -> dict[str, Any]:
    return {
        "number": found.number,
        "matter": found.ref,
        "seen": found.seen,
        "case": plain(_scalars(found.case)) if found.case else None,
        "facts": plain(dict(found.facts.plain)) if found.facts else None,
        "entries": [
            {
                "seq": e.seq,
                "kind": e.kind,
                "recorded_at": e.recorded_at,
                "leaf": e.leaf,
                **plain(dict(e.fields)),
            }
            for e in found.entries
        ],
    }


def _scalars(case: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(case).items() if value not in (None, (), False)}


def show_matter(clerk: Clerk, found: Matter, words: Words, full: bool) -> None:
    """The matter on a terminal."""
    from clemency.docket.case import stage

    speaker = Speaker(
        clerk.pack, words.language, found.facts.facts if found.facts else None, clerk.today()
    )
    where = f" · {speaker.stage(stage(found.case))}" if found.case else ""
    terminal.echo(words.reference(found.number) + where, bold=True)
    terminal.rule(words.say("matter.docket"))
    for entry in found.entries:
        _entry(entry, speaker, full)
    if found.facts and found.facts.plain:
        _facts(found, speaker, words)
    if found.case:
        _clocks(found.case, words)


def _entry(entry: Shown, speaker: Speaker, full: bool) -> None:
    before = f"{entry.matter_seq + 1:>4}  "
    if full:
        terminal.show(speaker.entry(dict(entry.fields), entry.kind), before)
    else:
        show_entry(dict(entry.fields), entry.kind, speaker, before)


def show_entry(fields: dict[str, Any], kind: str, speaker: Speaker, before: str) -> None:
    """One entry: what happened, when, by which office; and what it holds that is worth a line."""
    office = fields.get("office")
    told = speaker.entry({"on": fields.get("on"), **_worth(kind, fields)}, kind)
    terminal.echo(told.head + (f" · {speaker.office(office)}" if office else ""), before)
    for line in told.lines:
        if line.kind == "field":
            terminal.echo(line.text, f"{' ' * terminal.cells(before)}{line.label}: ", dim=True)


def _worth(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of an entry that say more than their defaults do."""
    from clemency.docket.entries import KINDS
    from clemency.docket.shape import shapes_of

    defaults = {shape.name: shape.default for shape in shapes_of(KINDS[kind])}
    return {
        k: v for k, v in fields.items() if k not in QUIET and v is not None and v != defaults.get(k)
    }


def _facts(found: Matter, speaker: Speaker, words: Words) -> None:
    assert found.facts is not None
    terminal.rule(words.say("matter.facts"))
    types = speaker.pack.vocabulary.facts if speaker.pack else {}
    for name, value in found.facts.facts.values.items():
        terminal.echo(speaker.fact_label(name), "  ")
        shown = speaker.value(value, types.get(name), name)
        terminal.echo(f"{shown} ({speaker.source(name)})", "      ", dim=True)


def _clocks(case: Any, words: Words) -> None:
    running = [clock for clock in case.clocks if clock.ended_on is None]
    if not running:
        return
    terminal.rule(words.say("matter.clocks"))
    for clock in running:
        due = (
            words.say("matter.due", due_on=clock.due_on)
            if clock.due_on
            else words.say("matter.no_due")
        )
        terminal.echo(due, f"  {clock.id}{f' ({clock.of})' if clock.of else ''}  ")
