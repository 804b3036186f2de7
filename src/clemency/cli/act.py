"""`clemency act MATTER [ACT]`: do one act, or see which are possible and why the others are not."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import click

from clemency.cli import options, storage, terminal
from clemency.cli.answers import answer
from clemency.cli.exits import NO, YES, Trouble
from clemency.cli.orders import split, typed_sets
from clemency.cli.typed import plain_facts
from clemency.letters.speech import Speaker
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk
    from clemency.letters.told import Told

Standing = Literal["claimed", "certified", "reported", "disputed"]
STANDINGS = get_args(Standing)


@click.command()
@click.argument("matter")
@click.argument("act_id", metavar="[ACT]", required=False)
@click.option("--by", help="The office that acts. Default: the first office of the act.")
@options.officer
@click.option("--second", help="The second officer, where two are needed.")
@options.sets
@options.texts
@click.option(
    "--standing",
    type=click.Choice(STANDINGS),
    default="claimed",
    help="Who vouches for the facts given.",
)
@click.option(
    "--reported-by",
    multiple=True,
    help="The chain of reporting, nearest first; `unnamed` for a link without a name.",
)
@click.option(
    "--seen", type=int, help="How many entries you had seen; refused if somebody acted since."
)
@options.fact
@options.fact_file
@options.on_day
@options.folder
@options.language
@options.as_json
def act(
    matter: str,
    act_id: str | None,
    by: str | None,
    officer: str | None,
    second: str | None,
    sets: tuple[str, ...],
    texts: tuple[str, ...],
    standing: Standing,
    reported_by: tuple[str, ...],
    seen: int | None,
    facts: tuple[str, ...],
    fact_file: Path | None,
    on: date | None,
    folder: Path,
    language: str,
    as_json: bool,
) -> None:
    """Do one act of the procedure on MATTER, a number such as 2026-0001.

    Without ACT it lists what each office can do now, and why it cannot do the rest. A command that
    is refused shows every reason at once and writes nothing.

    \b
    clemency act 2026-0001
    clemency act 2026-0001 open-petition --fact filer=person
    """
    from clemency.clerk.evidence import FactsGiven

    plain = plain_facts(facts, fact_file)
    given = FactsGiven(plain, standing, reported_by) if plain else None
    with storage.opened(folder, as_json) as clerk:
        words = Words(options.choose_language(language, clerk.pack))
        day = on or clerk.today()
        if act_id is None and given is None:
            sys.exit(possible(clerk, matter, by, officer, day, words, as_json))
        if act_id is None:
            sys.exit(_record(clerk, matter, given, by, officer, day, words, as_json))
        order = make_order(clerk, act_id, by, officer, second, typed_sets(sets, texts), day)
        verdict = clerk.submit(matter, order[0], facts=given, sealed=order[1], seen=seen)
        sys.exit(answer(clerk, matter, act_id, verdict, words, as_json))


def make_order(
    clerk: Clerk,
    act_id: str,
    by: str | None,
    officer: str | None,
    second: str | None,
    sets: dict[str, Any],
    on: date,
) -> tuple[Any, dict[str, str]]:
    """The order, and the texts that are to be sealed with it. An unknown act is left to `perform`
    to refuse.
    """
    from clemency.docket.order import Order

    found = clerk.pack.acts.get(act_id)
    office = storage.office_for(clerk, found, on, by, officer) if found else by or ""
    signs = officer or (storage.officer_of(clerk, office, on, None) if found else "nobody")
    fields, sealed = split(found.writes, sets) if found else (sets, {})
    return Order(act_id, office, signs, on, fields, second), sealed


def _record(
    clerk: Clerk,
    matter: str,
    given: Any,
    by: str | None,
    officer: str | None,
    on: date,
    words: Words,
    as_json: bool,
) -> int:
    """Facts alone, without an act."""
    opens = storage.act_that_writes(clerk.pack, "PetitionOpened")
    office = storage.office_for(clerk, opens, on, by, officer)
    signs = storage.officer_of(clerk, office, on, officer)
    written = clerk.record(matter, given, officer=signs, office=office, on=on)
    return answer(clerk, matter, None, written, words, as_json)


def possible(
    clerk: Clerk,
    matter: str,
    by: str | None,
    officer: str | None,
    on: date,
    words: Words,
    as_json: bool,
) -> int:
    """Every act as one office finds it: possible, or refused with its reasons. The same function as
    the command's.
    """
    from clemency.docket.perform import possible as tried

    found = clerk.matter(matter)
    offices = [by] if by else [o.id for o in clerk.pack.offices.values() if not o.outside]
    if by and by not in clerk.pack.offices:
        raise Trouble(f"There is no office `{by}`.", "See `clemency pack show PACK offices`.")
    held = clerk.appointments()
    assert (
        found.case is not None and found.facts is not None
    )  # the clerk's own hands see the whole matter
    speaker = Speaker(clerk.pack, words.language, found.facts.facts, on)
    rows: dict[str, dict[str, Any]] = {}
    for office in offices:
        signs = officer or next(iter(held.officers(office, on)), "nobody")
        for one in tried(found.case, found.facts.facts, clerk.pack, office, signs, on, held, on):
            if office in clerk.pack.acts[one.act].by or by:
                row = rows.setdefault(
                    one.act, {"act": one.act, "possible_for": [], "refused": None}
                )
                if one.refused is None:
                    row["possible_for"].append(office)
                elif row["refused"] is None:
                    row["refused"] = one.refused
    in_order = [rows[id] for id in clerk.pack.acts if id in rows]
    return _show_possible(in_order, speaker, words, bool(by), as_json)


def _because(told: Told) -> None:
    """Why not, in a line or two: the headline, and the first thing said under it."""
    by_kind = {line.kind: line for line in reversed(told.lines)}
    said = next((by_kind[kind] for kind in ("because", "asks", "says") if kind in by_kind), None)
    terminal.echo(told.head, "      ", dim=True)
    if said is not None:
        terminal.echo(said.text, f"      {said.label}  " if said.label else "      ", dim=True)


def _show_possible(
    rows: list[dict[str, Any]], speaker: Speaker, words: Words, why: bool, as_json: bool
) -> int:
    if as_json:
        for row in rows:
            refused = row["refused"] if not row["possible_for"] else None
            row["refused"] = (
                [told.as_plain() for told in speaker.refused(refused)] if refused else None
            )
        terminal.out(rows)
        return YES
    able = [row for row in rows if row["possible_for"]]
    terminal.rule(words.say("matter.possible"))
    for row in able:
        offices = ", ".join(speaker.office(office) for office in row["possible_for"])
        terminal.echo(f"{speaker.act(row['act'])} — {offices}", f"  {row['act']}  ")
    terminal.rule(words.say("matter.not_possible"))
    for row in rows:
        if not row["possible_for"]:
            terminal.echo(speaker.act(row["act"]), f"  {row['act']}  ")
            for told in speaker.refused(row["refused"])[: None if why else 1]:
                _because(told)
    return YES if able else NO
