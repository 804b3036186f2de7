"""The JSON Schemas for editors: current, sound, and of one mind with the reader."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from clemency.law.reading.editors import json_schemas
from clemency.law.reading.gather import kind_of
from tests.law.reading.packs import BASE, HERE, files_in
from tests.law.reading.renew import SCHEMAS, schema_text

RURITANIA = files_in(HERE.parents[1] / "packs" / "ruritania")


@pytest.mark.parametrize("name", json_schemas())
def test_the_published_schema_is_current(name: str) -> None:
    """If this fails: python -m tests.law.reading.renew"""
    published = (SCHEMAS / f"{name}.json").read_text(encoding="utf-8")
    assert published == schema_text(json_schemas()[name])


def test_nothing_else_is_published() -> None:
    assert {path.stem for path in SCHEMAS.iterdir()} == json_schemas().keys()


@pytest.mark.parametrize("name", json_schemas())
def test_the_schema_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(json_schemas()[name])
    assert "null" not in json.dumps(json_schemas()[name])  # TOML has none


def plain(value: Any) -> Any:
    """A TOML value as an editor checks it: dates are text there."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def wrong(name: str, text: str) -> list[str]:
    import tomllib

    kind = kind_of(name)
    assert kind is not None
    validator = Draft202012Validator(json_schemas()[kind])
    return [error.message for error in validator.iter_errors(plain(tomllib.loads(text)))]


@pytest.mark.parametrize("name", RURITANIA)
def test_ruritania_pleases_editors(name: str) -> None:
    assert wrong(name, RURITANIA[name]) == []


@pytest.mark.parametrize("name", files_in(BASE))
def test_the_miniature_pleases_editors(name: str) -> None:
    assert wrong(name, files_in(BASE)[name]) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("rules.toml", "failing", "failling"),
        ("facts.toml", "yes-no", "yesno"),
        ("acts.toml", 'by     = ["desk"]', 'by     = "desk"'),
        ("offices.toml", "[office.head]", '[office."The Head"]'),
    ],
)
def test_editors_see_what_the_reader_sees(name: str, old: str, new: str) -> None:
    text = files_in(BASE)[name]
    assert wrong(name, text.replace(old, new, 1))
