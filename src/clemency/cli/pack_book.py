"""`clemency pack book`: the law of a pack beside what the engine does, for a lawyer to sign."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clemency.cli import options, terminal
from clemency.cli.exits import NO, USAGE, YES, Trouble
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.law.pack import Pack
    from clemency.law.reading.trials import Trials
    from clemency.letters.book.blocks import Document
    from clemency.letters.book.model import Book, Proved

FORMATS = ("html", "pdf")
STANDARD_OUTPUT = Path("-")


@click.command()
@click.argument("name", metavar="PACK")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: as the name given with --out ends, else html.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; - is standard output. Default: PACK-book-LANGUAGE.html, here.",
)
@click.option(
    "--proved",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `clemency pack prove PACK --json` printed, to be told beside the rules.",
)
@click.option(
    "--on",
    type=options.Day(),
    default=None,
    help="The day whose law and figures are shown: YYYY-MM-DD. Default: today.",
)
@options.language
@options.as_json
def book(
    name: str,
    form: str | None,
    out: Path | None,
    proved: Path | None,
    on: date | None,
    language: str,
    as_json: bool,
) -> None:
    """Write the book of a pack: what a lawyer reads and signs off.

    One side has the authority and plain words, the other what the engine does. Scenarios and
    journeys are run when the book is made; if one fails, the book says so and the exit code is 1.

    \b
    clemency pack book PACK --language he --out book.pdf
    clemency pack book ./my-pack --on 2026-01-01
    """
    from clemency.letters.book.model import book_of
    from clemency.letters.book.telling import document_of

    found = options.load_pack(name, as_json)
    words = Words(options.choose_language(language, found))
    day = on or options.today(found)
    proofs = _proofs(proved, found.id, words, as_json) if proved is not None else None
    made = book_of(found, _trials(name, found, as_json), day, proofs)
    document = document_of(made, words.language)
    form = form or ("pdf" if out is not None and out.suffix == ".pdf" else "html")
    out = out or Path(f"{found.id}-book-{words.language}.{form}")
    _write(_printed(document, form, words, as_json), out, words, as_json)
    if out != STANDARD_OUTPUT:
        _tell(made, document, out, words, as_json)
    sys.exit(NO if _failed(made) else YES)


def _trials(name: str, found: Pack, as_json: bool) -> Trials:
    from clemency.clerk.shelf import scenarios
    from clemency.law.mistakes import Mistakes

    try:
        return scenarios(name, found)
    except Mistakes as error:
        says = f"The scenarios have mistakes, so no book was made.\n\n{error}"
        raise Trouble(says, as_json=as_json) from None


def _proofs(file: Path, pack: str, words: Words, as_json: bool) -> tuple[Proved, ...]:
    from clemency.letters.book.model import NoProof, proved_from

    try:
        return proved_from(json.loads(file.read_text("utf-8")), pack)
    except (NoProof, ValueError):
        says = words.say("book.command.no_proof", file=str(file), pack=pack)
        raise Trouble(says, words.say("book.command.no_proof_mend"), USAGE, as_json) from None


def _printed(document: Document, form: str, words: Words, as_json: bool) -> bytes:
    if form == "html":
        from clemency.letters.book import html

        return html.printed(document).encode()
    from clemency.letters.book import pdf

    try:
        return pdf.printed(document)
    except pdf.NotSet as error:
        says = words.say("book.command.not_set", why=str(error))
        raise Trouble(says, words.say("book.command.not_set_mend"), USAGE, as_json) from None


def _write(whole: bytes, out: Path, words: Words, as_json: bool) -> None:
    if out == STANDARD_OUTPUT:
        sys.stdout.buffer.write(whole)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(whole)
    except OSError as error:
        why = error.strerror or str(error)
        says = words.say("book.command.unwritable", file=str(out), why=why)
        raise Trouble(says, words.say("book.command.unwritable_mend"), USAGE, as_json) from None


def _tell(made: Book, document: Document, out: Path, words: Words, as_json: bool) -> None:
    if as_json:
        plain = {"file": str(out), "language": document.language, "on": document.day.isoformat()}
        terminal.out({**plain, "digest": document.digest, "failed": _failed(made)})
        return
    terminal.echo(words.say("book.command.written", file=words.reference(str(out))))
    terminal.echo(words.say("book.command.digest", digest=words.reference(document.digest)))
    if n := len(_failed(made)):
        terminal.echo(words.plural("book.command.failed", n), fg="red")


def _failed(made: Book) -> list[str]:
    """The examples that did not come out as the pack expects."""
    scenarios = [one.scenario.name for one in made.results if not one.passed]
    return scenarios + [one.journey.name for one in made.stories if not one.passed]
