"""What the tests of the demonstration share: one of sixty matters, made once, and read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from clemency.clerk.office import Clerk
from clemency.clerk.reading import Matter
from clemency.web import demonstration
from clemency.web.demonstration import Made

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Demonstration:
    """A demonstration office, opened; its matters as the clerk's own hands see them."""

    folder: Path
    made: Made
    clerk: Clerk
    matters: tuple[Matter, ...]


def read(clerk: Clerk) -> tuple[Matter, ...]:
    """Every matter but the office's own."""
    return tuple(clerk.matter(one.ref) for one in clerk.matters() if one.number != "office")


@pytest.fixture(scope="session")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """Sixty matters of the first pack: as few as show everything."""
    folder = tmp_path_factory.mktemp("demonstration") / "office"
    made = demonstration.make(folder, matters=60, today=TODAY)
    with Clerk.open(folder) as clerk:
        yield Demonstration(folder, made, clerk, read(clerk))
