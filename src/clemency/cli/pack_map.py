"""`clemency pack map PACK`: the procedure of a pack as a picture."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from clemency.cli import options, terminal
from clemency.cli.exits import Trouble
from clemency.letters.words import Words

out_file = click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write; with --pages the folder. Default: standard output.",
)
pages_too = click.option(
    "--pages", is_flag=True, help="One file for each sheet, of the size of A4 in landscape."
)
fonts = click.option(
    "--embed-fonts",
    is_flag=True,
    help="Put the letters into the picture, so that it looks the same on every machine.",
)


@click.command("map")
@click.argument("name", metavar="PACK")
@out_file
@pages_too
@fonts
@options.language
@options.as_json
def map_(
    name: str, out: Path | None, pages: bool, embed_fonts: bool, language: str, as_json: bool
) -> None:
    """Draw the procedure of a pack: offices as lanes, acts as boxes, gates with their law.

    The picture is SVG. It is drawn anew from the pack each time, in the language asked for.

    \b
    clemency pack map PACK --language he --out procedure.svg
    clemency pack map PACK --pages --out procedure
    """
    from clemency.letters.map import drawn
    from clemency.letters.map import pages as drawn_pages

    found = options.load_pack(name, as_json)
    chosen = options.choose_language(language, found)
    draw = drawn_pages if pages else lambda *a, **k: (drawn(*a, **k),)
    pictures = draw(found, chosen, embed_fonts=embed_fonts)
    write(pictures, out, pages, f"{found.id}-{chosen}", Words(chosen), as_json)


def write(
    pictures: Sequence[str], out: Path | None, pages: bool, name: str, words: Words, as_json: bool
) -> None:
    """Each picture into its file; one alone, where no file is named, to standard output."""
    if out is None and pages:
        out = Path(f"{name}-map")
    if out is None:
        if as_json:
            terminal.out({"svg": pictures[0]})
        else:
            sys.stdout.write(pictures[0])
        return
    files = [out / f"{name}-{n}.svg" for n in range(1, len(pictures) + 1)] if pages else [out]
    try:
        files[0].parent.mkdir(parents=True, exist_ok=True)
        for file, picture in zip(files, pictures, strict=True):
            file.write_text(picture, "utf-8")
    except OSError as error:
        raise Trouble(
            f"{error.filename or out} cannot be written: {error.strerror}.",
            words.say("map.name_another"),
            as_json=as_json,
        ) from None
    if as_json:
        terminal.out([str(file) for file in files])
    else:
        for file in files:
            terminal.echo(words.say("map.written", file=words.reference(str(file))))
