"""`clemency office`: make one, appoint its officers, rebuild its lists, forget a person."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, storage, terminal
from clemency.cli.exits import FAULT, YES
from clemency.cli.options import Day
from clemency.letters.speech import Speaker
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.clerk.reading import Mentioned


@click.group()
def office() -> None:
    """Create an office; appoint officers; rebuild its lists; forget a person.

    An office is a folder: its settings, its docket, its keys. Set CLEMENCY_OFFICE to name it once.
    """


@office.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--pack",
    "pack_name",
    required=True,
    help="The pack whose procedure it follows: a name or a folder.",
)
@click.option("--title", default="", help="The office's name, as people read it.")
@click.option(
    "--origin",
    default="",
    help="A name for the docket, written in every entry; never changed later.",
)
@click.option("--docket", help="Where the docket lies: a postgresql: address. Default: in FOLDER.")
@click.option("--keys", help="Where the keys lie: another postgresql: address. Default: in FOLDER.")
@click.option("--owner", help="A postgresql: address of the role that owns the tables.")
@click.option("--key", help="The file of the office key, best on another disk. Default: in FOLDER.")
@options.as_json
def create(
    folder: Path, pack_name: str, title: str, origin: str, as_json: bool, **places: str | None
) -> None:
    """Make an office in an empty or missing FOLDER; on SQLite unless addresses are given."""
    from clemency.clerk.office import Clerk

    pack = options.load_pack(pack_name, as_json)
    name = title or f"{pack.texts.get('pack.name', pack.languages[0]) or pack.id}"
    where = (
        str(Path(pack_name).resolve())
        if Path(pack_name).joinpath("pack.toml").is_file()
        else pack_name
    )
    with storage.troubles(as_json):
        given: dict[str, Any] = {name: place for name, place in places.items() if place}
        named = origin or f"clemency/{pack.id}"
        Clerk.create(folder, pack=where, origin=named, title=name, **given).close()
    if as_json:
        return terminal.out({"office": str(folder), "pack": pack.id, "title": name})
    words = Words("en")
    terminal.echo(words.say("office.made", folder=str(folder)))
    first = next((o for o in storage.act_that_writes(pack, "Received").by), "OFFICE")
    command = f"clemency office appoint --office {folder} OFFICER {first}"
    terminal.echo(words.say("office.next", command=command))


@office.command()
@click.argument("officer")
@click.argument("office_id", metavar="OFFICE_ID")
@click.option("--from", "from_on", type=Day(), default=None, help="First day. Default: since ever.")
@click.option(
    "--until", "until_on", type=Day(), default=None, help="Last day. Default: without end."
)
@options.folder
@options.as_json
def appoint(
    officer: str,
    office_id: str,
    from_on: date | None,
    until_on: date | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Record that OFFICER (a reference, never a name) holds an office of the pack."""
    with storage.opened(folder, as_json) as clerk:
        written = clerk.appoint(officer, office_id, from_on=from_on, until_on=until_on)
        title = Speaker(clerk.pack, clerk.pack.languages[0]).office(office_id)
    if as_json:
        return terminal.out({"officer": officer, "office": office_id, "seq": written.seq})
    terminal.echo(Words("en").say("office.appointed", officer=officer, office=title))


@office.command()
@click.argument("officer")
@click.argument("office_id", metavar="OFFICE_ID")
@options.on_day
@options.folder
@options.as_json
def end(officer: str, office_id: str, on: date | None, folder: Path, as_json: bool) -> None:
    """Record that OFFICER no longer holds an office after a day."""
    with storage.opened(folder, as_json) as clerk:
        written = clerk.end_appointment(officer, office_id, on=on)
        title = Speaker(clerk.pack, clerk.pack.languages[0]).office(office_id)
    if as_json:
        return terminal.out({"officer": officer, "office": office_id, "seq": written.seq})
    terminal.echo(Words("en").say("office.ended", officer=officer, office=title))


@office.command()
@click.argument("matter")
@options.folder
@options.as_json
def persons(matter: str, folder: Path, as_json: bool) -> None:
    """List the references that stand for people in MATTER; `forget` takes one of them."""
    with storage.opened(folder, as_json) as clerk:
        found = clerk.persons(matter)
    if as_json:
        return terminal.out([_plain(person) for person in found])
    rows = [[one.ref, one.role, one.called] for one in found]
    return terminal.table(rows, ["person", "role", "called here"])


def _plain(person: Mentioned) -> dict[str, Any]:
    """A person as JSON."""
    return {
        "person": person.ref,
        "called": person.called,
        "role": person.role,
        "forgotten": person.forgotten,
    }


@office.command()
@options.folder
@options.language
@options.as_json
def officers(folder: Path, language: str, as_json: bool) -> None:
    """List who holds which office, and held it when."""
    with storage.opened(folder, as_json) as clerk:
        rows = clerk.appointments().rows
        words = Words(options.choose_language(language, clerk.pack))
        speaker = Speaker(clerk.pack, words.language)
    if as_json:
        return terminal.out(
            [
                {"officer": r.officer, "office": r.office, "from": r.from_on, "until": r.until_on}
                for r in rows
            ]
        )
    if not rows:
        return terminal.echo(words.say("office.empty"))
    table = [
        [r.officer, str(r.from_on or ""), str(r.until_on or ""), speaker.office(r.office)]
        for r in rows
    ]
    return terminal.table(table, ["officer", "from", "until", "office"])


@office.command()
@click.option("--mend", is_flag=True, help="Put the rebuilt lists in place of those that differ.")
@options.folder
@options.as_json
def rebuild(mend: bool, folder: Path, as_json: bool) -> None:
    """Make every list anew from the entries, and compare."""
    with storage.opened(folder, as_json) as clerk:
        found = clerk.rebuild(mend=mend)
        entries = clerk.checkpoint().size
    if as_json:
        differences = [str(one) for one in found.differences]
        terminal.out(
            {
                "entries": entries,
                "same": found.same,
                "mended": found.mended,
                "differences": differences,
            }
        )
    elif found.same:
        terminal.echo(Words("en").say("office.same", entries=entries))
    else:
        key = "office.differs" if found.mended else "office.differs_only"
        terminal.echo(Words("en").say(key, entries=entries, rows=len(found.differences)))
        terminal.listed(str(one) for one in found.differences)
    sys.exit(YES if found.same or found.mended else FAULT)


@office.command()
@click.argument("person")
@click.option("--by", required=True, help="The office that orders it.")
@click.option("--officer", required=True, help="The officer who signs.")
@click.option("--second", required=True, help="The second official.")
@click.option("--basis", required=True, help="The legal basis, as a code.")
@options.folder
@options.as_json
def forget(
    person: str, by: str, officer: str, second: str, basis: str, folder: Path, as_json: bool
) -> None:
    """Destroy every key of PERSON (a reference): what was sealed is gone, the docket still
    verifies.
    """
    with storage.opened(folder, as_json) as clerk:
        written = clerk.forget(person, officer=officer, office=by, second=second, legal_basis=basis)
    if as_json:
        return terminal.out({"person": person, "entries": [one.seq for one in written]})
    terminal.echo(Words("en").say("office.forgotten", person=person))


@office.command()
@click.argument("officer")
@click.option(
    "--name", required=True, help="What colleagues call the officer. Never on the docket."
)
@click.option("--email", required=True, help="Where mail to the officer goes.")
@options.folder
@options.language
@options.as_json
def invite(officer: str, name: str, email: str, folder: Path, language: str, as_json: bool) -> None:
    """Give OFFICER an account for the office in the browser: a link that opens it, for seven days.

    What the officer may do follows from appointments alone: `clemency office appoint`.
    """
    with storage.troubles(as_json):
        from clemency.web import preparing

        preparing.enter(folder)
        from clemency.web.accounts.inviting import invite as invited
        from clemency.web.office import clerk

        chosen = options.choose_language(language, clerk().pack)
        words = Words(chosen)
        link = invited(officer, name, email, chosen)
        known = any(row.officer == officer for row in clerk().appointments().rows)
    if as_json:
        terminal.out({"link": link, "appointed": known})
        return
    terminal.echo(words.say("invite.link", officer=words.reference(officer)), bold=True)
    click.echo(f"  {link}")
    if not known:
        terminal.echo(words.say("invite.not_appointed", officer=words.reference(officer)))
