"""`clemency pack diff`: what a change of law means: in the text, for people, in real matters."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, terminal
from clemency.cli.exits import NO, USAGE, YES, Trouble
from clemency.cli.people import Somebody, Unread, matters_of, people_of
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.law.difference import Change
    from clemency.law.pack import Pack
    from clemency.letters.spoken import Outline
    from clemency.proof.gains import Class, Told


@dataclass(frozen=True)
class Two:
    """The two packs, the day, and the language in which what they mean is told."""

    old: Pack
    new: Pack
    on: date
    language: str


@click.command()
@click.argument("old_name", metavar="OLD")
@click.argument("new_name", metavar="NEW")
@options.on_day
@click.option("--act", "act_id", help="Look at this act only. Default: every act that may differ.")
@click.option(
    "--facts",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table of facts, one row for each person: CSV, JSON lines, JSON or TOML.",
)
@click.option(
    "--dockets",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="An office's folder, or what `clemency docket export` wrote.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one person of each class as scenarios, for the old pack and for the new.",
)
@options.language
@options.as_json
def diff(
    old_name: str,
    new_name: str,
    on: date | None,
    act_id: str | None,
    table: Path | None,
    folder: Path | None,
    out: Path | None,
    language: str,
    as_json: bool,
) -> None:
    """Tell what a change of law means: from the pack OLD to the pack NEW.

    Which texts changed; which classes of people gain or lose, with somebody who shows it; and, with
    --facts or --dockets, which findings change in real matters. Ends with 1 where something
    changes for somebody.
    """
    from clemency.law.difference import changes

    old, new = (options.load_pack(name, as_json) for name in (old_name, new_name))
    two = Two(old, new, on or options.today(new), options.choose_language(language, new))
    if act_id is not None and act_id not in new.acts:
        raise Trouble(f"{new.id} has no act `{act_id}`.", "See `clemency pack show`.", USAGE)
    found = changes(old, new)
    told = _classes(two, act_id)
    people = _compared(two, table, folder, as_json)
    if out is not None:
        _write(two, told or (), out)
    moved = any(one.classes for one in told or ()) or any(row.moved for row in people)
    if as_json:
        terminal.out(_plain(two, found, told, people))
    else:
        _Report(two).show(found, told, people, act_id)
    sys.exit(NO if moved else YES)


def _classes(two: Two, act_id: str | None) -> tuple[Told, ...] | None:
    """What the change does at every gate; None without a solver."""
    if find_spec("z3") is None:
        return None
    from clemency.proof.difference import differences

    return tuple(differences(two.old, two.new, two.on, act_id))


# --- real matters ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """Somebody, and the rules that come out otherwise: the id, the old outcome, the new one."""

    name: str
    place: str
    moved: tuple[tuple[str, str, str], ...] = ()
    unread: str = ""


def _compared(two: Two, table: Path | None, folder: Path | None, as_json: bool) -> list[Row]:
    rows: list[Somebody | Unread] = [] if table is None else list(people_of(table))
    if folder is not None:
        matters, whole = matters_of(folder, as_json)
        rows += matters
        if not whole and not as_json:
            terminal.echo(Words("en").say("diff.sealed"), dim=True)
    return [_row(two, one) for one in rows]


def _row(two: Two, one: Somebody | Unread) -> Row:
    from clemency.law.facts import FactFaults

    if isinstance(one, Unread):
        return Row(one.place, one.place, unread=one.says)
    try:
        old, new = (_outcomes(pack, one, two.on) for pack in (two.old, two.new))
    except FactFaults as error:
        return Row(one.name, one.place, unread=" ".join(str(error).split()))
    ids = dict.fromkeys((*old, *new))
    pairs = ((id, old.get(id, ""), new.get(id, "")) for id in ids)
    return Row(one.name, one.place, tuple(pair for pair in pairs if pair[1] != pair[2]))


def _outcomes(pack: Pack, one: Somebody, on: date) -> dict[str, str]:
    """What every rule finds; facts of which this pack knows nothing are left out."""
    from clemency.docket.case import Case
    from clemency.docket.facts import docket_facts
    from clemency.law.facts import FactFaults, facts_from
    from clemency.law.finding import find

    plain = dict(one.plain)
    try:
        facts = facts_from(plain, pack.vocabulary)
    except FactFaults as error:
        strange = {str(fault.keys[0]) for fault in error.faults if fault.named and fault.keys}
        if not strange or any(not fault.named for fault in error.faults):
            raise
        plain = {name: value for name, value in plain.items() if name not in strange}
        facts = facts_from(plain, pack.vocabulary)
    given = docket_facts(one.case or Case())
    return {id: find(pack, id, facts, on, given=given).outcome for id in pack.rules}


# --- files ----------------------------------------------------------------------------------------


def _write(two: Two, told: Iterable[Told], folder: Path) -> None:
    """One person of each class as a scenario, twice: as each pack finds it."""
    from clemency.proof.scenario_out import fact_lines

    files: dict[str, list[str]] = {"old.toml": [], "new.toml": []}
    for number, (gate, one) in enumerate(_each(told), 1):
        for place, (name, pack) in enumerate((("old.toml", two.old), ("new.toml", two.new))):
            finds = ", ".join(f'"{rule[0]}" = "{rule[place + 1]}"' for rule in one.rules)
            known = {n: v for n, v in one.facts.items() if _known(pack, n)}
            title = f"{number}: {one.direction} at {', '.join(gate)}"
            lines = ["[[scenario]]", f'name  = "{title}"', f"today = {two.on}"]
            files[name] += [*lines, f"finds = {{ {finds} }}", *fact_lines(known), ""]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text("\n".join(text), "utf-8")
    except OSError as error:
        says = f"{folder} could not be written: {error.strerror or error}."
        raise Trouble(says, "Name another folder with --out.", USAGE) from None


def _known(pack: Pack, name: str) -> bool:
    plurals = {record.plural for record in pack.vocabulary.records.values()}
    return name in pack.vocabulary.facts or name in plurals


def _each(told: Iterable[Told]) -> Iterator[tuple[tuple[str, ...], Class]]:
    for one in told:
        for found in one.classes:
            yield one.gate.acts, found


# --- showing --------------------------------------------------------------------------------------


class _Report:
    """The whole answer on a terminal."""

    def __init__(self, two: Two) -> None:
        from clemency.letters.names import Names
        from clemency.letters.speech import Speaker
        from clemency.letters.spoken import Spoken

        self.two = two
        self.words = Words(two.language)
        self.speaker = Speaker(two.new, two.language)
        self.spoken = {
            law: Spoken(Names(pack, self.words), two.on)
            for law, pack in (("old", two.old), ("new", two.new), ("both", two.new))
        }

    def say(self, key: str, **params: Any) -> str:
        return self.words.say(f"diff.{key}", **params)

    def show(
        self,
        found: Iterable[Change],
        told: tuple[Told, ...] | None,
        people: list[Row],
        act_id: str | None,
    ) -> None:
        """What changed; for whom; in which matters."""
        found = tuple(found)
        terminal.rule(self.say("texts"))
        for change in found:
            self._change(change)
        if not found:
            terminal.echo(self.say("no_texts"))
        click.echo()
        terminal.rule(self.say("classes", day=self.two.on))
        self._gates(told)
        if people:
            click.echo()
            terminal.rule(self.say("matters"))
            self._people(people)

    def _change(self, change: Change) -> None:
        title = f"{change.id} ({self.say(f'kind.{change.kind}')}): {self.say(f'how.{change.how}')}"
        terminal.echo(title, bold=True)
        if change.through:
            terminal.echo(self.say("through", ids=", ".join(change.through)), "  ")
        if change.how == "changed":
            for part in change.parts:
                terminal.echo(part.name, "  ", dim=True)
                for sign, text in (("- ", part.old), ("+ ", part.new)):
                    if text:
                        terminal.echo(text, f"    {sign}", fg="red" if sign == "- " else "green")

    def _gates(self, told: tuple[Told, ...] | None) -> None:
        if told is None:
            terminal.echo(self.say("no_solver"), fg="yellow")
            return
        if not any(one.classes for one in told):
            complete = all(one.shown and one.whole for one in told)
            terminal.echo(self.say("nobody" if complete else "not_shown"), bold=True)
            return
        for one in told:
            self._gate(one)

    def _gate(self, told: Told) -> None:
        acts = ", ".join(self.speaker.act(act) for act in told.gate.acts)
        terminal.echo(self.say("gate", acts=acts), bold=True)
        for number, one in enumerate(told.classes, 1):
            terminal.echo(self.say(one.direction, number=number), "  ", bold=True)
            for condition in one.conditions:
                outline = self.spoken[condition.law].condition(condition.expr, not condition.met)
                law = self.say(f"law.{condition.law}")
                terminal.echo(_run(outline), f"    · {law}: ")
            self._somebody(one)
        if not told.whole:
            terminal.echo(self.say("more"), "  ", dim=True)
        if not told.shown:
            terminal.echo(self.say("not_shown"), "  ", fg="yellow")
        if told.extent.rows is not None:
            terminal.echo(self.say("extent", rows=told.extent.rows), "  ", dim=True)

    def _somebody(self, one: Class) -> None:
        from clemency.proof.scenario_out import toml

        terminal.echo(self.say("somebody"), "    ", dim=True)
        for name, value in one.facts.items():
            terminal.echo(f"{name} = {toml(value)}", "      ", dim=True)
        for rule, before, after in one.rules:
            short = (self._outcome(before), self._outcome(after))
            terminal.echo(f"{rule}: {short[0]} → {short[1]}", "      ")

    def _outcome(self, outcome: str) -> str:
        return self.words.say(f"outcome_short.{outcome}") if outcome else self.say("no_rule")

    def _people(self, people: list[Row]) -> None:
        moved = [row for row in people if row.moved]
        unread = [row for row in people if row.unread]
        terminal.echo(
            self.say("counts", all=len(people), moved=len(moved), unread=len(unread)), bold=True
        )
        counts = Counter(change for row in moved for change in row.moved)
        for (rule, before, after), count in counts.most_common():
            line = f"{rule}: {self._outcome(before)} → {self._outcome(after)}"
            terminal.echo(line, f"  {count:>5} · ")
        for row in moved:
            rules = ", ".join(rule for rule, _, _ in row.moved)
            terminal.echo(rules, f"  {row.name}: ")
        for row in unread:
            terminal.echo(row.unread, f"  {row.place}: ", fg="yellow")


def _run(outline: Outline) -> str:
    """A condition with the parts that it announces, in one line."""
    inside = "; ".join(_run(part) for part in outline.parts)
    return f"{outline.text} {inside}" if inside else outline.text


def _plain(
    two: Two, found: Iterable[Change], told: tuple[Told, ...] | None, people: list[Row]
) -> Mapping[str, Any]:
    """The whole answer for another program."""
    return {
        "old": {"pack": two.old.id, "version": two.old.version, "digest": two.old.digest},
        "new": {"pack": two.new.id, "version": two.new.version, "digest": two.new.digest},
        "on": two.on,
        "changes": [
            {
                "kind": one.kind,
                "id": one.id,
                "how": one.how,
                "through": list(one.through),
                "parts": [{"name": p.name, "old": p.old, "new": p.new} for p in one.parts],
            }
            for one in found
        ],
        "gates": None if told is None else [_plain_gate(one) for one in told],
        "matters": [
            {
                "name": row.name,
                "place": row.place,
                "unread": row.unread or None,
                "changes": [{"rule": r, "old": b, "new": a} for r, b, a in row.moved],
            }
            for row in people
        ],
    }


def _plain_gate(told: Told) -> Mapping[str, Any]:
    return {
        "acts": list(told.gate.acts),
        "all_classes": told.whole,
        "shown": told.shown,
        "up_to_records": told.extent.rows,
        "classes": [
            {
                "direction": one.direction,
                "conditions": [
                    {"law": c.law, "met": c.met, "condition": str(c.expr)} for c in one.conditions
                ],
                "somebody": one.facts,
                "rules": [{"rule": r, "old": b, "new": a} for r, b, a in one.rules],
            }
            for one in told.classes
        ],
    }
