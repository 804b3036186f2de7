"""A missing fact becomes a question: what is asked, why, and what can be answered."""

from __future__ import annotations

from dataclasses import dataclass

from clemency.law.pack import Fact, Pack
from clemency.law.types import Bool, Choice, Day, Int, Money, Optional, RowsOf, Text, Type
from clemency.letters.names import Names
from clemency.letters.paths import Place
from clemency.letters.words import Words

KINDS: dict[type, str] = {
    Bool: "yes-no",
    Int: "integer",
    Money: "money",
    Day: "date",
    Text: "text",
    Choice: "choice",
    RowsOf: "rows",
}


@dataclass(frozen=True)
class Question:
    """One question, in one language.

    path         the fact it is about ("charges[0].released_on", "charges", "charges.complete")
    ask          the question; of a row, it begins with the row: "first charge: ..."
    why          why it is asked; "" where the pack does not say
    kind         yes-no, integer, money, date, text, choice, or rows: a list, asked for row by row
    choices      what can be answered, as code and words; empty where anything of the kind can
    may_be_none  whether "there is none" is an answer
    proof        what document shows it; "" where none is named
    hint         how to write the answer
    """

    path: str
    ask: str
    why: str
    kind: str
    choices: tuple[tuple[str, str], ...]
    may_be_none: bool
    proof: str
    hint: str


def question(pack: Pack, path: str, language: str) -> Question:
    """The question that asks for what stands at `path`, whatever `asks` can name there."""
    names = Names(pack, Words(language))
    place = names.place(path)
    optional = isinstance(place.type, Optional)
    bare = place.type.of if isinstance(place.type, Optional) else place.type
    kind = KINDS.get(type(bare), "text")
    fact = _fact(pack, place)
    proof = names.words.settled(fact.proof) if fact else ""
    return Question(
        path=path,
        ask=_ask(names, path, place),
        why=_why(names, place),
        kind=kind,
        choices=_choices(names, path, bare),
        may_be_none=optional,
        proof=names.words.say("question.proof", proof=proof) if proof else "",
        hint=_hint(names, kind, bare, optional),
    )


def _ask(names: Names, path: str, place: Place) -> str:
    said = names.asked(path)
    if place.what == "fact" and names.ask(path) is None:  # what the docket knows has only a name
        return names.words.say("question.bare", label=said)
    return said


def _why(names: Names, place: Place) -> str:
    if place.what == "complete":
        return names.words.say("question.complete_why")
    return names.why(place) or ""


def _choices(names: Names, path: str, type: Type | None) -> tuple[tuple[str, str], ...]:
    if isinstance(type, Bool):
        return (("yes", names.words.say("value.yes")), ("no", names.words.say("value.no")))
    if isinstance(type, Choice):
        return tuple((option, names.choice(path, option)) for option in type.options)
    return ()


def _hint(names: Names, kind: str, type: Type | None, optional: bool) -> str:
    """How to write the answer, with "none" where that is one."""
    currency = type.currency if isinstance(type, Money) else ""
    hint = names.words.say(f"question.hint_{kind.replace('-', '_')}", currency=currency)
    return names.words.say("question.hint_none", hint=hint) if optional else hint


def _fact(pack: Pack, place: Place) -> Fact | None:
    """The pack's own entry for a fact or field."""
    if place.record in pack.records:
        return pack.records[place.record].fields.get(place.name)
    return pack.facts.get(place.name)
