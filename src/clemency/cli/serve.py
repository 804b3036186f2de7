"""`clemency serve`: the office in the browser, with its demonstration unless told otherwise."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, storage, terminal
from clemency.cli.exits import INTERRUPTED, STORAGE, YES, Trouble
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.web.serving import Place

FOLDER = "clemency-demonstration"


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"The office's folder. Default: $CLEMENCY_OFFICE, or ./{FOLDER}.",
)
@click.option(
    "--demo/--no-demo",
    default=True,
    help="Where the folder is empty: fill it with fictional matters, or refuse. Default: fill it.",
)
@click.option(
    "--pack", metavar="PACK", help="Whose demonstration. Default: the first on the shelf."
)
@click.option(
    "--matters",
    type=click.IntRange(1, 2000),
    default=200,
    show_default=True,
    help="How many matters the demonstration has.",
)
@click.option(
    "--seed", type=int, default=2026, show_default=True, help="The same seed, the same matters."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Server processes.",
)
@options.language
@options.as_json
def serve(
    port: int,
    host: str,
    folder: Path | None,
    demo: bool,
    pack: str | None,
    matters: int,
    seed: int,
    workers: int,
    language: str,
    as_json: bool,
) -> None:
    """Open the office in a browser: the public's pages, the petitioner's, the desks.

    In an empty folder it first makes a demonstration: two hundred fictional matters, and a login
    for every office. Stop it with Ctrl-C; the folder stays, and the next start opens it again.
    """
    from clemency.web.serving import NotServed, Place

    where = folder or Path(os.environ.get("CLEMENCY_OFFICE") or FOLDER)
    words = Words(language or "en")
    try:
        place = Place(where, host, port, workers)
        sys.exit(_serve(place, Wanted(demo, pack, matters, seed), words, as_json))
    except NotServed as trouble:
        says = words.say(trouble.key, **trouble.params)
        mend = words.say(f"{trouble.key}_mend", **trouble.params)
        raise Trouble(says, mend, STORAGE, as_json) from None


@dataclass(frozen=True)
class Wanted:
    """The demonstration to make where the folder is empty; `demo` False: none."""

    demo: bool
    pack: str | None
    matters: int
    seed: int


def _serve(place: Place, wanted: Wanted, words: Words, as_json: bool) -> int:
    from clemency.web import demonstration, serving

    began = time.monotonic()
    serving.refuse_if_taken(place)
    if not serving.is_office(place.folder):
        if not wanted.demo:
            raise serving.NotServed("serve.no_office", folder=str(place.folder))
        _make(place.folder, wanted, words, as_json)
    made = demonstration.about(place.folder)
    serving.make_secret(place.folder)
    told = serving.environment(place, demo=made is not None)
    if not as_json:
        terminal.echo(words.say("serve.preparing"), dim=True)
    serving.make_ready(place, told)
    running = serving.Running(place, told)
    stopped = _until_told()
    try:
        running.start()
        if as_json:
            terminal.out(_plain(place, made, words))
            sys.stdout.flush()
        else:
            _say(place, made, words, round(time.monotonic() - began))
        code = running.wait(lambda: bool(stopped))
    finally:
        running.stop()
    if not as_json:
        terminal.echo(words.say("serve.stopped", folder=str(place.folder)), dim=True)
    return (INTERRUPTED if stopped[0] == signal.SIGINT else YES) if stopped else code


def _make(folder: Path, wanted: Wanted, words: Words, as_json: bool) -> None:
    from clemency.web import demonstration

    if not as_json:
        says = words.say("serve.making", folder=str(folder), matters=wanted.matters)
        terminal.echo(says, bold=True)
        terminal.echo(words.say("demo.fictional"), dim=True)
    shown = sys.stderr.isatty() and not as_json

    def progress(done: int, of: int) -> None:
        if shown:
            click.echo(f"\r  {done * 100 // max(of, 1):3d} %", nl=False, err=True)

    with storage.troubles(as_json):
        demonstration.make(
            folder,
            pack=wanted.pack,
            seed=wanted.seed,
            matters=wanted.matters,
            progress=progress,
        )
    if shown:
        click.echo("\r", nl=False, err=True)


def _say(place: Place, made: object, words: Words, seconds: int) -> None:
    """Where to look, and as whom."""
    from clemency.web.preparing import PASSWORD

    terminal.echo(words.say("serve.open", seconds=seconds), bold=True, fg="green")
    for code in ("en", "he", "ar"):
        click.echo(f"  {place.address}/{code}/")
    if made is not None:
        click.echo()
        terminal.echo(words.say("serve.logins", password=PASSWORD))
        for login, who in _logins(made, words):
            click.echo(f"  {login:<22} {who}")
        terminal.echo(
            words.say("serve.more", address=f"{place.address}/en/account/login/"), dim=True
        )
    terminal.echo(words.say("serve.stop"), dim=True)


def _plain(place: Place, made: object, words: Words) -> dict[str, Any]:
    """The same for another program, said once; then it goes on serving."""
    from clemency.web.preparing import PASSWORD

    logins = _logins(made, words) if made is not None else []
    return {
        "addresses": [f"{place.address}/{code}/" for code in ("en", "he", "ar")],
        "folder": str(place.folder),
        "logins": [{"login": login, "who": who} for login, who in logins],
        "password": PASSWORD if made is not None else None,
    }


def _logins(made: object, words: Words) -> list[tuple[str, str]]:
    """One login for each kind of work; the sign-in page has all of them."""
    from clemency.clerk.shelf import load
    from clemency.letters.speech import Speaker
    from clemency.web.demonstration import Made

    assert isinstance(made, Made)
    speaker = Speaker(load(made.pack), words.language)
    found, told = [], set[str]()
    for one in made.officers:
        if one.login and one.offices and one.offices[0] not in told:
            told.add(one.offices[0])
            found.append((one.login, speaker.office(one.offices[0])))
    for asks in made.petitioners:
        if asks.role not in told:
            told.add(asks.role)
            found.append((asks.login, words.say(f"serve.role_{asks.role}")))
    return found


def _until_told() -> list[int]:
    """A list that fills when somebody stops the program."""
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda signum, _: stopped.append(signum))
    return stopped
