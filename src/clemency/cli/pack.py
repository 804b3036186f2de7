"""`clemency pack`: everything that is done with a jurisdiction's pack."""

from __future__ import annotations

import click

from clemency.cli.lazy import Lazy

COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("pack_reading:list_packs", "Name the packs that come with the program."),
    "check": ("pack_reading:check", "Read packs whole, and show every mistake with its place."),
    "test": ("pack_trying:test", "Run a pack's scenarios and journeys, or those of any folder."),
    "prove": ("pack_prove:prove", "Prove of packs what no scenario can: whatever the facts are."),
    "show": ("pack_reading:show", "Show what is in a pack: all of it in short, or one part."),
    "explain": ("pack_reading:explain", "Explain one rule: its words, its source, its condition."),
    "map": ("pack_map:map_", "Draw the procedure of a pack as a picture."),
    "book": ("pack_book:book", "Write the book of a pack: law beside engine, for a lawyer."),
    "diff": ("pack_diff:diff", "Tell what a change of law means, and for whom."),
    "new": (
        "pack_new:new",
        "Begin a pack: a folder that passes every check, to be filled with your law.",
    ),
    "schemas": ("pack_reading:schemas", "Write the JSON Schemas of a pack's files for an editor."),
}


@click.group(cls=Lazy, table=COMMANDS)
def pack() -> None:
    """Check, test, show and explain a jurisdiction's pack.

    PACK is the name of one that comes with the program (see `clemency pack list`), or a folder with
    a pack.toml.
    """
