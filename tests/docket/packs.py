"""The packs over which the policy is tried: their text, and the pack that is read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from clemency.docket.vocabulary import FORMS
from clemency.law.pack import Pack
from clemency.law.reading import read_pack
from tests.docket import small


@dataclass(frozen=True, eq=False)
class Source:
    """One pack, by its files."""

    name: str
    files: Mapping[str, str]

    @cache  # noqa: B019  # three packs, kept for the length of the run
    def pack(self) -> Pack:
        """The pack that the files write."""
        return read_pack(self.files, FORMS)


def _folder(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.toml")
    }


_SHIPPED = Path(str(resources.files("clemency.packs")))
_FIXTURES = Path(__file__).parents[1] / "packs"
_FOLDERS = sorted(
    file.parent for root in (_FIXTURES, _SHIPPED) for file in root.glob("*/pack.toml")
)

PACKS = (
    Source("small", small.FILES),
    *(Source(folder.name, _folder(folder)) for folder in _FOLDERS),
)
"""The small procedure of these tests, every fixture pack and every pack that is shipped."""
