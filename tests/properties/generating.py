"""Vocabularies, conditions over them, and facts to try them on, for Hypothesis.

A condition is written as a pack would write it and goes through the parser, so whatever is
generated has passed the type rules: guards stand where they must, no two sides move with the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import reject, settings
from hypothesis import strategies as st

from clemency.law.expr import Expr, Get, Read
from clemency.law.parse import Faults, Scope, parse
from clemency.law.reason import Env
from clemency.law.types import (
    BOOL,
    DAY,
    INT,
    TEXT,
    Bool,
    Choice,
    Day,
    Int,
    Money,
    Optional,
    RecordType,
    RowsOf,
    Type,
    Vocabulary,
)
from clemency.law.values import UNKNOWN, Between, Row, Rows, Verdict
from tests.law.building import scope

Draw = Callable[[st.SearchStrategy[Any]], Any]

ILS = Money("ILS")
TURNING_DAYS = [
    date.fromisoformat(day)
    for day in (
        "2012-02-29",
        "2015-02-28",
        "2016-02-28",
        "2016-02-29",
        "2016-03-01",
        "2019-02-27",
        "2020-02-29",
        "2020-03-31",
        "2021-03-01",
        "2023-12-31",
        "2024-02-28",
        "2024-02-29",
    )
]
"""Days that conditions name and facts lie beside: ends of February, of months, of years."""

FIGURES = {
    "wait": (INT, {"2012-03-01": 5, "2020-03-01": 1, "2024-02-29": 3}),
    "cap": (ILS, {"2015-01-01": 100, "2021-01-01": 200}),
}


def examples(share: float) -> settings:
    """A share of the examples that the profile in force asks for."""
    return settings(max_examples=max(1, round(settings().max_examples * share)))


# -- vocabularies --------------------------------------------------------------------------------


@st.composite
def vocabularies(draw: Draw, lists: bool = True, figures: bool = True, few: bool = False) -> Scope:
    """A vocabulary with a fact of every kind, and with two records, one within the other.

    few   only facts with few answers
    """
    answers = Choice(pick(draw, ("a", "b", "c"), ("a", "b"), ("a",)))
    facts: dict[str, Type] = {"b0": BOOL, "b1": BOOL, "b2": BOOL, "c0": answers}
    facts |= {"ob": Optional(BOOL), "oc": Optional(answers)}
    if not few:
        facts |= {"i0": INT, "i1": INT, "oi": Optional(INT), "m0": ILS, "om": Optional(ILS)}
        facts |= {"d0": DAY, "d1": DAY, "od": Optional(DAY), "t0": TEXT, "ot": Optional(TEXT)}
    case = RecordType("case", "cases", {"open": BOOL, "kind": answers, "said": Optional(BOOL)})
    charge = RecordType("charge", "charges", {"grave": BOOL, "sort": Optional(answers)}, "case")
    if not few:
        more = {"on": DAY, "off": Optional(DAY), "n": INT}
        case = replace(case, fields={**case.fields, **more})
        charge = replace(charge, fields={**charge.fields, "on": DAY, "fine": ILS})
    words = scope(
        facts,
        [case, charge] if lists else [],
        parameters=FIGURES if figures and not few else {},
        leap_day=pick(draw, "28-february", "1-march"),
    )
    defines = {"plain": _accepted(_Writer(draw, words), 1)}
    if lists:
        row = replace(words, rows={"case": "case"})
        defines["case.bad"] = _accepted(_Writer(draw, row), 1)
    return scope(
        facts,
        list(words.vocabulary.records.values()),
        defines=defines,
        parameters=FIGURES if figures and not few else {},
        leap_day=words.calendar.leap_day,
    )


# -- conditions ----------------------------------------------------------------------------------


@st.composite
def conditions(
    draw: Draw,
    words: Scope,
    depth: int = 2,
    about: str | None = None,
    simple: bool = False,
    dated: bool = False,
    picking: bool = False,
) -> Expr:
    """A condition that the type rules accept.

    simple   without sums and values picked over rows, or products
    dated    mostly of days that pass
    picking  of rows, and mostly of which of them are the first few
    """
    inner = replace(words, rows={about: about} if about else {})
    return parse(_accepted(_Writer(draw, inner, simple, dated, picking), depth), inner, BOOL)


def _accepted(writer: _Writer, depth: int) -> str:
    """A text that the parser takes. It knows more guards than the writer, and refuses idle ones."""
    text = writer.condition(depth)
    try:
        parse(text, writer.words, BOOL)
    except Faults as refused:
        assert all(fault.says.endswith("is never none here.") for fault in refused.faults), text
        reject()
    return text


class _Writer:
    """Writes the text of conditions, keeping to what is known not to be none."""

    def __init__(
        self,
        draw: Draw,
        words: Scope,
        simple: bool = False,
        dated: bool = False,
        picking: bool = False,
    ) -> None:
        self.draw = draw
        self.words = words
        self.simple = simple
        self.dated = dated
        self.picking = picking
        self.today = True
        self.rows = dict(words.rows)
        self.certain: set[str] = set()
        self.named = 0

    def pick(self, *options: Any) -> Any:
        return pick(self.draw, *options)

    # -- what can be read --

    def _reads(self) -> Iterator[tuple[str, Type]]:
        """Every fact and field at hand, with its type."""
        yield from self.words.vocabulary.facts.items()
        for var, record in self.rows.items():
            kind = self.words.vocabulary.records[record]
            yield from ((f"{var}.{name}", type_) for name, type_ in kind.fields.items())
            if kind.within:
                outer = self.words.vocabulary.records[kind.within]
                yield from ((f"{var}.{outer.name}.{n}", type_) for n, type_ in outer.fields.items())

    def reads(self, type_: Type) -> list[str]:
        """What can be read as a value of this type."""
        found = [text for text, own in self._reads() if own == type_]
        sure = [text for text in self.certain if self._optional().get(text) == type_]
        return [*found, *sorted(sure) * 3]

    def _optional(self) -> dict[str, Type]:
        return {text: own.of for text, own in self._reads() if isinstance(own, Optional)}

    def _lists(self) -> dict[str, str]:
        """Collections at hand, to the record they hold."""
        found = {r.plural: r.name for r in self.words.vocabulary.records.values()}
        for var, record in self.rows.items():
            for inner in self.words.vocabulary.records.values():
                if inner.within == record:
                    found[f"{var}.{inner.plural}"] = inner.name
        return found

    @contextmanager
    def sure(self, text: str) -> Iterator[None]:
        fresh = text not in self.certain
        self.certain.add(text)
        yield
        if fresh:
            self.certain.discard(text)

    @contextmanager
    def row(self, record: str) -> Iterator[str]:
        self.named += 1
        var = f"v{self.named}"
        self.rows[var] = record
        yield var
        del self.rows[var]

    @contextmanager
    def still(self) -> Iterator[None]:
        """Inside, nothing moves with the day."""
        before, self.today = self.today, False
        yield
        self.today = before

    # -- conditions --

    def condition(self, depth: int) -> str:
        forms = [self._fact, self._compare_days, self._one_of, self._is_none]
        if self.reads(INT):
            forms += [self._compare_numbers, self._compare_money, self._compare_texts]
        if self.dated:
            forms = [self._passed, self._passed, self._passed, *forms]
        if depth > 0:
            forms += [self._and, self._or, self._not, self._if, self._guarded, self._same] * 2
            if self._lists():
                forms += [self._quantified, self._quantified, self._counted, self._complete]
                forms += [] if self.simple else [self._picked]
                forms += [self._among_the_first] * 2 if self._kin() else []
            forms += [self._defined]
        if self.picking and depth > 0:
            forms = [self._among_the_first] * 3 if self._kin() else [self._quantified]
            forms += [self._and, self._or, self._not]
        return str(self.pick(*forms)(depth - 1))

    def _fact(self, depth: int) -> str:
        return str(self.pick(*self.reads(BOOL)))

    def _and(self, depth: int) -> str:
        return f"({self.condition(depth)} and {self.condition(depth)})"

    def _or(self, depth: int) -> str:
        return f"({self.condition(depth)} or {self.condition(depth)})"

    def _not(self, depth: int) -> str:
        return f"(not {self.condition(depth)})"

    def _if(self, depth: int) -> str:
        parts = (self.condition(depth), self.condition(depth), self.condition(depth))
        return "({} if {} else {})".format(*parts)

    def _same(self, depth: int) -> str:
        """One condition in two places, so that the tables alone are too weak."""
        one, other = self.condition(depth), self.condition(depth)
        form = self.pick(
            "(({a} and {b}) or (not {a} and {c}))", "({a} or not {a})", "(({b} or {a}) and {a})"
        )
        return str(form.format(a=one, b=other, c=self.condition(0)))

    def _guarded(self, depth: int) -> str:
        open_ = self._perhaps_none()
        if not open_:
            return self._fact(depth)
        text = self.pick(*open_)
        with self.sure(text):
            inside = self._about(text, depth) if self.pick(True, False) else self.condition(depth)
        outside = self.condition(0)
        form = self.pick(
            "({x} != none and {p})",
            "({x} == none or {p})",
            "({p} if {x} != none else {q})",
            "({q} if {x} == none else {p})",
            "(not ({x} == none) and {p})",
        )
        return str(form.format(x=text, p=inside, q=outside))

    def _about(self, text: str, depth: int) -> str:
        """A condition on one value that is certain not to be none."""
        kind = self._optional()[text]
        if kind == BOOL:
            return text
        if kind == DAY:
            return f"{text} {self._op()} {self.day(depth)}"
        if kind == INT:
            return f"{text} {self._op()} {self.number(depth)}"
        if isinstance(kind, Money):
            return f"{text} {self._op()} {self.money(depth)}"
        return f"{text} {self.pick('==', '!=')} {'t0' if kind == TEXT else chr(39) + 'a' + chr(39)}"

    def _op(self) -> str:
        return str(self.pick("<", "<=", "==", "!=", ">=", ">"))

    def _compare_days(self, depth: int) -> str:
        if not self.reads(DAY):
            return self._fact(depth)
        left, op = self.day(depth), self._op()
        if "today" in left:
            with self.still():
                return f"({left} {op} {self.day(depth)})"
        return f"({left} {op} {self.day(depth)})"

    def _passed(self, depth: int) -> str:
        """Whether some time has passed since a day."""
        if not self.today:
            return self._compare_days(depth)
        with self.still():
            left = self._moved(depth) if self.pick(True, True, False) else self.day(depth)
        right = self.pick("today", "today", "years_after(-5, today)", "months_after(1, today)")
        return f"({left} {self.pick('<=', '<', '>', '>=', '==', '!=')} {right})"

    def _compare_numbers(self, depth: int) -> str:
        return f"({self.number(depth)} {self._op()} {self.number(depth)})"

    def _compare_money(self, depth: int) -> str:
        return f"({self.money(depth)} {self._op()} {self.money(depth)})"

    def _compare_texts(self, depth: int) -> str:
        left = self.pick(*self.reads(TEXT), "ot")
        return f"({left} {self.pick('==', '!=')} {self.pick(chr(39) + 'x' + chr(39), 't0')})"

    def _one_of(self, depth: int) -> str:
        text, kind = self.pick(
            *((t, k) for t, k in self._reads() if k not in (BOOL, Optional(BOOL)))
        )
        bare = kind.of if isinstance(kind, Optional) else kind
        if isinstance(bare, Choice):
            some = bare.options[: self.pick(*range(1, len(bare.options) + 1))]
            options = [repr(option) for option in some]
        else:
            options = [self._constant(bare) for _ in range(self.pick(1, 2))]
        return f"({text} {self.pick('in', 'not in')} [{', '.join(options)}])"

    def _constant(self, kind: Type) -> str:
        if kind == DAY:
            return f"date('{self.pick(*TURNING_DAYS)}')"
        if kind == INT:
            return str(self.pick(-1, 0, 1, 2, 3))
        if isinstance(kind, Money):
            return f"money({self.pick(0, 100, 150)}, 'ILS')"
        return "'x'"

    def _is_none(self, depth: int) -> str:
        open_ = self._perhaps_none()
        return f"({self.pick(*open_)} {self.pick('==', '!=')} none)" if open_ else self._fact(depth)

    def _perhaps_none(self) -> list[str]:
        return [text for text in self._optional() if text not in self.certain]

    def _defined(self, depth: int) -> str:
        names = [name for name, define in self.words.defines.items() if define.of is None]
        names += [
            f"{var}.{define.id.split('.')[1]}"
            for var, record in self.rows.items()
            for define in self.words.defines.values()
            if define.of == record
        ]
        return str(self.pick(*names)) if names else self._fact(depth)

    # -- lists --

    def _quantified(self, depth: int) -> str:
        return f"{self.pick('any', 'all')}({self._loop(depth, lambda var: self.condition(depth))})"

    def _loop(self, depth: int, body: Callable[[str], str]) -> str:
        listed, record = self.pick(*self._lists().items())
        with self.row(record) as var:
            where = self.pick(None, None, self.condition(depth)) if depth >= 0 else None
            optional = [t for t, k in self._optional().items() if t.startswith(f"{var}.")]
            guard = self.pick(None, *optional) if where is None and optional else None
            if guard is None:
                inner = body(var)
            else:
                with self.sure(guard):
                    inner, where = body(var), f"{guard} != none"
        return f"{inner} for {var} in {listed}" + (f" if {where}" if where else "")

    def _counted(self, depth: int) -> str:
        return f"(count({self._loop(depth, lambda var: var)}) {self._op()} {self.pick(0, 1, 2)})"

    def _picked(self, depth: int) -> str:
        """The least, greatest or nth latest of something in rows, where there is one."""
        kind, type_ = self.pick(
            *(
                (kind, type_)
                for kind in ("min", "max", "latest", "earliest")
                for type_ in (DAY, INT)
            )
        )
        value = self.day if type_ == DAY else self.number
        if not any(t.endswith((".on", ".n")) for t in self._fields()):
            return self._counted(depth)
        with self.still():
            if kind in ("latest", "earliest"):
                loop = self._loop(depth, lambda var: str(self.pick(*self._of(var, type_))))
                var = loop.split(" for ")[1].split(" in ")[0]
                nth = self.pick("", "", ", nth=2")
                text = f"{kind}(({loop}), by={var}.on{nth})"
            else:
                loop = self._loop(depth, lambda var: str(self.pick(*self._of(var, type_))))
                text = f"{kind}({loop})"
        form = self.pick(
            "({x} != none and {x} {op} {v})", "({x} == none or {x} {op} {v})", "({x} == none)"
        )
        return str(form.format(x=text, op=self._op(), v=value(0)))

    def _kin(self) -> list[tuple[str, str]]:
        """Each row at hand with each list of its record."""
        lists = self._lists().items()
        return [(var, name) for var, own in self.rows.items() for name, of in lists if own == of]

    def _among_the_first(self, depth: int) -> str:
        """Whether a row at hand is among those picked from a list."""
        row, listed = self.pick(*self._kin())
        with self.row(self.rows[row]) as var:
            where = (
                self.pick(None, self.condition(0), self.condition(depth)) if depth >= 0 else None
            )
            keys = [self._key(var) for _ in range(self.pick(1, 1, 2))]
        by = keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
        counts = ["1", "2", "0", f"count({self._loop(-1, lambda inner: inner)})"]
        counts += [*self.reads(INT), "(2 - i0)", "wait"] if "i0" in self._facts() else []
        if not self.words.parameters:
            counts = [text for text in counts if text != "wait"]
        rows = f"{var} for {var} in {listed}" + (f" if {where}" if where else "")
        kind, up_to = self.pick("earliest", "latest"), self.pick(*counts)
        negated = self.pick("in", "in", "not in")
        return f"({row} {negated} {kind}(({rows}), by={by}, up_to={up_to}))"

    def _key(self, var: str) -> str:
        """What rows are ordered by: a day, a number, or whether something is so."""
        own = [text for kind in (DAY, INT) for text in self.reads(kind) if text in self._own(var)]
        conditions = [text for text in self.reads(BOOL) if text in self._own(var)]
        return str(self.pick(*own, *(f"0 if {text} else 1" for text in conditions)))

    def _own(self, var: str) -> list[str]:
        fields = self.words.vocabulary.records[self.rows[var]].fields
        return [f"{var}.{name}" for name in fields]

    def _facts(self) -> Mapping[str, Type]:
        return self.words.vocabulary.facts

    def _fields(self) -> list[str]:
        records = self.words.vocabulary.records.values()
        return [f"{record.name}.{name}" for record in records for name in record.fields]

    def _of(self, var: str, type_: Type) -> list[str]:
        """Fields of a row of a type, or something that stands for one where it has none."""
        found = [text for text in self.reads(type_) if text.startswith(f"{var}.")]
        return found or [self._constant(type_)]

    def _complete(self, depth: int) -> str:
        return f"{self.pick(*self._lists())}.complete"

    # -- values --

    def day(self, depth: int) -> str:
        forms: list[Callable[[int], str]] = [lambda d: self._constant(DAY)]
        forms += [lambda d: str(self.pick(*self.reads(DAY)))] * 2 if self.reads(DAY) else []
        forms += [lambda d: "today"] * 2 if self.today else []
        if depth >= 0:
            forms += [self._moved, self._moved, lambda d: self._either(self.day, d)]
        return str(self.pick(*forms)(depth - 1))

    def _moved(self, depth: int) -> str:
        unit = self.pick("years", "months", "days")
        count = self.pick(
            *{"years": (1, 4, 5, -5), "months": (1, 12, 13, -1), "days": (1, 30, 366, -1)}[unit]
        )
        number = self.number(depth) if self.pick(True, False, False, False) else str(count)
        return f"{unit}_after({number}, {self.day(depth)})"

    def _either(self, value: Callable[[int], str], depth: int) -> str:
        return f"({value(depth)} if {self.condition(0)} else {value(depth)})"

    def number(self, depth: int) -> str:
        forms: list[Callable[[int], str]] = [lambda d: str(self.pick(-1, 0, 1, 2, 3, 5))]
        forms += [lambda d: str(self.pick(*self.reads(INT)))] * 3 if self.reads(INT) else []
        forms += [lambda d: "wait"] if self.words.parameters else []
        if depth >= 0:
            forms += [self._sum_of_two, lambda d: self._either(self.number, d)]
            forms += [lambda d: f"wait(on={self.day(d)})"] if self.words.parameters else []
            forms += [self._count] if self._lists() else []
            forms += [self._sum] if self._lists() and not self.simple else []
        return str(self.pick(*forms)(depth - 1))

    def _sum_of_two(self, depth: int) -> str:
        return f"({self.number(depth)} {self._sign()} {self.number(depth)})"

    def _sign(self) -> str:
        return str(self.pick("+", "-") if self.simple else self.pick("+", "-", "*"))

    def _count(self, depth: int) -> str:
        return f"count({self._loop(depth, lambda var: var)})"

    def _sum(self, depth: int) -> str:
        with self.still():
            return f"sum({self._loop(depth, lambda var: str(self.pick(*self._of(var, INT))))})"

    def money(self, depth: int) -> str:
        forms: list[Callable[[int], str]] = [lambda d: self._constant(ILS)]
        forms += [lambda d: str(self.pick(*self.reads(ILS)))] * 3 if self.reads(ILS) else []
        forms += [lambda d: "cap"] if self.words.parameters else []
        if depth >= 0:
            forms += [
                lambda d: f"({self.money(d)} {self.pick('+', '-')} {self.money(d)})",
                lambda d: f"({self.pick(-1, 2, 3)} * {self.money(d)})",
                lambda d: self._either(self.money, d),
            ]
        return str(self.pick(*forms)(depth - 1))


def read_by(words: Scope, exprs: Iterable[Expr], about: str | None = None) -> Scope:
    """The same words without the facts and fields that no expression reads: far fewer to draw."""
    nodes = [node for expr in exprs for node in expr.walk()]
    names = {node.path for node in nodes if isinstance(node, Read)}
    fields = {node.name for node in nodes if isinstance(node, Get)}
    facts = {name: kind for name, kind in words.vocabulary.facts.items() if name in names}
    records = {
        name: replace(record, fields={f: k for f, k in record.fields.items() if f in fields})
        for name, record in words.vocabulary.records.items()
        if about or any(isinstance(node.type, RowsOf) for node in nodes)
    }
    return replace(words, vocabulary=Vocabulary(facts, records))


# -- facts ---------------------------------------------------------------------------------------


@lru_cache
def _places(count: int) -> st.SearchStrategy[int]:
    return st.integers(0, count - 1)


def pick(draw: Draw, *options: Any) -> Any:
    """One of some options, the first for preference. Far quicker than a strategy made each time."""
    return options[draw(_places(len(options)))]


def a_day(draw: Draw) -> date:
    """A day on, beside, or some years or months away from one that conditions name."""
    day, years = pick(draw, *TURNING_DAYS), pick(draw, 0, 0, 0, 1, 4, 5, -1)
    if years:
        short = day.month == 2 and day.day == 29 and years != 4
        day = date(day.year - years, 2, 28) if short else day.replace(year=day.year - years)
    return day + timedelta(days=pick(draw, 0, 0, 1, -1, 30))


def a_value(draw: Draw, kind: Type) -> Any:
    """A known value of a type."""
    match kind:
        case Optional(of=of):
            return None if pick(draw, True, False, False) else a_value(draw, of)
        case Choice(options=options):
            return pick(draw, *options)
        case Money():
            return pick(draw, 0, -100, 50, 99, 100, 101, 150, 200, 300)
        case Bool():
            return pick(draw, False, True)
        case Int():
            return pick(draw, 0, 1, 2, 3, -1, 4, 5, 6)
        case Day():
            return a_day(draw)
    return pick(draw, "x", "y")


def told(draw: Draw, kind: Type) -> Any:
    """What may be known of a fact: nothing, bounds, or its value."""
    bare = kind.of if isinstance(kind, Optional) else kind
    imprecise = isinstance(bare, Int | Day | Money)
    how = pick(draw, "unknown", "known", "known", "known", *(["bounds"] if imprecise else []))
    if how == "bounds":
        lo, hi = sorted((a_value(draw, bare), a_value(draw, bare)))
        sides = pick(draw, "both", "low", "high")
        if lo != hi:
            return Between(lo if sides != "high" else None, hi if sides != "low" else None)
    return UNKNOWN if how == "unknown" else a_value(draw, kind)


@st.composite
def env_for(draw: Draw, words: Scope, known: bool = False) -> Env:
    """Facts on a day. `known`: all of them, and every list complete."""

    def one(kind: Type) -> Any:
        return a_value(draw, kind) if known else told(draw, kind)

    env: Env = {name: one(kind) for name, kind in words.vocabulary.facts.items()}
    env["today"] = a_day(draw)
    if words.vocabulary.records:
        env |= _collections(draw, words.vocabulary, one, known)
    return env


def _collections(
    draw: Draw, vocabulary: Vocabulary, one: Callable[[Type], Any], known: bool
) -> Mapping[str, Rows]:
    """Cases with their charges, and all charges, some of which nobody has put with a case."""
    case, charge = vocabulary.records["case"], vocabulary.records["charge"]

    def complete() -> Verdict:
        return True if known else pick(draw, True, True, False, UNKNOWN)

    def row(record: RecordType, path: str, parent: Row | None) -> Row:
        fields = {name: one(kind) for name, kind in record.fields.items()}
        return Row(fields, path, parent, record.name)

    cases, charges = [], []
    for place in range(pick(draw, 0, 1, 1, 2)):
        outer = row(case, f"cases[{place}]", None)
        inner = f"{outer.path}.charges"
        within = [row(charge, f"{inner}[{n}]", outer) for n in range(pick(draw, 0, 1, 2))]
        assert isinstance(outer.fields, dict)
        outer.fields["charges"] = Rows(tuple(within), complete(), inner)
        cases.append(outer)
        charges += within
    if not known and pick(draw, False, True):
        charges.append(row(charge, "charges[0]", None))
    return {
        "cases": Rows(tuple(cases), complete(), "cases"),
        "charges": Rows(tuple(charges), complete(), "charges"),
    }


class Question:
    """A condition and facts to try it on. Not a dataclass: Hypothesis would print every node."""

    def __init__(self, words: Scope, expr: Expr, env: Env) -> None:
        self.words, self.expr, self.env = words, expr, env

    def __repr__(self) -> str:
        defines = "".join(f"\n  {d.id} = {d.expr}" for d in self.words.defines.values())
        leap_day = self.words.calendar.leap_day
        return f"{self.expr}{defines}\n  leap_day = {leap_day}\n  {shown(self.env)}"


def shown(env: Env) -> str:
    """Facts as a failing example should print them."""

    def one(value: Any) -> str:
        if isinstance(value, Rows):
            return f"Rows({[row(item) for item in value.items]}, complete={value.complete})"
        return repr(value)

    def row(item: Row) -> str:
        parent = f" in {item.parent.path}" if item.parent else ""
        return f"{item.path}{parent}: " + ", ".join(f"{k}={one(v)}" for k, v in item.fields.items())

    return "\n  ".join(f"{name} = {one(value)}" for name, value in env.items())


@st.composite
def questions(draw: Draw, depth: int = 2, known: bool = False, **kinds: Any) -> Question:
    """A condition over a vocabulary of its own, and facts of which some are not known."""
    how = {name: kinds.pop(name) for name in ("simple", "picking") if name in kinds}
    words = draw(vocabularies(**kinds))
    expr = draw(conditions(words, depth, **how))
    words = read_by(words, [expr])
    return Question(words, expr, draw(env_for(words, known=known)))
