"""Options that many commands share, and how what is typed becomes facts."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clemency.cli.exits import Trouble

if TYPE_CHECKING:
    from clemency.law.pack import Pack

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Refuses what is no day, with the reason."""
        if isinstance(value, date):
            return value
        if not (value.isascii() and len(value) == 10):
            self.fail(f"`{value}` is not a day. Write year, month and day: 2026-11-22.", param, ctx)
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            self.fail(f"`{value}` is not a day: {error}.", param, ctx)


as_json = click.option(
    "--json", "as_json", is_flag=True, help="Answer as JSON, for another program."
)
language = click.option(
    "--language",
    "-l",
    default=lambda: os.environ.get("CLEMENCY_LANGUAGE", ""),
    help="Language of the answer: en, he, ar. Default: the pack's first, or $CLEMENCY_LANGUAGE.",
)
on_day = click.option(
    "--on", type=Day(), default=None, help="The day it is dated: YYYY-MM-DD. Default: today."
)
folder = click.option(
    "--office",
    "folder",
    type=click.Path(path_type=Path),
    default=lambda: os.environ.get("CLEMENCY_OFFICE", "office"),
    help="The office's folder. Default: $CLEMENCY_OFFICE, or ./office.",
)
fact = click.option(
    "--fact",
    "-f",
    "facts",
    multiple=True,
    metavar="NAME=VALUE",
    help="A fact: yes, no, none, unknown, a number, a day, a choice. "
    "charges[0].kind=theft names a row.",
)
fact_file = click.option(
    "--facts",
    "fact_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML or JSON file of facts, as in a scenario's `facts`.",
)
officer = click.option(
    "--officer",
    envvar="CLEMENCY_OFFICER",
    help="Who signs. Default: $CLEMENCY_OFFICER, or the one officer who holds the office.",
)
sets = click.option(
    "--set", "sets", multiple=True, metavar="FIELD=VALUE", help="A field of the entry."
)
texts = click.option(
    "--words",
    "texts",
    multiple=True,
    metavar="FIELD=TEXT",
    help="A text to be sealed; @FILE reads one.",
)


def today(pack: Pack | None = None) -> date:
    """The civil day now, in the pack's time zone."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(pack.calendar.time_zone if pack else "UTC")).date()


def load_pack(name: str, json_wanted: bool = False) -> Pack:
    """The pack of that name or folder; its mistakes, all of them, end the command."""
    from clemency.clerk.shelf import NoSuchPack, load
    from clemency.law.mistakes import Mistakes

    try:
        return load(name)
    except NoSuchPack as error:
        raise Trouble(str(error), error.mend, as_json=json_wanted) from None
    except Mistakes as error:
        raise Trouble(
            f"{name} has mistakes, so nothing of it was loaded.\n\n{error}", as_json=json_wanted
        ) from None


def choose_language(wanted: str, pack: Pack | None) -> str:
    """The language to answer in. A language that the pack lacks is refused rather than mixed with
    another.
    """
    offered = pack.languages if pack else ("en", "he", "ar")
    if not wanted:
        return offered[0]
    if wanted not in offered:
        raise Trouble(f"There is no `{wanted}` here.", f"The languages are: {', '.join(offered)}.")
    return wanted
