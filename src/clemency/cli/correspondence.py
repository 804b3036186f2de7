"""`clemency correspondence`: letters and statements from outside, which never change a case."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, storage, terminal
from clemency.cli.act import make_order
from clemency.cli.answers import answer
from clemency.cli.exits import YES
from clemency.cli.matter import show_entry
from clemency.cli.options import Day
from clemency.cli.receive import register
from clemency.cli.typed import plain_facts
from clemency.letters.speech import Speaker
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk

MEDIA = ("letter", "interview", "address", "posts", "report")


@click.group()
def correspondence() -> None:
    """Letters and statements from outside: registered, answered, published where the pack allows.

    They have dockets of their own and change nothing in a case. A private sender is only counted.
    """


@correspondence.command()
@click.option("--medium", type=click.Choice(MEDIA), default="letter", help="What it is.")
@click.option(
    "--to", "matter", help="Register it in this correspondence docket. Default: a new one."
)
@click.option("--from-office", "speaker", help="The speaker's office, as a code. Never a name.")
@click.option(
    "--public/--private", default=False, help="Whether the speaker wrote or spoke in public office."
)
@click.option("--asked-for", help="What was asked, as a code: pardon, cancellation-of-trial...")
@click.option("--asked-of", help="The authority of whom it was asked, as a code.")
@click.option("--at-request-of", help="At whose request it was sent, where that was reported.")
@click.option("--said-from", type=Day(), help="The first day on which it can have been said.")
@click.option("--said-to", type=Day(), help="The last such day.")
@click.option("--place", help="Where, as a code.")
@click.option(
    "--reported-by",
    multiple=True,
    help="The chain of reporting, nearest first; `unnamed` for a link without a name.",
)
@click.option(
    "--unnamed", type=click.IntRange(0, 1000), default=0, help="How many spoke without a name."
)
@click.option("--words", help="The words, as you type them; @FILE reads them. They are sealed.")
@click.option("--by", help="The office that registers it.")
@options.officer
@options.fact
@options.fact_file
@options.on_day
@options.folder
@options.language
@options.as_json
def add(
    medium: str,
    matter: str | None,
    words: str | None,
    by: str | None,
    officer: str | None,
    facts: tuple[str, ...],
    fact_file: Path | None,
    on: date | None,
    folder: Path,
    language: str,
    as_json: bool,
    **said: Any,
) -> None:
    """Register a letter or a statement.

    \b
    clemency correspondence add --from-office head-of-foreign-state --public \\
        --asked-for pardon --asked-of president --words @letter.txt
    """
    plain = plain_facts(facts, fact_file)
    with storage.opened(folder, as_json) as clerk:
        tongue = Words(options.choose_language(language, clerk.pack))
        day = on or clerk.today()
        number = matter
        if number is None:
            written = register(clerk, _received(medium, said, words), plain, by, officer, day)
            number = getattr(written, "number", "")
            code = answer(clerk, number, None, written, tongue, as_json)
            if code != YES or medium == "letter":
                _told(number, code, tongue, as_json)
                sys.exit(code)
        act = storage.act_that_writes(clerk.pack, "StatementRegistered")
        order, sealed = make_order(
            clerk, act.id, by, officer, None, _statement(medium, said, words), day
        )
        code = answer(
            clerk, number, act.id, clerk.submit(number, order, sealed=sealed), tongue, as_json
        )
        _told(number, code, tongue, as_json)
        sys.exit(code)


def _told(number: str, code: int, words: Words, as_json: bool) -> None:
    if code == YES and not as_json:
        terminal.echo(
            words.say("correspondence.registered", number=words.reference(number)), dim=True
        )


def _received(medium: str, said: dict[str, Any], words: str | None) -> dict[str, Any]:
    """What the entry that something came in holds of it."""
    from clemency.cli.orders import typed_sets

    texts = typed_sets((), [f"words={words}"]) if words and medium == "letter" else {}
    plain = {
        "channel": "post" if medium == "letter" else "media",
        "sender_office": said["speaker"],
        "in_public_office": said["public"],
        "asked_for": said["asked_for"],
        "asked_of": said["asked_of"],
    }
    return {name: value for name, value in plain.items() if value is not None} | texts


def _statement(medium: str, said: dict[str, Any], words: str | None) -> dict[str, Any]:
    """What the entry of an outside statement holds."""
    from clemency.cli.orders import typed_sets

    plain = {
        "medium": medium,
        "speaker_office": said["speaker"],
        "in_public_office": said["public"],
        "said_from": said["said_from"],
        "said_to": said["said_to"] or said["said_from"],
        "place": said["place"],
        "asked_for": said["asked_for"],
        "asked_of": said["asked_of"],
        "at_request_of": said["at_request_of"],
        "reported_by": list(said["reported_by"]) or None,
        "sources_unnamed": said["unnamed"] or None,
    }
    texts = typed_sets((), [f"words={words}"]) if words else {}
    return {name: value for name, value in plain.items() if value is not None} | texts


def _written(
    clerk: Clerk, matter: str, act: str, sets: dict[str, Any], given: dict[str, Any]
) -> int:
    """One act on a letter's docket."""
    words = Words(options.choose_language(given["language"], clerk.pack))
    day = given["on"] or clerk.today()
    order, sealed = make_order(clerk, act, given["by"], given["officer"], None, sets, day)
    verdict = clerk.submit(matter, order, sealed=sealed)
    return answer(clerk, matter, act, verdict, words, given["as_json"])


@correspondence.command("answer")
@click.argument("matter")
@click.option(
    "--words",
    help="The answer; @FILE reads it. Default: the pack's letter, with the law that explains.",
)
@click.option("--by", help="The office that answers.")
@options.officer
@options.on_day
@options.folder
@options.language
@options.as_json
def answer_(matter: str, words: str | None, **given: Any) -> None:
    """Answer a letter with the law that explains why it is not a request.

    The answer is written from the pack in the language of the answer, shown, and sealed.
    """
    from clemency.cli.orders import typed_sets
    from clemency.cli.writing import answer_to

    with storage.opened(given["folder"], given["as_json"]) as clerk:
        language = options.choose_language(given["language"], clerk.pack)
        act = storage.act_that_writes(clerk.pack, "CorrespondenceAnswered")
        day = given["on"] or clerk.today()
        text = (
            f"words={words}" if words else f"words={answer_to(clerk, matter, act, language, day)}"
        )
        code = _written(clerk, matter, act.id, typed_sets([], [text]), given)
    if code == YES and not given["as_json"]:
        click.echo()
        terminal.echo(text.removeprefix("words="), "    ")
    sys.exit(code)


@correspondence.command()
@click.argument("matter")
@click.option("--place", help="Where it is published, as a code: site, gazette, press.")
@click.option("--by", help="The office that publishes.")
@options.officer
@options.on_day
@options.folder
@options.language
@options.as_json
def publish(matter: str, place: str | None, **given: Any) -> None:
    """Publish a letter whose sender wrote in public office, where the pack allows it."""
    with storage.opened(given["folder"], given["as_json"]) as clerk:
        act = storage.act_that_writes(clerk.pack, "Published")
        sys.exit(_written(clerk, matter, act.id, {"place": place} if place else {}, given))


@correspondence.command("list")
@options.folder
@options.language
@options.as_json
def list_(folder: Path, language: str, as_json: bool) -> None:
    """List letters and statements of senders in public office; private senders are only counted."""
    from clemency.docket.policy import Viewer, public_counts

    with storage.opened(folder, as_json) as clerk:
        words = Words(options.choose_language(language, clerk.pack))
        speaker = Speaker(clerk.pack, words.language)
        public = Viewer("public")
        cases = [(row.number, clerk.matter(row.ref).case) for row in clerk.matters()]
        counts = public_counts(case for _, case in cases if case is not None)
        rows = [
            entry
            for number, case in cases
            if case is not None
            for entry in _rows(clerk, number, public)
        ]
    if as_json:
        return terminal.out({"interventions": rows, "counts": counts})
    if not rows and not counts["private_senders"]:
        return terminal.echo(words.say("correspondence.none"))
    terminal.rule(words.say("correspondence.listed"))
    for row in rows:
        show_entry(row["fields"], row["kind"], speaker, f"{words.reference(row['number'])}  ")
    if counts["private_senders"]:
        terminal.echo(words.plural("correspondence.private", counts["private_senders"]))
    return None


def _rows(clerk: Clerk, number: str, viewer: Any) -> list[dict[str, Any]]:
    """What the public may see of a letter's docket."""
    from clemency.clerk.trouble import NotKnown

    kinds = (
        "Received",
        "StatementRegistered",
        "CorrespondenceAnswered",
        "Published",
        "OfficeStatementMade",
    )
    try:
        found = clerk.matter(number, viewer)
    except NotKnown:
        return []
    return [
        {"number": number, "kind": e.kind, "fields": dict(e.fields)}
        for e in found.entries
        if e.kind in kinds
    ]
