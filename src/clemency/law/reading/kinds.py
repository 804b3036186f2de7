"""Kinds of text that stand in a pack, and the words for what is wrong with them."""

from __future__ import annotations

import keyword
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from clemency.law.mistakes import nearest
from clemency.law.plain import odd_in_name, odd_in_sentence

WORDS = "words"  # the type of an error that is already in the words of the office

# What an expression says by itself, so that no fact may be called so.
RESERVED = frozenset(
    "today actor acting_office docket vote none unknown known date money any all count min max sum"
    " latest earliest years_after months_after days_after by nth on true false".split()
)
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_MONEY = re.compile(r"money:[A-Z]{3}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_PLAIN_TYPES = ("yes-no", "integer", "date", "text")


def wrong(says: str, mend: str | None = None, at: int | None = None) -> PydanticCustomError:
    """An error in words, for `complaints` to show as it is; `at`: one character of a text."""
    return PydanticCustomError(WORDS, "{says}", {"says": says, "mend": mend, "at": at})


# --- kinds of text --------------------------------------------------------------------------------


def name_fault(text: str) -> tuple[str, str] | None:
    """Why a fact, a field or a record cannot be called so, and what to do; None where it can."""
    if odd := odd_in_name(text):
        return odd[1], "Type it again with plain letters and digits."
    if not _NAME.fullmatch(text):
        mend = "Use small letters, digits and `_`, beginning with a letter."
        return f"`{text}` is no name.", mend
    if text in RESERVED or keyword.iskeyword(text):
        return f"`{text}` means something else in expressions.", "Choose another name."
    return None


def _name(text: str) -> str:
    if fault := name_fault(text):
        raise wrong(*fault)
    return text


def _code(text: str) -> str:
    _plain_letters(text)
    if not _CODE.fullmatch(text):
        raise wrong(f"`{text}` is no id.", "Use small letters, digits, `-` and `_`.")
    return text


def _plain_letters(text: str) -> None:
    if odd := odd_in_name(text):
        raise wrong(odd[1], "Type it again with plain letters and digits.")


def sentence_fault(text: str) -> tuple[int, int, str, str | None] | None:
    """What is wrong with a sentence, whatever it says: where, how long, what, and what to do."""
    if not text.strip():
        return 0, len(text), "The sentence is empty.", "Write it, or remove the key."
    odd = odd_in_sentence(text)
    return (odd[0], 1, odd[1], "Mend or remove it.") if odd else None


def _sentence(text: str) -> str:
    if fault := sentence_fault(text):
        at, _, says, mend = fault
        raise wrong(says, mend, at if text.strip() else None)
    return text


def _type(value: Any) -> Any:
    """yes-no, integer, date, text, money:ILS, or the answers to choose from."""
    if isinstance(value, str):
        if value not in _PLAIN_TYPES and not _MONEY.fullmatch(value):
            near = nearest(value, _PLAIN_TYPES)
            kinds = 'The types are "yes-no", "integer", "date", "text", "money:ILS" and ["a", "b"].'
            raise wrong(f"`{value}` is no type.", f"Did you mean `{near}`?" if near else kinds)
        return value
    if not isinstance(value, list) or not all(isinstance(answer, str) for answer in value):
        raise wrong(
            "A type is a word in quotes, or a list of answers.", 'Write "yes-no" or ["a", "b"].'
        )
    return _answers(value)


def _currency(code: str) -> str:
    if not _CURRENCY.fullmatch(code):
        raise wrong(f"`{code}` is no currency.", "Write its three letters, as in ISO 4217: ILS.")
    return code


def _answers(answers: list[str]) -> list[str]:
    if len(answers) < 2:
        raise wrong("A choice has at least two answers.", 'Write ["a", "b"].')
    for answer in answers:
        _code(answer)
        if answer in ("none", "unknown"):
            raise wrong(f"`{answer}` is an answer to every question.", "Take it out of the list.")
    if twice := [answer for answer in answers if answers.count(answer) > 1]:
        raise wrong(f"`{twice[0]}` is listed twice.")
    return answers


Name = Annotated[
    str, AfterValidator(_name), WithJsonSchema({"type": "string", "pattern": f"^{_NAME.pattern}$"})
]
Code = Annotated[
    str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": f"^{_CODE.pattern}$"})
]
Currency = Annotated[
    str,
    AfterValidator(_currency),
    WithJsonSchema({"type": "string", "pattern": f"^{_CURRENCY.pattern}$"}),
]
Sentence = Annotated[str, AfterValidator(_sentence)]
Expression = Annotated[str, WithJsonSchema({"type": "string", "description": "An expression."})]
FactType = Annotated[
    Any,
    PlainValidator(_type),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(_PLAIN_TYPES)},
                {"type": "string", "pattern": f"^{_MONEY.pattern}$"},
                {"type": "array", "items": {"type": "string"}, "minItems": 2},
            ]
        }
    ),
]


def _one_or_more(value: Any) -> list[str]:
    """A word, or a list of words."""
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
        raise wrong(
            "This is a text in quotes, or a list of such texts.", 'Write "a" or ["a", "b"].'
        )
    return words


OneOrMore = Annotated[
    Any,
    PlainValidator(_one_or_more),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Table(BaseModel):
    """One table of a file. Keys that are not named are errors."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def key(describes: str, default: Any = ..., *, alias: str | None = None) -> Any:
    """A key and what it is for; without `default` it must be given."""
    return Field(default, description=describes, alias=alias)


def keys(describes: str) -> Any:
    """A list or table that is empty where nothing is given."""
    return Field(default_factory=list, description=describes)
