"""Write anew what is printed of each broken pack: `python -m tests.broken.renew`.

Read the difference before keeping it.
"""

from __future__ import annotations

from tests.broken.packs import HERE, broken_packs, printed_of


def renew() -> None:
    """What the checker prints of each pack, or else the prover."""
    for name in broken_packs():
        (HERE / name / "says.txt").write_text(printed_of(name), encoding="utf-8")


if __name__ == "__main__":
    renew()
