"""What a demonstration office tells of itself: that it is one, and who can sign in.

It lies in the office's folder as `demonstration.json`. An office without that file is a real one.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from clemency.clerk.folder import write_synced
from clemency.web.demonstration.people import DemoOfficer, DemoPetitioner

FILE = "demonstration.json"


@dataclass(frozen=True)
class Made:
    """How a demonstration was made, and for whom.

    today  the day on which it was made: its stories end on the day before
    """

    pack: str
    seed: int
    matters: int
    today: date
    officers: tuple[DemoOfficer, ...]
    petitioners: tuple[DemoPetitioner, ...]


def keep(folder: Path, made: Made) -> None:
    """Writes the file."""
    plain = {
        **{name: getattr(made, name) for name in ("pack", "seed", "matters")},
        "today": made.today.isoformat(),
        "officers": [{**vars(one), "names": dict(one.names)} for one in made.officers],
        "petitioners": [asdict(one) for one in made.petitioners],
    }
    write_synced(folder / FILE, json.dumps(plain, ensure_ascii=False, indent=1) + "\n")


def about(folder: Path | str) -> Made | None:
    """What is written of the demonstration in this folder; None where the office is no such."""
    try:
        plain = json.loads((Path(folder) / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    officers = (
        DemoOfficer(**{**one, "offices": tuple(one["offices"])}) for one in plain["officers"]
    )
    petitioners = (
        DemoPetitioner(**{**one, "matters": tuple(one["matters"])}) for one in plain["petitioners"]
    )
    return Made(
        pack=plain["pack"],
        seed=plain["seed"],
        matters=plain["matters"],
        today=date.fromisoformat(plain["today"]),
        officers=tuple(officers),
        petitioners=tuple(petitioners),
    )
