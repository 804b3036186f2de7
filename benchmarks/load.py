"""A pack of two hundred rules in three languages: read, typed, checked; and merely parsed."""

from __future__ import annotations

import tomllib

import tomli

from benchmarks.large_pack import LANGUAGES, RULES, files
from benchmarks.tally import Section, alternating, lines_of, target
from clemency.docket.vocabulary import FORMS
from clemency.law.reading import read_pack
from clemency.law.reading.gather import kind_of
from clemency.law.reading.schema import FILES

ROUNDS = 15
OURS = "read, typed and checked"


def run() -> Section:
    texts = files()
    parsed = [(FILES[kind_of(name) or ""], tomli.loads(text)) for name, text in texts.items()]
    samples = alternating(
        {
            OURS: lambda: read_pack(texts, FORMS),
            "tomllib alone": lambda: [tomllib.loads(text) for text in texts.values()],
            "tomli alone": lambda: [tomli.loads(text) for text in texts.values()],
            "pydantic alone, parsed files": lambda: [
                model.model_validate(data) for model, data in parsed
            ],
        },
        ROUNDS,
    )
    size = sum(len(text.encode()) for text in texts.values())
    return Section(
        f"load: a pack of {RULES} rules in {len(LANGUAGES)} languages",
        lines_of(samples),
        [target("median", 150, samples[OURS])],
        [f"{len(texts)} files, {size / 1e3:,.0f} kB; imports are not counted."],
    )
