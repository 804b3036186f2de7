"""`clemency matter map NUMBER`: where one matter stands in its procedure, as a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clemency.cli import options, storage
from clemency.cli.pack_map import fonts, out_file, pages_too, write
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk
    from clemency.clerk.reading import Matter
    from clemency.letters.map import Here


@click.command("map")
@click.argument("number")
@out_file
@pages_too
@fonts
@options.on_day
@options.folder
@options.language
@options.as_json
def map_(
    number: str,
    out: Path | None,
    pages: bool,
    embed_fonts: bool,
    on: date | None,
    folder: Path,
    language: str,
    as_json: bool,
) -> None:
    """Draw the procedure with "you are here": what matter NUMBER has done, and can do now.

    Acts that were done carry their days, those possible now stand out, and the others say why not.

    \b
    clemency matter map 2026-0001 --out here.svg
    """
    from clemency.letters.map import drawn
    from clemency.letters.map import pages as drawn_pages

    with storage.opened(folder, as_json) as clerk:
        chosen = options.choose_language(language, clerk.pack)
        found = clerk.matter(number)
        here = here_of(clerk, found, on or clerk.today())
        draw = drawn_pages if pages else lambda *a, **k: (drawn(*a, **k),)
        pictures = draw(clerk.pack, chosen, here, embed_fonts=embed_fonts)
    write(pictures, out, pages, f"{found.number}-{chosen}", Words(chosen), as_json)


def here_of(clerk: Clerk, found: Matter, on: date) -> Here:
    """The matter as the map needs it: each office finds its acts as its own officer would."""
    from clemency.docket.perform import possible
    from clemency.letters.map import Here

    assert found.case is not None and found.facts is not None  # the clerk's own hands see it whole
    held = clerk.appointments()
    tried = {}
    for office in clerk.pack.offices.values():
        if not office.outside:
            officer = next(iter(held.officers(office.id, on)), "nobody")
            tried[office.id] = possible(
                found.case, found.facts.facts, clerk.pack, office.id, officer, on, held, on
            )
    return Here(found.number, clerk.pack, found.case, found.facts.facts, tried, on)
