"""Small packs for the tests of this floor, made of a few expressions and without any file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from clemency.law.calendar import Calendar
from clemency.law.expr import Expr
from clemency.law.pack import (
    Citation,
    Define,
    Failing,
    Force,
    Pack,
    Parameter,
    Reading,
    Record,
    Rule,
    Texts,
)
from clemency.law.parse import Scope, parse
from clemency.law.reason import Env
from clemency.law.types import BOOL, RecordType, Type, Vocabulary
from clemency.law.values import UNKNOWN, Facts, Row, Rows, Verdict

CITE = Citation("Act s 1", ("Act",), date(2026, 1, 1))
TODAY = date(2026, 3, 1)


def scope(
    facts: Mapping[str, Type],
    records: Sequence[RecordType] = (),
    *,
    defines: Mapping[str, str] | None = None,
    parameters: Mapping[str, tuple[Type, Mapping[str, Any]]] | None = None,
    leap_day: str = "28-february",
    known: bool = False,
    rows: Mapping[str, str] | None = None,
) -> Scope:
    """What expressions may name.

    defines     "grave" or, about a record, "charge.grave": its text; one may use those before it
    parameters  by id: the type, and values by the day from which they are the law
    """
    figures = {
        id: Parameter(id, kind, CITE, tuple((date.fromisoformat(d), v) for d, v in given.items()))
        for id, (kind, given) in (parameters or {}).items()
    }
    vocabulary = Vocabulary(facts, {record.name: record for record in records})
    whole = Scope(vocabulary, {}, figures, {}, known, Calendar(leap_day=leap_day))
    for id, text in (defines or {}).items():
        record = id.split(".")[0] if "." in id else None
        inner = replace(whole, rows={record: record} if record else {})
        define = Define(id, parse(text, inner), record)
        whole = replace(whole, defines={**whole.defines, id: define})
    return replace(whole, rows=rows or {})


@dataclass(frozen=True)
class Text:
    """One version of a rule, as its pack would write it."""

    id: str = "rule"
    holds: str | None = None
    date: str | None = None
    value: str | None = None
    about: str | None = None
    applies_to: str | None = None
    since: date | None = None
    until: date | None = None
    failing: Failing = Failing.REFUSE
    readings: Mapping[str, str] = field(default_factory=dict)


def pack(words: Scope, *texts: Text) -> Pack:
    """A pack with these rules, and nothing else in it."""
    rules: dict[str, tuple[Rule, ...]] = {}
    for text in texts:
        rules[text.id] = (*rules.get(text.id, ()), _rule(text, words))
    return Pack(
        id="small",
        version="1",
        digest="0" * 64,
        languages=("en",),
        texts=Texts(("en",), {"en": {}}),
        calendar=words.calendar,
        vocabulary=words.vocabulary,
        sources={},
        facts={},
        records={
            name: Record(name, record.plural, {}, record.within)
            for name, record in words.vocabulary.records.items()
        },
        defines=words.defines,
        parameters=words.parameters,
        rules=rules,
        duties={},
        considerations={},
        untranslatable={},
        offices={},
        stands_aside=(),
        acts={},
        by_law={},
        statements=(),
        letters=frozenset(),
        sees={},
        audiences=frozenset(),
    )


def _rule(text: Text, words: Scope) -> Rule:
    inner = replace(words, rows={text.about: text.about} if text.about else {})

    def condition(source: str | None) -> Expr | None:
        return None if source is None else parse(source, inner, BOOL)

    return Rule(
        id=text.id,
        cite=CITE,
        force=Force.STATUTE,
        since=text.since,
        until=text.until,
        holds=condition(text.holds),
        day=None if text.date is None else parse(text.date, inner),
        value=None if text.value is None else parse(text.value, inner),
        about=text.about,
        applies_to=condition(text.applies_to),
        failing=text.failing,
        readings=tuple(
            Reading(id, CITE, parse(source, inner, BOOL)) for id, source in text.readings.items()
        ),
    )


def rows(path: str, *items: Mapping[str, Any], complete: Verdict = True, kind: str = "") -> Rows:
    """A collection; a row's own collections are given as tuples of fields, and are complete."""
    return Rows(
        tuple(_row(f"{path}[{n}]", item, None, kind) for n, item in enumerate(items)),
        complete,
        path,
    )


def _row(path: str, item: Mapping[str, Any], parent: Row | None, kind: str) -> Row:
    fields: dict[str, Any] = {}
    row = Row(fields, path, parent, kind)
    for name, value in item.items():
        if isinstance(value, tuple):
            inner = f"{path}.{name}"
            nested = tuple(_row(f"{inner}[{n}]", one, row, "") for n, one in enumerate(value))
            value = Rows(nested, True, inner)
        fields[name] = value
    return row


def facts(**values: Any) -> Facts:
    """Facts by id; a dot in an id is written as two underscores."""
    return Facts({name.replace("__", "."): value for name, value in values.items()})


def env(today: date = TODAY, **values: Any) -> Env:
    """The same, for an expression alone."""
    return {**facts(**values).values, "today": today}


__all__ = ["CITE", "TODAY", "UNKNOWN", "Text", "env", "facts", "pack", "rows", "scope"]
