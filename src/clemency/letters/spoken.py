"""What an expression of a pack asks, in words: an outline that a lawyer can hold against the text.

Facts are named by the question that asks for them, so nothing here bends a word: a condition on a
fact is the question and the answer it must have. The expression as written stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from clemency.law.expr import (
    After,
    Aggregate,
    Arith,
    Both,
    Cash,
    Compare,
    Const,
    Either,
    Expr,
    Get,
    If,
    IsNone,
    Known,
    Named,
    Not,
    OneOf,
    Param,
    Pick,
    Quantified,
    Read,
    Var,
)
from clemency.law.types import BOOL, DAY, Choice, Optional, RowOf, RowsOf
from clemency.letters.names import Names
from clemency.letters.paths import GIVEN, VOTE, vocabulary_of

OPPOSITE: Mapping[str, str] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
"""What a comparison that is denied comes to; where a fact is not known both stay open."""

SIGNS: Mapping[str, str] = {
    "==": "equal",
    "!=": "differs",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
}


@dataclass(frozen=True)
class Outline:
    """A condition in words: a sentence, and the parts that it announces."""

    text: str
    parts: tuple[Outline, ...] = ()

    def flat(self) -> Iterator[str]:
        """Every sentence, from the top."""
        yield self.text
        for part in self.parts:
            yield from part.flat()


class Spoken:
    """Says expressions in one language.

    on  the day whose figures of the law are told beside their names
    """

    def __init__(self, names: Names, on: date) -> None:
        self.names = names
        self.words = names.words
        self.on = on
        self._records = vocabulary_of(names.pack).records

    def say(self, key: str, **params: Any) -> str:
        """A sentence of this module, filled."""
        return self.words.say(f"spoken.{key}", **params)

    # -- conditions ----------------------------------------------------------------------------

    def condition(self, expr: Expr, denied: bool = False) -> Outline:
        """What must be so for the condition to hold; `denied`: for it to fail."""
        expr = hoisted(expr)
        found = self._joined(expr, denied) or self._rows(expr, denied)
        return found or Outline(self.words.settled(self._leaf(expr, denied)))

    def yielded(self, expr: Expr) -> Outline:
        """The day or the answer that an expression yields."""
        expr = hoisted(expr)
        if not isinstance(expr, If):
            return Outline(self.words.settled(self._beside(expr, expr)))
        first = Outline(self.say("if", test=self.inline(expr.test)), (self.yielded(expr.then),))
        return Outline(self.say("depends"), (first, self._else(self.yielded(expr.other))))

    def _else(self, other: Outline) -> Outline:
        return Outline(self.say("otherwise"), (other,))

    def _joined(self, expr: Expr, denied: bool) -> Outline | None:
        match expr:
            case Not(of=of):
                return self.condition(of, not denied)
            case Both(of=parts):
                return self._list("not_all" if denied else "all", map(self.condition, parts))
            case Either(of=parts) if denied:
                refused = partial(self.condition, denied=True)
                return self._list("all", map(refused, parts))
            case Either(of=parts):
                return self._list("any", map(self.condition, parts))
            case If(test=test, then=then, other=other):
                told = self.say("if", test=self.inline(test))
                first = Outline(told, (self.condition(then, denied),))
                second = self.condition(other, denied)
                return Outline(self.say("depends"), (first, self._else(second)))
        return None

    def _list(self, key: str, parts: Iterator[Outline]) -> Outline:
        return Outline(self.say(key), tuple(parts))

    def _rows(self, expr: Expr, denied: bool) -> Outline | None:
        """A condition on the rows of a list."""
        if not isinstance(expr, Quantified):
            return None
        rows = self._those(expr.rows, expr.where)
        if isinstance(expr.body, Const):
            return Outline(self.say("no_rows" if denied else "some_rows", rows=rows))
        if expr.kind == "any":
            key = "no_row" if denied else "some_row"
        else:
            key = "not_every_row" if denied else "every_row"
        return Outline(self.say(key, rows=rows), (self.condition(expr.body),))

    def inline(self, expr: Expr) -> str:
        """A condition as part of a sentence."""
        match expr:
            case Both(of=parts):
                return self.words.listed([self._within(part) for part in parts])
            case Either(of=parts):
                return self.words.listed([self._within(part) for part in parts], "or")
            case Not(of=of) if isinstance(of, Both | Either | If):
                return self.say("not_so", what=self._within(of))
        return self._run(self.condition(expr))

    def _within(self, expr: Expr) -> str:
        """A part of a sentence, in brackets where it has parts itself."""
        said = self.inline(expr)
        return self.say("brackets", what=said) if isinstance(expr, Both | Either | If) else said

    def _run(self, outline: Outline) -> str:
        parts = [self._run(part) for part in outline.parts]
        return " ".join((outline.text, self.words.raw("cite.apart").join(parts))).strip()

    def _leaf(self, expr: Expr, denied: bool) -> str:
        """A condition without parts."""
        match expr:
            case Const(value=value):
                return self.say("never" if value is denied else "always")
            case Named() if expr.type == BOOL:
                return self.say("not_named" if denied else "named", what=self._named(expr))
            case Compare(op=op, left=left, right=right):
                return self._compared(OPPOSITE[op] if denied else op, left, right)
            case OneOf(item=item, options=options, negated=negated):
                return self._one_of(item, options, negated != denied)
            case IsNone(of=of, negated=negated):
                return self._none(of, negated != denied)
            case Known(of=of):
                return self.say("not_known" if denied else "known", what=self.value(of))
            case Get(of=of, name="complete"):
                rows = self._those(of, None)
                return self.say("not_complete" if denied else "complete", rows=rows)
            case Pick():
                return self._picked(expr, denied)
        answer = self.words.write(not denied)
        return self.words.say("value.pair", label=self.value(expr), value=answer)

    def _compared(self, op: str, left: Expr, right: Expr) -> str:
        if isinstance(left, After) and op in ("<=", ">") and _is_today(right):
            return self._passed(left, op)
        one, other = self.value(left), self._beside(right, left)
        kind = _bare(left)
        if op in ("==", "!=") and (isinstance(kind, Choice) or isinstance(right, Const)):
            key = "is" if op == "==" else "is_not"
        else:
            key = f"{'day' if kind == DAY else 'number'}_{SIGNS[op]}"
        return self.say(key, left=one, right=other)

    def _one_of(self, item: Expr, options: tuple[Any, ...], negated: bool) -> str:
        said = [self._constant(option, item) for option in options]
        if not said:
            return self.say("always" if negated else "never")
        key = "is_not" if negated and len(said) == 1 else "none_of" if negated else "is"
        return self.say(key, left=self.value(item), right=self.words.listed(said, "or"))

    def _none(self, of: Expr, negated: bool) -> str:
        """Whether there is one. What the docket has none of was not done."""
        known = isinstance(of, Read) and of.path.startswith("docket.")
        known = known or (isinstance(of, Get) and self.path(of).startswith("docket."))
        key = ("on_docket" if negated else "not_on_docket") if known else "one" if negated else "no"
        return self.say(key, what=self.value(of))

    def _picked(self, expr: Pick, denied: bool) -> str:
        """Whether a row is among the first few of a list."""
        by = self.words.listed([self.value(one) for one in expr.by])
        return self.say(
            f"not_{expr.kind}_few" if denied else f"{expr.kind}_few",
            n=self.value(expr.up_to),
            rows=self._those(expr.rows, expr.where),
            by=by,
        )

    # -- values --------------------------------------------------------------------------------

    def value(self, expr: Expr) -> str:
        """A fact, a figure, a day or an amount, as part of a sentence."""
        match expr:
            case Const(value=value):
                return self.names.value(value, expr.type)
            case Cash(value=value):
                return self.names.value(value, expr.type)
            case Read(path=path):
                return self._fact(path)
            case Var(name=name):
                return self._row_name(expr) or name
            case Get():
                return self._field(expr)
            case Named():
                return self._named(expr)
            case Param():
                return self._figure(expr)
            case After():
                return self._after(expr)
            case Arith(op=op, left=left, right=right):
                key = {"+": "plus", "-": "minus", "*": "times"}[op]
                return self.say(key, left=self.value(left), right=self.value(right))
            case If(test=test, then=then, other=other):
                parts = {"then": self._beside(then, expr), "other": self._beside(other, expr)}
                return self.say("one_or_other", test=self.inline(test), **parts)
            case Aggregate():
                return self._aggregate(expr)
        return self.inline(expr)

    def _fact(self, path: str) -> str:
        if path == "today":
            return self.say("today")
        said = self.names.label(path).rstrip(".")
        return said if path in GIVEN or path in VOTE else self.say("quoted", what=said)

    def _field(self, expr: Get) -> str:
        """A field, with the row it is of where that is not the row at hand."""
        if isinstance(expr.type, RowOf | RowsOf):
            return self._row_name(expr) or expr.name
        said = self.say("quoted", what=self.names.label(self.path(expr)).rstrip("."))
        if isinstance(expr.of, Get):
            return self.say("of_row", what=said, row=self._row_name(expr.of))
        return said

    def _row_name(self, expr: Expr) -> str:
        return self.names.noun(expr.type.record) if isinstance(expr.type, RowOf | RowsOf) else ""

    def _named(self, expr: Named) -> str:
        """A definition by its words, with its name, by which the book lists it."""
        said = self.names.phrase(f"define.{expr.id}.says")
        name = self.words.reference(expr.id)
        return self.words.say("value.noted", text=said, note=name) if said else name

    def _figure(self, expr: Param) -> str:
        """A figure of the law: what it is, and what it comes to on the day of the book."""
        said = self.say("quoted", what=self.names.figure(expr.id))
        if not _is_today(expr.on):
            return self.say("figure_on", figure=said, day=self.value(expr.on))
        current = self._current(expr)
        known = self.names.value(current, expr.type) if current is not None else ""
        return self.words.say(
            "value.noted", text=said, note=known or self.words.say("value.unknown")
        )

    def _after(self, expr: After) -> str:
        day, n = self.value(expr.day), self._number(expr.count)
        if n is None:
            return self.say(f"later_{expr.unit}", count=self.value(expr.count), day=day)
        return self._by(self.words.plural(f"spoken.after_{expr.unit}", n, day=day), expr.count)

    def _passed(self, expr: After, op: str) -> str:
        """Whether so much time has passed since a day, on the day of the answer."""
        day, n = self.value(expr.day), self._number(expr.count)
        done = "passed" if op == "<=" else "not_passed"
        if n is None:
            return self.say(f"{done}_{expr.unit}_by", count=self.value(expr.count), day=day)
        said = self.words.plural(f"spoken.length_{expr.unit}", n)
        return self._by(self.say(done, time=said, day=day), expr.count)

    def _number(self, count: Expr) -> int | None:
        """How many, where it is written in the rule or is a figure of the law as it stands."""
        if isinstance(count, Const) and isinstance(count.value, int):
            return count.value
        if isinstance(count, Param) and _is_today(count.on):
            current = self._current(count)
            return current if isinstance(current, int) else None
        return None

    def _by(self, said: str, count: Expr) -> str:
        """With the name of the figure that gives the number."""
        if not isinstance(count, Param):
            return said
        return self.say("by_figure", what=said, figure=self.names.figure(count.id))

    def _current(self, figure: Param) -> Any:
        """A figure as it stands on the day of the book; None where it is not known."""
        begun = [value for since, value in figure.values if since <= self.on]
        return begun[-1] if begun else None

    def _aggregate(self, expr: Aggregate) -> str:
        rows = self._those(expr.rows, expr.where)
        if expr.kind == "count":
            return self.say("count", rows=rows)
        what = self.value(expr.body)
        if expr.by is not None:
            key = f"{expr.kind}_row" if expr.nth == 1 else f"{expr.kind}_nth"
            return self.say(key, what=what, rows=rows, by=self.value(expr.by), n=expr.nth)
        kind = f"{expr.kind}_day" if _bare(expr.body) == DAY else expr.kind
        return self.say(kind, what=what, rows=rows)

    def _those(self, rows: Expr, where: Expr | None) -> str:
        """The rows of a list, or those of them that meet a condition."""
        said = self.say("rows", noun=self._row_name(rows))
        if isinstance(rows, Get) and isinstance(rows.of, Get | Var):
            said = self.say("of_row", what=said, row=self._row_name(rows.of))
        return self.say("those", rows=said, where=self.inline(where)) if where is not None else said

    # -- constants -----------------------------------------------------------------------------

    def _beside(self, expr: Expr, other: Expr) -> str:
        """A value; a constant is said as an answer to what stands beside it."""
        return self._constant(expr.value, other) if isinstance(expr, Const) else self.value(expr)

    def _constant(self, value: Any, other: Expr) -> str:
        path = self.path(other)
        if isinstance(value, str) and not path:
            return self.names.code(value)
        return self.names.value(value, _bare(other), path)

    def path(self, expr: Expr) -> str:
        """A path whose labels and codes an expression shares; "" where it has none."""
        match expr:
            case Read(path=path):
                return path
            case Get(of=of, name=name) if isinstance(of.type, RowOf):
                return f"{self._records[of.type.record].plural}[0].{name}"
            case Aggregate(body=body, kind="latest" | "earliest"):
                return self.path(body)
        return ""


def hoisted(expr: Expr) -> Expr:
    """The same expression with a choice between two values taken outside what is made of them.

    Nobody reads well "so many years after, namely seven if ... or else fifteen": it is said as two
    conditions, of which one or the other applies.
    """
    match expr:
        case After(count=If() as choice):
            return _each(choice, lambda count: replace(expr, count=count))
        case After(day=If() as choice):
            return _each(choice, lambda day: replace(expr, day=day))
        case Compare(left=left, right=right):
            left, right = hoisted(left), hoisted(right)
            if isinstance(left, If):
                return _each(left, lambda one: replace(expr, left=one, right=right))
            if isinstance(right, If):
                return _each(right, lambda one: replace(expr, left=left, right=one))
    return expr


def _each(choice: If, made: Callable[[Expr], Expr]) -> Expr:
    """A choice between what is made of each of its two values."""
    then, other = hoisted(made(choice.then)), hoisted(made(choice.other))
    return If(then.type, choice.test, then, other)


def _is_today(expr: Expr) -> bool:
    return isinstance(expr, Read) and expr.path == "today"


def _bare(expr: Expr) -> Any:
    """The type of what an expression yields, where there is one."""
    return expr.type.of if isinstance(expr.type, Optional) else expr.type


def nodes_of(exprs: Iterable[Expr]) -> Iterator[Expr]:
    """Every node of some expressions in reading order; the body of a definition only once."""
    known: set[str] = set()
    left = list(exprs)[::-1]
    while left:
        node = left.pop()
        yield node
        if isinstance(node, Named):
            below = [node.body, node.row] if node.id not in known else [node.row]
            known.add(node.id)
            left += [one for one in below if one is not None]
        else:
            left += reversed(tuple(node.parts()))


def reads_of(exprs: Iterable[Expr], path_of: Callable[[Expr], str]) -> tuple[str, ...]:
    """Paths of all facts and fields that expressions may read, each once, in reading order."""
    paths = [
        path_of(node)
        for node in nodes_of(exprs)
        if isinstance(node, Read | Get) and not isinstance(node.type, RowOf)
    ]
    return tuple(dict.fromkeys(path for path in paths if path))
