"""Write anew what tests compare with: `python -m tests.law.reading.renew`.

Read the difference before keeping it.
"""

from __future__ import annotations

import json
from pathlib import Path

from clemency.law.reading.editors import json_schemas
from tests.law.reading.packs import BROKEN, broken_pack, broken_packs, told_of

SCHEMAS = Path(__file__).parents[3] / "docs" / "reference" / "schemas"


def schema_text(schema: object) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def renew() -> None:
    """What each broken pack prints, and the published schemas."""
    for name in broken_packs():
        (BROKEN / name / "expected.txt").write_text(told_of(broken_pack(name)), encoding="utf-8")
    for name, schema in json_schemas().items():
        (SCHEMAS / f"{name}.json").write_text(schema_text(schema), encoding="utf-8")


if __name__ == "__main__":
    renew()
