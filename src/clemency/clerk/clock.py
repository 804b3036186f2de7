"""Where time and chance enter: everything below this floor is given both as arguments."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the instant of writing."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        ...


class Chance(Protocol):
    """Draws what nobody may guess: references, nonces, salts, keys."""

    def draw(self, length: int) -> bytes:
        """So many bytes, each drawn afresh."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SystemChance:
    """The operating system's source of chance."""

    def draw(self, length: int) -> bytes:
        return secrets.token_bytes(length)


class GivenClock:
    """A clock that is set by hand, for demonstrations and tests; it moves one second a reading."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    @classmethod
    def on(cls, day: date, zone: str = "UTC") -> GivenClock:
        """Noon of `day` in the office's time zone."""
        return cls(datetime.combine(day, time(12), ZoneInfo(zone)))

    def set(self, day: date, zone: str = "UTC") -> None:
        """Goes to noon of `day` in `zone`, or stays where it is if that has passed."""
        self._at = max(self._at, GivenClock.on(day, zone)._at)

    def now(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


def today(clock: Clock, zone: str) -> date:
    """The civil day in the office's time zone: the day that deadlines and letters mean."""
    return clock.now().astimezone(ZoneInfo(zone)).date()
