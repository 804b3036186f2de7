"""The engine's own sentences in every language; dates and numbers as each writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

import tomli

LANGUAGES = ("en", "he", "ar")
RIGHT_TO_LEFT = frozenset({"he", "ar"})

# Unicode's isolates: what stands between them keeps its own direction and disturbs nothing around.
LEFT_TO_RIGHT, FIRST_STRONG, END = "\u2066", "\u2068", "\u2069"

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Something isolated, and isolated once more around that.
_TWICE = re.compile("[\u2066\u2068]([\u2066\u2068][^\u2066-\u2069]*\u2069)\u2069")
# Where the code of a currency stands beside its amount.
_LETTER_BESIDE_DIGIT = re.compile(r"(?<=[A-Z])(?=\d)|(?<=\d)(?=[A-Z])")
# Letters and digits that run from left to right, with what stands between them: two or more.
_LEFTWARD = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .,:;/()\[\]<>=&@%+_§'’–-]*[A-Za-z0-9)\]]")


class NoWord(LookupError):
    """The catalogue has no such sentence: a mistake of ours, found by a house test."""


@lru_cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every sentence of the engine in a language, by dotted key."""
    folder = resources.files("clemency.letters").joinpath("words")
    found: dict[str, str] = {}
    for name in (f"{language}.toml", f"commands.{language}.toml"):
        found.update(flat(tomli.loads(folder.joinpath(name).read_text("utf-8"))))
    return found


def flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Every sentence of a file with its dotted key."""
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        name = f"{before}{key}"
        found += flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return found


class Words:
    """One language's sentences."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._catalogue = catalogue(self.language)

    @property
    def right_to_left(self) -> bool:
        return self.language in RIGHT_TO_LEFT

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self._catalogue

    def raw(self, key: str) -> str:
        """What stands under a key, as it stands: for lists that no reader sees. Raises NoWord."""
        try:
            return self._catalogue[key]
        except KeyError:
            raise NoWord(f"{key} ({self.language})") from None

    def say(self, key: str, **params: Any) -> str:
        """A sentence, filled. Raises NoWord for a key, KeyError for a missing placeholder."""
        template = self.raw(key)
        return self.settled(fill(template, {n: self.write(value) for n, value in params.items()}))

    def plural(self, key: str, n: int, **params: Any) -> str:
        """A sentence that counts {n} things, in the form that the language's rules choose."""
        return self.say(f"{key}.{plural_form(self.language, n)}", n=n, **params)

    def listed(self, items: Sequence[str], last: str = "and") -> str:
        """Several things in one sentence; `last` joins the last two: "and" or "or"."""
        if len(items) < 2:
            return "".join(items)
        head = self.raw("value.comma").join(items[:-1])
        return fill(self.raw(f"value.{last}"), {"head": head, "last": items[-1]})

    def write(self, value: Any) -> str:
        """A value as this language writes it."""
        if value is None:
            return self.say("value.none")
        if value is True or value is False:
            return self.say("value.yes" if value else "value.no")
        if isinstance(value, datetime):
            return self.day(value.date())
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, tuple | list):
            return self.raw("value.comma").join(self.write(one) for one in value)
        return str(value)

    def day(self, value: date) -> str:
        """A Gregorian date, written out."""
        return self._dated(value, "d MMMM y")

    def month(self, value: date) -> str:
        """The month of a day, with its year."""
        return self._dated(value, "MMMM y")

    def year(self, value: date) -> str:
        """The year of a day, which never has its thousands marked."""
        return self._dated(value, "y")

    def _dated(self, value: date, pattern: str) -> str:
        text = babel_dates().format_date(value, pattern, locale=_locale(self.language))
        return self.isolated(text)

    def number(self, value: int) -> str:
        """A whole number, with its thousands marked."""
        text: str = babel_numbers().format_decimal(value, locale=_locale(self.language))
        return self.reference(text) if len(text) > 1 else text

    def money(self, minor: int, currency: str) -> str:
        """An amount of minor units in its currency; whole amounts without decimals."""
        numbers, locale = babel_numbers(), _locale(self.language)
        places = currency_places(currency)
        pattern = _currency_pattern(locale)
        if minor % 10**places == 0:
            pattern = pattern.replace(".00", "")
        amount = Decimal(minor).scaleb(-places)
        text = numbers.format_currency(
            amount, currency, pattern, locale=locale, currency_digits=".00" in pattern
        )
        return self.isolated(_LETTER_BESIDE_DIGIT.sub("\u00a0", text))

    def isolated(self, text: str) -> str:
        """Text of another direction, kept from disturbing the sentence around it."""
        return f"{FIRST_STRONG}{text}{END}" if self.right_to_left else text

    def reference(self, text: str) -> str:
        """A number, code or citation, which always runs from left to right."""
        return f"{LEFT_TO_RIGHT}{text}{END}" if self.right_to_left else text

    def settled(self, text: str) -> str:
        """A sentence in which everything that runs the other way is isolated, whoever wrote it.

        What is isolated already is left alone, so that settling twice changes nothing.
        """
        return _settled(text) if self.right_to_left else text


def _settled(text: str) -> str:
    text = _TWICE.sub(r"\1", text)
    parts: list[str] = []
    depth = start = 0
    for at, char in enumerate(text):
        if char in "\u2066\u2067\u2068":
            if depth == 0:
                parts.append(_LEFTWARD.sub(_isolates, text[start:at]))
                start = at
            depth += 1
        elif char == END and depth:
            depth -= 1
            if depth == 0:
                parts.append(text[start : at + 1])
                start = at + 1
    parts.append(text[start:] if depth else _LEFTWARD.sub(_isolates, text[start:]))
    return "".join(parts)


def _isolates(run: re.Match[str]) -> str:
    """A run between isolates. A bracket that was opened outside it stays outside."""
    text, after = run.group(), ""
    while text[-1] in ")]" and text.count(text[-1]) > text.count("(" if text[-1] == ")" else "["):
        text, after = text[:-1].rstrip(" .,:;"), text[len(text[:-1].rstrip(" .,:;")) :] + after
    return f"{LEFT_TO_RIGHT}{text}{END}{after}" if len(text) > 1 else text + after


def fill(template: str, params: Mapping[str, str]) -> str:
    """A sentence with its placeholders filled. Raises KeyError for one that has no value."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in params:
            raise KeyError(f"no value for the placeholder {found[0]}")
        return params[found[1]]

    return PLACEHOLDER.sub(value, template)


def placeholders(template: str) -> frozenset[str]:
    """The names that stand in braces in a sentence."""
    return frozenset(PLACEHOLDER.findall(template))


@lru_cache
def plural_form(language: str, n: int) -> str:
    """The form in which a language counts `n` things: zero, one, two, few, many or other (CLDR)."""
    from babel import Locale

    form: str = Locale.parse(_locale(language)).plural_form(n)
    return form


@lru_cache
def plural_forms(language: str) -> frozenset[str]:
    """Every form that a language counts in."""
    from babel import Locale

    return frozenset(Locale.parse(_locale(language)).plural_form.tags) | {"other"}


def _locale(language: str) -> str:
    return {"he": "he_IL", "ar": "ar_IL"}.get(language, "en_GB")


def currency_places(currency: str) -> int:
    """How many decimal places a currency has."""
    places: int = babel_numbers().get_currency_precision(currency)
    return places


@lru_cache
def _currency_pattern(locale: str) -> str:
    from babel import Locale

    pattern: str = Locale.parse(locale).currency_formats["standard"].pattern
    return pattern


@lru_cache
def babel_dates() -> Any:
    """Babel is loaded when first needed: it costs a tenth of a second."""
    import babel.dates

    return babel.dates


@lru_cache
def babel_numbers() -> Any:
    """Likewise."""
    import babel.numbers

    return babel.numbers
