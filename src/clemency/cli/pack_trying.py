"""`clemency pack test`: run the scenarios and journeys of a pack, or of any folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, terminal
from clemency.cli.exits import NO, USAGE, YES, Trouble
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.law.pack import Pack
    from clemency.law.reading.trials import Trials


@click.command()
@click.argument("name", metavar="PACK")
@click.option(
    "--scenarios",
    "folder",
    type=click.Path(exists=True, path_type=Path),
    help="Run scenario and journey files from this folder or file instead of the pack's own.",
)
@click.option("--verbose", "-v", is_flag=True, help="Name those that pass, too.")
@options.as_json
def test(name: str, folder: Path | None, verbose: bool, as_json: bool) -> None:
    """Run a pack's scenarios and journeys, its own or those of any folder."""
    from clemency.docket.journey import run_all
    from clemency.law.trial import run_scenarios

    found = options.load_pack(name, as_json)
    trials = _trials(folder or name, found, as_json)
    scenarios = run_scenarios(found, trials.scenarios)
    journeys = run_all(trials.journeys, found)
    if not (scenarios or journeys):
        mend = "A file holds [[scenario]] or [[journey]] tables; see docs/reference/pack-format.md."
        raise Trouble(
            f"There is no scenario and no journey in {folder or name}.", mend, USAGE, as_json
        )
    rows = [
        *(
            {
                "kind": "scenario",
                "name": r.scenario.name,
                "passed": r.passed,
                "failures": _of_scenario(r),
            }
            for r in scenarios
        ),
        *(
            {
                "kind": "journey",
                "name": r.journey.name,
                "passed": r.passed,
                "failures": _of_journey(r),
            }
            for r in journeys
        ),
    ]
    if as_json:
        terminal.out(rows)
    else:
        _show_results(rows, verbose)
    sys.exit(YES if all(row["passed"] for row in rows) else NO)


def _trials(where: str | Path, found: Pack, as_json: bool) -> Trials:
    from clemency.clerk.shelf import NoSuchPack, scenarios
    from clemency.law.mistakes import Mistakes

    try:
        return scenarios(where, found)
    except NoSuchPack as error:
        raise Trouble(str(error), as_json=as_json) from None
    except Mistakes as error:
        raise Trouble(
            f"The scenarios have mistakes, so none was run.\n\n{error}", as_json=as_json
        ) from None


def _of_scenario(result: Any) -> list[str]:
    return [str(failure) for failure in result.failures]


def _of_journey(report: Any) -> list[str]:
    return [f"step {failure.step} ({failure.place}): {failure.says}" for failure in report.failures]


def _show_results(rows: Sequence[dict[str, Any]], verbose: bool) -> None:
    words = Words("en")
    for row in rows:
        if not row["passed"]:
            terminal.echo(words.say("pack.failed", name=row["name"]), bold=True, fg="red")
            terminal.listed(row["failures"])
        elif verbose:
            terminal.echo(row["name"], "  + ")
    for kind in ("scenario", "journey"):
        own = [row for row in rows if row["kind"] == kind]
        if own:
            passed = sum(row["passed"] for row in own)
            click.echo(
                f"{words.say(f'pack.{kind}s')}: "
                + words.say("pack.passed", passed=passed, total=len(own))
            )
