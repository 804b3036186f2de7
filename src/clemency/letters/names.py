"""What things are called: offices, acts, facts, rows, codes and values, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clemency.docket.case import ROWS
from clemency.docket.vocabulary import FORMS
from clemency.law.pack import Pack, Rule
from clemency.law.types import Choice, Money, Optional, RowsOf, Type
from clemency.law.values import UNKNOWN, Between, Row, Rows
from clemency.letters.bounds import bounds
from clemency.letters.paths import GIVEN, VOTE, Place, Places, path_of, vocabulary_of
from clemency.letters.words import Words, placeholders

SEALED = 64
"""A commitment has this many hexadecimal digits; it is shown as sealed words, never as digits."""

_LISTS: Mapping[str, str] = {
    kind.record: name.removeprefix("docket.")
    for name, kind in FORMS.vocabulary.facts.items()
    if isinstance(kind, RowsOf)
}
"""The docket's list in which each record stands: "docket.opinion" in "opinions"."""

assert set(_LISTS.values()) == set(ROWS)


class Names:
    """What a pack and the engine call things, in one language; without a pack, the engine alone."""

    def __init__(self, pack: Pack | None, words: Words) -> None:
        self.pack = pack
        self.words = words
        self._places = Places(vocabulary_of(pack))

    def place(self, path: str) -> Place:
        """Where a fact stands, and its type."""
        return self._places.of(path)

    # -- sentences of the pack -----------------------------------------------------------------

    def text(self, key: str) -> str | None:
        """A sentence of the pack as it stands, placeholders and all; None where it has none."""
        return self.pack.texts.get(key, self.words.language) if self.pack else None

    def sentence(self, key: str) -> str | None:
        """A sentence of the pack that has no placeholders, settled; None where there is none."""
        found = self.text(key)
        return None if found is None or placeholders(found) else self.words.settled(found)

    def phrase(self, key: str) -> str | None:
        """A sentence of the pack without its full stop, to stand inside another."""
        found = self.sentence(key)
        return found.rstrip(".").rstrip() if found else None

    # -- things with an id ---------------------------------------------------------------------

    def office(self, id: str) -> str:
        """An office or audience by its id."""
        found = self.sentence(f"office.{id}.title")
        if found is None and self.words.has(f"audience.{id}"):
            return self.words.say(f"audience.{id}")
        return found or self.code(id)

    def act(self, id: str) -> str:
        """An act, or a clause of the law that wrote something, by its id."""
        return self.sentence(f"act.{id}.title") or self.phrase(f"by_law.{id}.says") or self.id(id)

    def rule(self, id: str) -> str:
        """A rule by its citation and id, as somebody needs it who is to look at it."""
        versions = self.pack.rules.get(id) if self.pack else None
        return self.id(f"{versions[-1].cite.text} ({id})" if versions else id)

    def rule_says(self, id: str) -> str:
        """A rule in the pack's words; where they have placeholders, by its citation."""
        versions = self.pack.rules.get(id) if self.pack else None
        found = self.phrase(f"rule.{versions[-1].key}.says") if versions else None
        return found or self.rule(id)

    def reading(self, rule: Rule, id: str) -> str:
        """A competing reading of a rule, in the pack's words."""
        return self.phrase(f"rule.{rule.key}.readings.{id}.says") or self.id(id)

    def figure(self, id: str) -> str:
        """A figure of the law, in the pack's words."""
        return self.phrase(f"parameter.{id}.says") or self.id(id)

    def letter(self, id: str) -> str:
        """A letter by its subject, where that says all without the matter's own particulars."""
        return self.sentence(f"letter.{id}.subject") or self.id(id)

    def stage(self, code: str) -> str:
        """Where a matter stands."""
        return self.words.say(f"stage.{code}") if self.words.has(f"stage.{code}") else self.id(code)

    def kind(self, kind: str) -> str:
        """A kind of entry, in the past tense."""
        return self.words.say(f"entry.{kind}.title")

    def id(self, code: str) -> str:
        """Something that has no word here: as it is written, running from left to right."""
        return self.words.reference(code)

    # -- codes ---------------------------------------------------------------------------------

    def code(self, code: str, field: str = "") -> str:
        """A code of an entry or fact: the pack's word for it, else the engine's, else itself."""
        if field == "letter":
            return self.letter(code)
        if field in ("rule", "reason") and self.pack and code in self.pack.rules:
            return self.rule(code)
        if field in ("act", "corrects") or self._is_act(code, field):
            return self.act(code)
        return (
            self._labelled(field, code)
            or self.sentence(f"office.{code}.title")
            or self._own(code)
            or self._labelled_anywhere(code)
            or self._record(code)
            or self.id(code)
        )

    def _is_act(self, code: str, field: str) -> bool:
        return field == "" and self.pack is not None and code in self.pack.acts

    def _labelled(self, field: str, code: str) -> str | None:
        return self.sentence(f"fact.{field}.labels.{code}") if field else None

    def _own(self, code: str) -> str | None:
        return self.words.say(f"code.{code}") if self.words.has(f"code.{code}") else None

    def _labelled_anywhere(self, code: str) -> str | None:
        for id in self.pack.facts if self.pack else ():
            if found := self._labelled(id, code):
                return found
        return None

    def _record(self, code: str) -> str | None:
        path = path_of(code)
        place = self.place(path) if path else None
        return self.rows(place) if place and place.what == "row" else None

    def choice(self, path: str, option: str) -> str:
        """One of the answers to a question, by the fact's path."""
        place = self.place(path)
        found = self.sentence(f"{_text_key(place)}.labels.{option}")
        return found or self.code(option, place.name.removeprefix("docket."))

    # -- facts ---------------------------------------------------------------------------------

    def ask(self, path: str) -> str | None:
        """The question by which the pack asks for a fact or list, without the rows it stands in."""
        place = self.place(path)
        return self.sentence(f"{_text_key(place)}.ask")

    def why(self, place: Place) -> str | None:
        """Why the pack asks for a fact or list."""
        return self.sentence(f"{_text_key(place)}.why")

    def asked(self, path: str) -> str:
        """The question that is still open: for a list, whether it is complete."""
        place = self.place(path)
        if place.what != "complete":
            return self.fact(path)
        listed = self.fact(path.removesuffix(".complete"))
        return self.words.say("question.complete", ask=listed)

    def fact(self, path: str) -> str:
        """What a fact is called, with its rows: "first charge: When were you released?" """
        place = self.place(path)
        if place.what == "row":
            return self.rows(place)
        label = self._fact_itself(place)
        if not place.rows:
            return label
        return self.words.say("ordinal.about", row=self.rows(place), label=label)

    def label(self, path: str) -> str:
        """What a fact is called, without the rows it stands in."""
        return self._fact_itself(self.place(path))

    def _fact_itself(self, place: Place) -> str:
        name = place.name
        if name in GIVEN:
            return self.words.say(f"given.{name}")
        if name in VOTE or name.startswith("docket."):
            return self.words.say(name) if self.words.has(name) else self.id(name)
        if place.record.startswith("docket."):
            return self.column(_LISTS[place.record], name)
        key = _text_key(place)
        # The name of a record is what one row is called; a list is asked for.
        own = self.sentence(f"{key}.name") if place.what == "fact" else None
        return own or self.sentence(f"{key}.ask") or self.id(name)

    def rows(self, place: Place) -> str:
        """The rows around a fact, as people say them: "second case, first charge"."""
        said = ""
        for record, index in place.rows:
            inner = self.row(record, index)
            said = self.words.say("ordinal.within", outer=said, inner=inner) if said else inner
        return said

    def row(self, record: str, index: int | None) -> str:
        """The nth row of a list, by its place from 0."""
        noun, gender = self._noun(record)
        if index is None:
            return noun
        number = index + 1
        key = f"ordinal.{number}" if number <= 10 else "ordinal.beyond"
        forms = self.words.say(key, noun=noun, n=number).split("|")
        return forms[gender] if len(forms) > gender else forms[0]

    def noun(self, record: str) -> str:
        """What one record of that name is called."""
        return self._noun(record)[0]

    def _noun(self, record: str) -> tuple[str, int]:
        """What one record is called, and its gender: 0 masculine, 1 feminine, 2 not known."""
        name = record.partition(".")[2]
        if name:
            feminine = name in self.words.raw("gender.feminine").split()
            return self.words.say(f"row.{name}"), int(feminine)
        own = self.sentence(f"record.{record}.name")
        if own is None and self.words.language == "en":
            own = record.replace("_", " ")
        if own is not None:
            return own, 2
        return self.words.say("row.any"), int("any" in self.words.raw("gender.feminine").split())

    def column(self, rows: str, name: str) -> str:
        """A column of one of the docket's lists."""
        own = f"column.{rows}.{name}"
        return self.words.say(own if self.words.has(own) else f"field.{name}")

    def field(self, name: str, kind: str = "") -> str:
        """A field of an entry; with `kind`, as that kind of entry means it."""
        own = f"entry.{kind}.{name}"
        for key in (own, f"field.{name}", f"header.{name}"):
            if self.words.has(key) and name not in ("title", "says"):
                return self.words.say(key)
        return self.id(name)

    def last_field(self, name: str) -> str:
        """A field named by its way into an entry: "outcomes.relief" is the relief."""
        return self.field(name.rpartition(".")[2])

    # -- values --------------------------------------------------------------------------------

    def value(self, value: Any, type: Type | None = None, path: str = "") -> str:
        """A value as people read it; `path` says whose it is, for labels and codes."""
        bare = type.of if isinstance(type, Optional) else type
        words = self.words
        if value is UNKNOWN:
            return words.say("value.unknown")
        if value is None or isinstance(value, bool | date):
            return words.write(value)
        if isinstance(value, Between):
            return bounds(words, value, bare)
        if isinstance(value, Rows):
            return self._rows_value(value)
        if isinstance(value, Row):
            return self.fact(value.path)
        if isinstance(bare, Money) and isinstance(value, int):
            return words.money(value, bare.currency)
        if isinstance(value, str):
            return self._text(value, bare, path)
        if isinstance(value, tuple | list):
            return words.listed([self.value(one, None, path) for one in value])
        return words.write(value)

    def _rows_value(self, rows: Rows) -> str:
        words = self.words
        if not rows.items and rows.complete is True:
            return words.say("value.none")
        if not rows.items and rows.complete is UNKNOWN:
            return words.say("value.unknown")
        said = words.plural("rows.listed", len(rows.items))
        closing = words.say("rows.complete" if rows.complete is True else "rows.open")
        return words.write([said, closing])

    def _text(self, value: str, type: Type | None, path: str) -> str:
        if isinstance(type, Choice):
            return self.choice(path, value)
        place = self.place(path)
        own = path.startswith(("docket.", "vote.")) or path in ("actor", "acting_office")
        if own or place.record.startswith("docket."):
            return self.code(value, place.name.removeprefix("docket."))
        return self.words.isolated(value)


def _text_key(place: Place) -> str:
    """Where the pack's sentences about a fact, field or list stand."""
    if not place.record:
        return f"fact.{place.name}"
    if place.what in ("list", "complete", "row"):
        return f"record.{place.record}"
    return f"record.{place.record}.{place.name}"
