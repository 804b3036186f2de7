"""`clemency receive`: whatever comes in gets a number; only then is it asked what it is."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, storage, terminal
from clemency.cli.answers import answer
from clemency.cli.exits import USAGE, YES, Trouble
from clemency.cli.orders import split, typed_sets
from clemency.cli.typed import plain_facts
from clemency.letters.speech import Speaker
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk
    from clemency.law.pack import Act, Pack


@click.command()
@click.option(
    "--act", "act_id", help="The act by which it is received, where the pack has several."
)
@click.option("--by", help="The desk that receives it. Default: the first that may.")
@options.officer
@click.option("--channel", help="How it came: portal, paper, prison, post, telephone...")
@options.sets
@options.texts
@options.fact
@options.fact_file
@options.on_day
@options.folder
@options.language
@options.as_json
def receive(
    act_id: str | None,
    by: str | None,
    officer: str | None,
    channel: str | None,
    sets: tuple[str, ...],
    texts: tuple[str, ...],
    facts: tuple[str, ...],
    fact_file: Path | None,
    on: date | None,
    folder: Path,
    language: str,
    as_json: bool,
) -> None:
    """Register what has come in: it is numbered at once, whatever it turns out to be.

    \b
    clemency receive --channel post --fact filer=person --words words=@letter.txt
    """
    plain = plain_facts(facts, fact_file)
    given = typed_sets(sets, texts) | ({"channel": channel} if channel else {})
    with storage.opened(folder, as_json) as clerk:
        words = Words(options.choose_language(language, clerk.pack))
        act = _receiving(clerk.pack, act_id, words, as_json)
        written = register(clerk, given, plain, by, officer, on or clerk.today(), act)
        code = answer(clerk, getattr(written, "number", ""), None, written, words, as_json)
        if code == YES and not as_json:
            _next(clerk, written.number, words)
        sys.exit(code)


def register(
    clerk: Clerk,
    sets: dict[str, Any],
    facts: dict[str, Any],
    by: str | None,
    officer: str | None,
    on: date,
    act: Act | None = None,
) -> Any:
    """A receiving act of the pack, done. Left out, it is the first."""
    act = act or storage.act_that_writes(clerk.pack, "Received")
    office = storage.office_for(clerk, act, on, by, officer)
    fields, sealed = split("Received", sets)
    signs = storage.officer_of(clerk, office, on, officer)
    return clerk.receive(
        signs, office, on=on, fields=fields, facts=facts or None, sealed=sealed, act=act.id
    )


def _receiving(pack: Pack, named: str | None, words: Words, as_json: bool) -> Act:
    """The act that was named, or else the only one. Raises Trouble where it is neither."""
    only = storage.act_that_writes(pack, "Received")
    acts = {act.id: act for act in pack.acts.values() if act.writes == "Received"}
    if named in acts:
        return acts[named]
    if named is None and len(acts) == 1:
        return only
    says = words.say("receive.several")
    if named is not None:
        says = words.say("receive.not_receiving", act=words.reference(named))
    listed = words.reference(", ".join(f"--act {id}" for id in acts))
    raise Trouble(says, words.say("receive.name_one", acts=listed), USAGE, as_json)


def _next(clerk: Clerk, number: str, words: Words) -> None:
    """What it is, is a question of its own."""
    speaker = Speaker(clerk.pack, words.language)
    click.echo()
    terminal.echo(words.say("matter.what_is_it"))
    for kind in ("PetitionOpened", "CorrespondenceAnswered", "Transferred"):
        for act in clerk.pack.acts.values():
            if act.writes == kind:
                terminal.echo(speaker.act(act.id), f"  clemency act {number} {act.id}  ")
                break
