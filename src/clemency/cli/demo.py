"""`clemency demo`: a fresh office, the stories its pack tells, the docket growing, refusals
included.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import clemency
from clemency.cli import options, storage, terminal
from clemency.cli.exits import FAULT, NO, YES, Trouble
from clemency.letters.speech import Speaker
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk
    from clemency.cli.stories import Taken, Teller
    from clemency.law.pack import Pack
    from clemency.law.trial import Journey

SHOWN = ("says", "cite", "instead", "opens", "asks", "tells")


@click.command()
@click.option(
    "--pack",
    "named",
    metavar="PACK",
    help="Whose stories to tell. Default: the first on the shelf.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Where to make the office. Default: a new temporary folder.",
)
@options.language
@options.as_json
def demo(named: str | None, folder: Path | None, language: str, as_json: bool) -> None:
    """Make an office in a fresh folder and tell the stories that its pack marks as shown.

    Every act goes through a real docket: those that are refused are shown with their reasons and
    leave no trace. At the end the docket is verified, and you can look around in the office.
    """
    from clemency.clerk.shelf import first

    began = time.monotonic()
    pack_name = named or first()
    pack = options.load_pack(pack_name, as_json)
    words = Words(options.choose_language(language, pack))
    stories = _stories(pack_name, pack)
    where = folder or Path(tempfile.mkdtemp(prefix="clemency-demo-"))
    with storage.troubles(as_json):
        code, plain = _tell(where, pack_name, pack, stories, words, as_json)
    if as_json:
        terminal.out({"office": str(where), **plain})
    else:
        _next(where, plain["numbers"], words)
        terminal.echo(words.say("demo.done", seconds=round(time.monotonic() - began)), dim=True)
    sys.exit(code)


def _stories(name: str, pack: Pack) -> tuple[Journey, ...]:
    from clemency.clerk.shelf import scenarios

    shown = tuple(journey for journey in scenarios(name, pack).journeys if journey.shown)
    if not shown:
        raise Trouble(
            f"The pack {pack.id} marks no journey as shown.", "Add `shown = true` to a [[journey]]."
        )
    return tuple(sorted(shown, key=lambda journey: min(step.on for step in journey.steps)))


def _tell(
    where: Path, name: str, pack: Pack, stories: tuple[Journey, ...], words: Words, as_json: bool
) -> tuple[int, dict[str, Any]]:
    from clemency.clerk.clock import GivenClock
    from clemency.clerk.office import Clerk
    from clemency.cli.stories import Teller

    first = min(step.on for journey in stories for step in journey.steps)
    clock = GivenClock.on(first, pack.calendar.time_zone)
    title = pack.texts.get("pack.name", words.language) or pack.id
    place = str(Path(name).resolve()) if Path(name).joinpath("pack.toml").is_file() else name
    clerk = Clerk.create(
        where, pack=place, origin=f"clemency/{pack.id}-demo", title=title, clock=clock
    )
    with clerk:
        teller = Teller(clerk, clock)
        if not as_json:
            terminal.echo(words.say("demo.title", folder=str(where)), bold=True)
            terminal.echo(words.say("demo.fictional"), dim=True)
        teller.appoint(stories)
        steps = [
            taken for journey in stories for taken in _journey(teller, journey, words, as_json)
        ]
        plain = _sum(clerk, steps)
        if not as_json:
            _counted(plain, words)
    sound = _verified(where, words, as_json)
    return (YES if plain["as_told"] else NO) if sound else FAULT, plain


def _journey(teller: Teller, journey: Journey, words: Words, as_json: bool) -> list[Taken]:
    steps = []
    if not as_json:
        click.echo()
        terminal.rule(journey.name)
    for taken in teller.tell(journey):
        steps.append(taken)
        if not as_json:
            _show(teller.clerk, taken, words)
    return steps


def _show(clerk: Clerk, taken: Taken, words: Words) -> None:
    """One step: the day and the office, what came of it, and where the docket then stood."""
    step, speaker = taken.step, Speaker(clerk.pack, words.language, None, taken.step.on)
    click.echo()
    number = words.reference(taken.number)
    line = words.say("demo.step", on=step.on, who=speaker.office(taken.office))
    terminal.echo(f"{number} · {line}", dim=True)
    if step.says and words.language == "en":
        terminal.echo(step.says, "  ", italic=True)
    if hasattr(taken.verdict, "objections"):
        assert step.act is not None  # only an act is refused
        terminal.echo(
            words.say("matter.refused", act=speaker.act(step.act)), "  ", bold=True, fg="red"
        )
        for told in speaker.refused(taken.verdict):
            _short(told, "    ")
        return
    told = (
        speaker.accepted(taken.verdict)
        if step.act
        else speaker.entry(vars(taken.verdict.entry), taken.verdict.entry.kind)
    )
    entry = words.say("matter.entry", seq=taken.verdict.matter_seq + 1)
    terminal.echo(
        f"{told.head}", f"  {entry}  ", bold=True, **({"fg": "green"} if step.act else {})
    )
    for tells in told.of("tells"):
        terminal.echo(tells, "     → ")


def _short(told: Any, indent: str) -> None:
    """An objection in short: its words, its source, the way forward."""
    terminal.echo(told.head, indent)
    for line in told.lines:
        if line.kind in SHOWN and line.text != told.head:
            terminal.echo(
                line.text, f"{indent}  {line.label + '  ' if line.label else ''}", dim=True
            )


def _sum(clerk: Clerk, steps: list[Taken]) -> dict[str, Any]:
    from clemency.docket.policy import public_counts

    cases = [clerk.matter(row.ref).case for row in clerk.matters()]
    return {
        "entries": clerk.checkpoint().size,
        "counts": public_counts(case for case in cases if case is not None),
        "numbers": sorted({taken.number for taken in steps}),
        "as_told": all(_as_told(taken) for taken in steps),
        "steps": [
            {
                "on": t.step.on,
                "number": t.number,
                "act": t.step.act,
                "accepted": not hasattr(t.verdict, "objections"),
            }
            for t in steps
        ],
    }


def _as_told(taken: Taken) -> bool:
    """Whether the office did what the pack's test says it must."""
    return taken.step.act is None or taken.step.accepted is not hasattr(taken.verdict, "objections")


def _counted(plain: dict[str, Any], words: Words) -> None:
    counts = plain["counts"]
    click.echo()
    terminal.rule()
    terminal.echo(
        words.say(
            "demo.counts",
            petitions=counts["petitions"],
            interventions=counts["interventions"],
            private=counts["private_senders"],
        )
    )
    terminal.echo(words.say("demo.docket", entries=plain["entries"]))


def _verified(where: Path, words: Words, as_json: bool) -> bool:
    """The docket exported and checked by the program that shares no code with this one."""
    export = where / "export"
    with storage.opened(where, as_json) as clerk:
        sound = clerk.export(export).sound
    program = Path(clemency.__file__).parents[2] / "verifier" / "verify.py"
    if not program.is_file():
        return sound
    done = subprocess.run(
        [sys.executable, program, export], capture_output=True, text=True, check=False
    )
    if not as_json:
        terminal.echo(words.say("demo.verify"))
        for line in done.stdout.strip().splitlines():
            click.echo(f"  {line}")
    return sound and done.returncode == 0


def _next(where: Path, numbers: list[str], words: Words) -> None:
    click.echo()
    terminal.echo(words.say("demo.next"))
    for command in (
        f"export CLEMENCY_OFFICE={where}",
        "./clemency matter list",
        f"./clemency matter show {numbers[0]}",
        f"./clemency act {numbers[-1]}",
        "./clemency correspondence list",
        "./clemency docket verify",
    ):
        click.echo(f"  {command}")
