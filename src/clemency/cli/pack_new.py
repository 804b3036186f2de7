"""`clemency pack new`: a folder in which a jurisdiction begins."""

from __future__ import annotations

from pathlib import Path

import click

from clemency.cli import options, terminal
from clemency.cli.exits import USAGE, Trouble
from clemency.letters.words import Words


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--id", "pack_id", help="What commands call it. Default: the folder's name.")
@click.option("--name", help="What people call it. Default: its id.")
@click.option(
    "--language",
    "-l",
    "languages",
    multiple=True,
    default=("en",),
    show_default=True,
    help="A language of the pack, the language of its files first. Can be given several times.",
)
@click.option("--time-zone", default="UTC", show_default=True, help="Such as Europe/Prague.")
@options.as_json
def new(
    folder: Path,
    pack_id: str | None,
    name: str | None,
    languages: tuple[str, ...],
    time_zone: str,
    as_json: bool,
) -> None:
    """Begin a pack: a folder that passes every check, with examples to be replaced by your law.

    \b
    clemency pack new freedonia --name Freedonia --time-zone Europe/Prague
    """
    from clemency.clerk.beginning import Beginning, CannotBegin, begin

    words = Words("en")
    id_ = pack_id or folder.resolve().name.replace("-", "_")
    spoken = tuple(dict.fromkeys(languages))
    wanted = Beginning(id_, name or id_, spoken, time_zone, options.today())
    try:
        files = begin(folder, wanted)
    except CannotBegin as error:
        says = words.say(f"new.{error.fault}", given=error.given)
        raise Trouble(says, words.say(f"new.{error.fault}_mend"), USAGE, as_json) from None
    except OSError as error:
        says = words.say("new.unwritable", given=str(folder), why=error.strerror or str(error))
        raise Trouble(says, words.say("new.unwritable_mend"), USAGE, as_json) from None
    if as_json:
        terminal.out({"pack": id_, "files": [str(file) for file in files]})
        return
    terminal.echo(words.say("new.made", given=str(folder)), bold=True)
    terminal.listed([str(file) for file in files])
    terminal.echo(words.say("new.example"))
    for command in ("check", "test"):
        terminal.echo(f"clemency pack {command} {folder}", "  ")
    terminal.echo(words.say("new.next"))
