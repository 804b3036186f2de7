"""`clemency pack prove`: what a solver can say of a pack, and a story for what it refuses."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, terminal
from clemency.cli.exits import NO, USAGE, YES, Trouble
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.proof.result import Result


@click.command()
@click.argument("names", metavar="PACK...", nargs=-1, required=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the stories that show each failure into this folder.",
)
@click.option("--only", multiple=True, metavar="PROPERTY", help="Prove this property; repeatable.")
@click.option("--verbose", "-v", is_flag=True, help="Name what holds, too, and how far it holds.")
@options.as_json
def prove(
    names: tuple[str, ...], out: Path | None, only: tuple[str, ...], verbose: bool, as_json: bool
) -> None:
    """Prove of packs what no scenario can: whatever the facts are.

    Each rule can hold and can fail; none says what others say; exceptions do not overlap; time
    takes nothing away; the procedure has no dead end. What fails is shown by a scenario that runs.
    """
    _solver_is_there(as_json)
    _properties_are_known(only, as_json)
    words = Words("en")
    answers = []
    for name in names:
        results = _proved(name, only, as_json)
        paths = _written(results, out / Path(name).name, as_json) if out is not None else {}
        answers.append({"pack": name, "proved": not any(r.failed for r in results)})
        if as_json:
            answers[-1]["results"] = [_plain(result, paths) for result in results]
        else:
            _show(name, results, paths, verbose, words)
    if as_json:
        terminal.out(answers)
    sys.exit(YES if all(answer["proved"] for answer in answers) else NO)


def _solver_is_there(as_json: bool) -> None:
    if find_spec("z3") is None:
        words = Words("en")
        raise Trouble(words.say("prove.no-solver"), words.say("prove.install"), USAGE, as_json)


def _properties_are_known(only: Sequence[str], as_json: bool) -> None:
    from clemency.law.mistakes import nearest
    from clemency.proof.prove import PROPERTIES

    for name in only:
        if name not in PROPERTIES:
            words = Words("en")
            near = nearest(name, PROPERTIES)
            mend = words.say("prove.properties", names=", ".join(PROPERTIES))
            if near is not None:
                mend = f"{words.say('prove.did-you-mean', near=near)} {mend}"
            raise Trouble(words.say("prove.no-property", name=name), mend, USAGE, as_json)


def _proved(name: str, only: Sequence[str], as_json: bool) -> list[Result]:
    """Every result about a pack, with its place."""
    from clemency.clerk.shelf import read_files, scenarios
    from clemency.law.mistakes import Mistakes
    from clemency.proof.prove import PROPERTIES, Places, prove_at_once

    pack = options.load_pack(name, as_json)
    folder = Path(name)
    there = folder.joinpath("pack.toml").is_file()
    places = Places(read_files(folder if there else files("clemency").joinpath("packs", name)))
    try:
        told = scenarios(name, pack)
    except Mistakes as error:
        words = Words("en")
        raise Trouble(words.say("prove.journeys", mistakes=str(error)), as_json=as_json) from None
    results = prove_at_once(pack, only, told)
    results.sort(key=lambda result: PROPERTIES.index(result.property))
    return [places.placed(result) for result in results]


# --- stories --------------------------------------------------------------------------------------


def _written(results: Iterable[Result], folder: Path, as_json: bool) -> dict[str, Path]:
    """The stories as files, by their names."""
    paths: dict[str, Path] = {}
    for result in results:
        if result.witness is None:
            continue
        path = folder / f"{result.witness.name}.toml"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(result.witness.text, encoding="utf-8")
        except OSError as error:
            words = Words("en")
            says = words.say("prove.not-written", path=str(path), why=error.strerror or str(error))
            raise Trouble(says, words.say("prove.other-folder"), USAGE, as_json) from None
        paths[result.witness.name] = path
    return paths


# --- showing --------------------------------------------------------------------------------------


def _show(
    name: str, results: Sequence[Result], paths: Mapping[str, Path], verbose: bool, words: Words
) -> None:
    """One line for each property, then everything that failed."""
    proved = not any(result.failed for result in results)
    key = "prove.proved" if proved else "prove.not-proved"
    terminal.echo(words.say(key, pack=name), bold=True, fg="green" if proved else "red")
    for prop in dict.fromkeys(result.property for result in results):
        own = [result for result in results if result.property == prop]
        failed = any(result.failed for result in own)
        line = f"{words.say(f'prove.title.{prop}')}: {_counted(own, words)}"
        terminal.echo(line, "  - " if failed else "  + ")
        if verbose:
            terminal.listed((_named(r, words) for r in own if not r.failed), "      · ")
    if any(result.extent.rows for result in results):
        terminal.echo(words.say("prove.every"), "  ")
    for result in results:
        if result.failed:
            _show_failure(name, result, paths, words)
    if any(r.failed and r.witness is not None for r in results) and not paths:
        click.echo("")
        terminal.echo(words.say("prove.add-out"))


def _counted(results: Sequence[Result], words: Words) -> str:
    """How many hold and how far, how many are meant, and how many fail."""
    from clemency.proof.result import Verdict

    counts: Counter[tuple[str, int]] = Counter()
    for result in results:
        if result.failed:
            counts["fails" if result.verdict is Verdict.FAILS else "not-shown", 0] += 1
        elif result.verdict is Verdict.HOLDS:
            counts["holds", result.extent.rows or 0] += 1
        else:
            counts["declared", 0] += 1
    said = [
        words.say("prove.count.up-to" if rows else f"prove.count.{what}", n=count, rows=rows)
        for (what, rows), count in counts.items()
    ]
    return words.raw("value.comma").join(said)


def _named(result: Result, words: Words) -> str:
    """What a result is about, how far it holds, and why it is meant where it is."""
    about = words.raw("value.comma").join(result.about)
    if result.declared:
        return words.say("prove.meant", about=about, why=result.declared)
    if result.extent.rows:
        return words.say("prove.about-up-to", about=about, rows=result.extent.rows)
    return about


def _show_failure(name: str, result: Result, paths: Mapping[str, Path], words: Words) -> None:
    """One failure in full: where, what, the citation, what to do, and the story that shows it."""
    from clemency.proof.result import Verdict

    click.echo("")
    about = words.raw("value.comma").join(result.about)
    place = f"{result.place}: " if result.place is not None else ""
    terminal.echo(f"{place}{about}", bold=True)
    says = {key: value for key, value in result.says if value}
    key = "fails" if result.verdict is Verdict.FAILS else "not-shown"
    if key == "fails":
        terminal.echo(_sentence(words, f"prove.fails.{result.property}", about, says), "  ")
        terminal.echo(words.say(f"prove.mend.{result.property}"), "  ")
    else:
        title = words.say(f"prove.title.{result.property}")
        terminal.echo(words.say("prove.not-shown", title=title), "  ")
        unshown = f"prove.unshown.{result.property}"
        if says and words.has(f"{unshown}-{'-'.join(says)}"):
            terminal.echo(_sentence(words, unshown, about, says), "  ")
    if result.extent.rows:
        terminal.echo(words.say("prove.looked-at", rows=result.extent.rows), "  ")
    if result.extent.acts:
        terminal.echo(words.say("prove.looked-at-acts", acts=result.extent.acts), "  ")
    if result.cite:
        terminal.echo(result.cite, "  ")
    if result.witness is not None and result.witness.name in paths:
        path = str(paths[result.witness.name])
        terminal.echo(words.say("prove.run", pack=name, path=path), "  ")


def _sentence(words: Words, key: str, about: str, says: Mapping[str, str]) -> str:
    """The sentence of a failure, in its fuller form where it has more to say."""
    fuller = f"{key}-{'-'.join(says)}" if says else key
    return words.say(fuller if words.has(fuller) else key, about=about, **says)


def _plain(result: Result, paths: Mapping[str, Path]) -> dict[str, Any]:
    """A result for another program."""
    story = result.witness
    return {
        "property": result.property,
        "about": list(result.about),
        "verdict": result.verdict.value,
        "failed": result.failed,
        "rows": result.extent.rows,
        "acts": result.extent.acts,
        "says": dict(result.says),
        "file": result.place.file if result.place else None,
        "line": result.place.line if result.place else None,
        "cite": result.cite,
        "declared": result.declared,
        "story": None if story is None else str(paths.get(story.name, story.name)),
    }
