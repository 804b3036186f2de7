"""What the words of a pack's expressions mean: its vocabulary, its figures, its definitions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from clemency.law.answers import NoAnswer, answer
from clemency.law.calendar import Calendar
from clemency.law.expr import Expr
from clemency.law.mistakes import Mistake, nearest
from clemency.law.pack import Citation, Define, Fact, Parameter, Record
from clemency.law.parse import Fault, Faults, Scope, parse, parse_names
from clemency.law.plain import odd_in_name
from clemency.law.reading import schema as s
from clemency.law.reading.gather import Gathered, Item
from clemency.law.reading.positions import KeyPath
from clemency.law.types import (
    BOOL,
    DAY,
    INT,
    TEXT,
    Choice,
    Forms,
    Money,
    Optional,
    RecordType,
    Type,
    Vocabulary,
)

BUILTIN: Mapping[str, Type] = {"actor": TEXT, "acting_office": TEXT}
"""Facts that every question brings with it, beside `today`: who acts, and for which office."""

VOTE: Mapping[str, Type] = {"vote.present": INT, "vote.yes": INT, "vote.no": INT}
"""What the conditions of a vote may read besides."""

_PLAIN: Mapping[str, Type] = {"yes-no": BOOL, "integer": INT, "date": DAY, "text": TEXT}
_MEANT = re.compile(r"Did you mean `([^`]+)`\?")


def type_of(text: s.FieldText) -> Type:
    """The type a fact or a field declares."""
    bare = plain_type(text.type)
    return Optional(bare) if text.may_be_none else bare


def plain_type(word: str | list[str]) -> Type:
    """The type that a word names, or a choice among answers."""
    if isinstance(word, list):
        return Choice(tuple(word))
    if word.startswith("money:"):
        return Money(word.removeprefix("money:"))
    return _PLAIN[word]


def fact_from(name: str, text: s.FieldText) -> Fact:
    """A fact, or a field of a record."""
    return Fact(name, type_of(text), text.proof, text.least, text.most, text.can_change)


@dataclass
class Meaning:
    """What names mean in one pack, as far as it is known, and the reading of its expressions."""

    found: Gathered
    forms: Forms
    calendar: Calendar
    facts: dict[str, Fact] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    defines: dict[str, Define] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    _kept: dict[str, Citation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._facts()
        self._records()
        self.scope = Scope(self._vocabulary(), calendar=self.calendar)
        self._parameters()
        self.scope = replace(self.scope, parameters=self.parameters)
        self._defines()
        self.scope = replace(self.scope, defines=self.defines)

    # -- the vocabulary ----------------------------------------------------------------------------

    def _facts(self) -> None:
        for item in self.found.of("fact", s.FactText):
            self.facts[item.id] = fact_from(item.id, item.text)
        self.unclear |= self.found.broken("fact")

    def _records(self) -> None:
        for item in self.found.of("record", s.RecordText):
            fields = {name: fact_from(name, text) for name, text in item.text.fields.items()}
            self.records[item.id] = Record(item.id, item.text.plural, fields, item.text.within)
        for name in self.found.broken("record"):
            plural = self.found.declared["record"][name].text
            self.unclear |= {name, str(plural.get("plural")) if isinstance(plural, dict) else name}

    def _vocabulary(self) -> Vocabulary:
        records = {
            record.id: RecordType(
                record.id,
                record.plural,
                {name: one.type for name, one in record.fields.items()},
                record.within if record.within in self.records else None,
            )
            for record in self.records.values()
        }
        facts = {name: fact.type for name, fact in self.facts.items()}
        docket = self.forms.vocabulary
        return Vocabulary({**BUILTIN, **docket.facts, **facts}, {**docket.records, **records})

    # -- figures and definitions -------------------------------------------------------------------

    def _parameters(self) -> None:
        for item in self.found.of("parameter", s.ParameterText):
            made = self._parameter(item)
            if made is not None:
                self.parameters[item.id] = made
        self.unclear |= self.found.known("parameter").keys() - self.parameters.keys()

    def _parameter(self, item: Item[s.ParameterText]) -> Parameter | None:
        type_ = plain_type(item.text.type)
        cite = self.cite(item, ("cite",), item.text.cite)
        values: list[tuple[date, Any]] = []
        for index, figure in enumerate(item.text.values):
            try:
                value = answer(figure.is_, type_)
                if not isinstance(value, bool | int | str | date):
                    raise NoAnswer("A figure of the law has one value.", None)
                values.append((figure.from_, value))
            except NoAnswer as no:
                self.note(item.at_value(("values", index, "is"), no.says, no.mend))
        days = [day for day, _ in values]
        if not item.text.values:
            self.note(item.at_value(("values",), "A figure has at least one value."))
        elif days != sorted(set(days)):
            self.note(
                item.at_value(
                    ("values",), "The values are not in order.", "Write the oldest first."
                )
            )
        elif len(values) == len(item.text.values) and cite is not None:
            return Parameter(item.id, type_, cite, tuple(values))
        return None

    def _defines(self) -> None:
        """Definitions in the order of need: each may use those that stand before it."""
        items = {_defined(item): item for item in self.found.of("define", s.DefineText)}
        self.unclear |= self.found.broken("define")
        needs: dict[str, set[str]] = {}
        for name, item in items.items():
            names, fields = _uses(item.text.is_)
            needs[name] = {
                other
                for other, one in items.items()
                if one.id in (fields if one.text.of else names)
            }
        while needs:
            ready = [name for name, wanted in needs.items() if not wanted & needs.keys()]
            if not ready:
                ready = self._knot(items, needs)
            for name in ready:
                del needs[name]
                self._define(name, items[name])

    def _define(self, name: str, item: Item[s.DefineText]) -> None:
        of = item.text.of
        rows = {of: of} if of is not None else {}
        if of is not None and of not in self.records:
            self.unclear.add(item.id)  # told by the check of references
            return
        scope = replace(self.scope, defines=dict(self.defines), rows=rows)
        expr = self.expr(item, ("is",), item.text.is_, scope)
        if expr is None:
            self.unclear.add(item.id)
        else:
            self.defines[name] = Define(item.id, expr, of)

    def _knot(
        self, items: Mapping[str, Item[s.DefineText]], needs: dict[str, set[str]]
    ) -> list[str]:
        """Definitions that wait for each other are told and taken out; the others come later."""
        trail = [next(iter(needs))]
        while trail[-1] not in trail[:-1]:
            trail.append(next(n for n in sorted(needs[trail[-1]]) if n in needs))
        ring = trail[trail.index(trail[-1]) :]
        item = items[ring[0]]
        says = f"`{item.id}` is defined by itself: {' -> '.join(items[name].id for name in ring)}."
        self.note(item.at_value(("is",), says, "Write one of them without the other."))
        self.unclear |= {items[name].id for name in ring}
        for name in set(ring):
            del needs[name]
        return []

    # -- expressions -------------------------------------------------------------------------------

    def note(self, mistake: Mistake) -> None:
        """Keep a mistake."""
        self.found.mistakes.append(mistake)

    def expr(
        self,
        item: Item[Any],
        keys: KeyPath,
        text: str,
        scope: Scope | None = None,
        expects: Type | None = None,
    ) -> Expr | None:
        """The expression at `keys`; None where it is wrong, which is noted."""
        if odd := odd_in_name(text):
            mend = "Type it again with plain letters and digits."
            self.note(item.inside(keys, odd[0], 1, odd[1], mend))
            return None
        try:
            return parse(text, scope or self.scope, expects)
        except Faults as faults:
            if not self._blames_another(text):
                for fault in faults.faults:
                    self.note(self._mistake(item, keys, fault))
            return None

    def _blames_another(self, text: str) -> bool:
        """Whether an expression fails only because something that it names is wrong itself."""
        try:
            names = parse_names(text)
        except Faults:
            return False
        if {"fact", "record", "define", "parameter"} & self.found.lost:
            return True
        # A name that could not be read is not blamed on those who use what it was meant to be.
        meant = names & self.unclear or {n for n in names - self._known() if self._like_unclear(n)}
        return bool(meant)

    def _known(self) -> set[str]:
        plurals = {record.plural for record in self.records.values()}
        return {*self.facts, *self.records, *plurals, *self.parameters, *self.defines}

    def _like_unclear(self, name: str) -> bool:
        return nearest(name, self.unclear) is not None

    def _mistake(self, item: Item[Any], keys: KeyPath, fault: Fault) -> Mistake:
        """A fault of the parser, at its place in the file, with the place of what was meant."""
        mend = fault.mend
        meant = _MEANT.fullmatch(mend) if mend else None
        if meant is not None:
            known = self.found.known("fact", "record", "define", "parameter")
            plurals = {r.plural: r.id for r in self.records.values()}
            place = known.get(plurals.get(meant[1], meant[1]))
            mend = f"Did you mean `{meant[1]}` ({place.place})?" if place is not None else mend
        return item.inside(keys, fault.start, fault.length, fault.says, mend)

    # -- citations ---------------------------------------------------------------------------------

    def cite(self, item: Item[Any], keys: KeyPath, text: str | None) -> Citation | None:
        """The citation at `keys`; None where it names no source of the pack, which is noted."""
        if text is None:
            return None
        if text in self._kept:
            return self._kept[text]
        sources = self.found.known("source")
        if "source" in self.found.lost:
            return Citation(text, (), None)
        cited: list[s.SourceEntry] = []
        for start, part in _parts(text):
            source = _source_of(part, sources)
            if source is None:
                says = f"`{part}` cites no source of this pack."
                self.note(item.inside(keys, start, len(part), says, self._cites_like(part)))
                continue
            cited.append(sources[source].text)
        if len(cited) < len(list(_parts(text))):
            return None
        made = Citation(
            text,
            tuple(dict.fromkeys(source.id for source in cited)),
            min(source.verified_on for source in cited),
            max((source.certainty for source in cited), key=_CERTAINTY.index),
        )
        self._kept[text] = made
        return made

    def _cites_like(self, part: str) -> str:
        """The source whose id is much like the words that a citation begins with."""
        sources = self.found.known("source")
        words = part.split()
        for count in range(len(words), 0, -1):
            close = nearest(" ".join(words[:count]), sources)
            if close is not None and len(close.split()) == count:
                return f"Did you mean `{close}` ({sources[close].place})?"
        return "A citation begins with the id of a [[source]] of pack.toml."


_CERTAINTY = ("official", "secondary", "uncertain")


def _defined(item: Item[s.DefineText]) -> str:
    """The name by which expressions find a definition: `charge.serious` for one of a record."""
    return f"{item.text.of}.{item.id}" if item.text.of else item.id


def _uses(text: str) -> tuple[set[str], set[str]]:
    """The names and the fields that an expression mentions; none where it is none, told later."""
    try:
        tree = ast.parse(f"({text}\n)", mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names, {node.attr for node in nodes if isinstance(node, ast.Attribute)}


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The places that a citation names, each with where it begins."""
    start = 0
    for part in text.split(";"):
        bare = part.strip()
        yield start + len(part) - len(part.lstrip()), bare
        start += len(part) + 1


def _source_of(part: str, sources: Mapping[str, Any]) -> str | None:
    """The source that a citation begins with: the longest id that ends at the end of a word."""
    fits = [
        name for name in sources if part.startswith(name) and not (part + " ")[len(name)].isalnum()
    ]
    return max(fits, key=len) if fits else None
