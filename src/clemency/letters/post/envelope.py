"""To whom a letter goes, from which house, in which language, and how one may answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Envelope:
    """What a sheet needs beside what it says.

    who        whom it tells: an audience of the pack, or an office
    language   the reader's own
    on         the day that stands on the letter
    house      the institution, as it stands above the office; "" for the name of the pack
    recipient  the lines of the address, as they are to be printed
    contact    lines that say where an answer goes: an address, a telephone number, a page
    fictional  whether it comes from a demonstration, which is then said on every page
    """

    who: str
    language: str
    on: date
    house: str = ""
    recipient: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    fictional: bool = False
