"""`clemency serve`: the office in the browser, with its demonstration unless told otherwise."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clemency.cli import options, storage, terminal
from clemency.cli.exits import INTERRUPTED, STORAGE, YES, Trouble
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.web.serving import Place

FOLDER = "clemency-demonstration"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
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
@click.option("--matters", type=click.IntRange(1, 2000), default=200, show_default=True)
@click.option(
    "--seed", type=int, default=2026, show_default=True, help="The same seed, the same matters."
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@options.language
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
) -> None:
    """Open the office in a browser: the public's pages, the petitioner's, the desks.

    In an empty folder it first makes a demonstration: two hundred fictional matters, and a login
    for every office. Stop it with Ctrl-C; the folder stays, and the next start opens it again.
    """
    from clemency.web.serving import NotServed, Place

    where = folder or Path(os.environ.get("CLEMENCY_OFFICE") or FOLDER)
    words = Words(language or "en")
    try:
        sys.exit(_serve(Place(where, host, port, workers), demo, pack, matters, seed, words))
    except NotServed as trouble:
        says = words.say(trouble.key, **trouble.params)
        raise Trouble(says, words.say(f"{trouble.key}_mend", **trouble.params), STORAGE) from None


def _serve(
    place: Place, demo: bool, pack: str | None, matters: int, seed: int, words: Words
) -> int:
    from clemency.web import demonstration, serving

    began = time.monotonic()
    serving.refuse_if_taken(place)
    if not serving.is_office(place.folder):
        if not demo:
            raise serving.NotServed("serve.no_office", folder=str(place.folder))
        _make(place.folder, pack, matters, seed, words)
    made = demonstration.about(place.folder)
    serving.make_secret(place.folder)
    told = serving.environment(place, demo=made is not None)
    terminal.echo(words.say("serve.preparing"), dim=True)
    serving.make_ready(place, told)
    running = serving.Running(place, told)
    stopped = _until_told()
    try:
        running.start()
        _say(place, made, words, round(time.monotonic() - began))
        code = running.wait(lambda: bool(stopped))
    finally:
        running.stop()
    terminal.echo(words.say("serve.stopped", folder=str(place.folder)), dim=True)
    return (INTERRUPTED if stopped[0] == signal.SIGINT else YES) if stopped else code


def _make(folder: Path, pack: str | None, matters: int, seed: int, words: Words) -> None:
    from clemency.web import demonstration

    terminal.echo(words.say("serve.making", folder=str(folder), matters=matters), bold=True)
    terminal.echo(words.say("demo.fictional"), dim=True)
    shown = sys.stderr.isatty()

    def progress(done: int, of: int) -> None:
        if shown:
            click.echo(f"\r  {done * 100 // max(of, 1):3d} %", nl=False, err=True)

    with storage.troubles(as_json=False):
        demonstration.make(folder, pack=pack, seed=seed, matters=matters, progress=progress)
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
