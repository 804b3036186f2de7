"""Text of an expression in, typed node out: a small part of Python's syntax, read with `ast` and
never run.

Everything else is refused by name, with what to write instead.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from clemency.law.calendar import Calendar
from clemency.law.expr import Expr, Span
from clemency.law.types import BOOL, Type, Vocabulary

if TYPE_CHECKING:
    from clemency.law.pack import Define, Parameter

LONGEST = 4_000  # characters in one expression
DEEPEST = 50  # levels of Python's tree
BIGGEST = 2**53 - 1  # what every reader of JSON can hold exactly


@dataclass(frozen=True)
class Fault:
    """One thing wrong in an expression: what, where in its text (in characters), and how to mend
    it.
    """

    says: str
    start: int
    length: int
    mend: str | None = None


class Faults(Exception):
    """Everything wrong in one expression."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.says for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Scope:
    """What the names in an expression may mean.

    rows   names bound to a row, to the id of its record
    known  whether `known(...)` may be used: only where a person is asked or shown something,
    because a
           verdict that depends on what is known could be overturned by learning it
    """

    vocabulary: Vocabulary
    defines: Mapping[str, Define] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    known: bool = False
    calendar: Calendar = field(default_factory=Calendar)


def parse(text: str, scope: Scope, expects: Type | None = None) -> Expr:
    """The typed expression that `text` writes. Raises Faults.

    `expects` is the type it must have; a date that may be none is accepted where a date is expected
    only if the type says so.
    """
    from clemency.law.typist import Typist  # which needs our faults in turn

    tree = _tree(text)
    typist = Typist(text, scope)
    expr = typist.build(tree)
    if expects is not None:
        expr = typist.must_be(expr, expects, tree)
    if typist.faults:
        raise Faults(*typist.faults)
    return expr


def parse_bool(text: str, scope: Scope) -> Expr:
    """The condition that `text` writes. Raises Faults."""
    return parse(text, scope, BOOL)


def parse_names(text: str) -> frozenset[str]:
    """The names that an expression uses, the last part of dotted ones included. Raises Faults."""
    found: set[str] = set()
    for node in ast.walk(_tree(text)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return frozenset(found)


def suggestion(wrong: str, known: Mapping[str, object] | list[str] | tuple[str, ...]) -> str | None:
    """ "Did you mean ...?" where something near to `wrong` exists."""
    near = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else None


def _tree(text: str) -> ast.expr:
    """Python's reading of the text, set in parentheses so that it may have several lines."""
    _plain(text)
    try:
        tree = ast.parse(f"({text}\n)", mode="eval").body
    except SyntaxError as error:
        raise Faults(_syntax(text, error)) from None
    except (ValueError, RecursionError, MemoryError):
        raise Faults(_too_deep(text)) from None
    if isinstance(tree, ast.Tuple) and not text.strip().startswith("("):
        says = "An expression is one value, not several."
        raise Faults(Fault(says, 0, len(text), "Remove the comma."))
    layer, levels = [tree], 0
    while layer:
        layer, levels = [n for node in layer for n in ast.iter_child_nodes(node)], levels + 1  # type: ignore[misc]
        if levels > DEEPEST:
            raise Faults(_too_deep(text))
    return tree


def _too_deep(text: str) -> Fault:
    says = f"The expression is nested more than {DEEPEST} deep."
    return Fault(says, 0, len(text), "Name a part of it with [define].")


def _plain(text: str) -> None:
    """Refuse what could be read in two ways: foreign letters, stray brackets, endless text."""
    if not re.sub(r"#[^\r\n]*", "", text).strip():
        mend = "Write a condition, or remove the key."
        raise Faults(Fault("The expression is empty.", 0, max(len(text), 1), mend))
    if len(text) > LONGEST:
        says = f"The expression has {len(text)} characters; a person can follow {LONGEST}."
        raise Faults(Fault(says, 0, len(text), "Name a part of it with [define]."))
    strange = re.search(r"[^\x20-\x7e\n\t\r]|\\", text)
    if strange:
        says = f"The character U+{ord(strange[0]):04X} cannot stand in an expression."
        mend = "Type it again with plain letters and digits: it may only look like one of them."
        if strange[0] == "\\":
            says, mend = "A backslash cannot stand in an expression.", "Write the character itself."
        raise Faults(Fault(says, strange.start(), 1, mend))
    depth = 0
    for bracket in re.finditer(r"[()]", _without_words(text)):
        depth += 1 if bracket[0] == "(" else -1
        if depth < 0:
            raise Faults(Fault("This bracket closes nothing.", bracket.start(), 1, "Remove it."))
        if depth > DEEPEST:
            raise Faults(_too_deep(text))


def _without_words(text: str) -> str:
    """The text with what stands in quotes and comments blanked, every character in its place."""
    words = r"'''.*?'''|\"\"\".*?\"\"\"|'[^'\n]*'|\"[^\"\n]*\"|#[^\r\n]*"
    return re.sub(words, lambda match: " " * len(match[0]), text, flags=re.DOTALL)


def _syntax(text: str, error: SyntaxError) -> Fault:
    """A syntax error in our words, at its place in the text."""
    bare = _without_words(text)
    assigned = re.search(r"(?<![=!<>:])=(?!=)", bare)
    if assigned and not re.search(r"\b(by|nth|on|up_to)\s*$", bare[: assigned.start()]):
        says = "`=` gives a name; it does not compare."
        return Fault(says, assigned.start(), 1, "Write `==`.")
    foreign = re.search(r"&&|\|\||!(?!=)|<>|;|\?", bare)
    if foreign:
        mend = "Write `and`, `or`, `not` or `!=`; and `x if condition else y`."
        return Fault(f"`{foreign[0]}` is not used here.", foreign.start(), len(foreign[0]), mend)
    start = position(text, error.lineno or 1, (error.offset or 1) - 1)
    start = min(max(start, 0), len(text) - 1)
    mend = "Check brackets, quotes and what stands around it."
    return Fault("This is not a complete expression.", start, 1, mend)


def position(text: str, line: int, column: int) -> int:
    """Characters from the start of `text` to a place that Python names in it in parentheses."""
    if line == 1:
        return column - 1
    return sum(len(part) for part in text.splitlines(keepends=True)[: line - 1]) + column


def span_of(text: str, node: ast.expr) -> Span:
    """Where a node stands in `text`, which is plain ASCII, so that bytes are characters."""
    start = position(text, node.lineno, node.col_offset)
    end = position(text, node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    start = max(start, 0)  # without the parentheses that we set ourselves
    return Span(start, max(min(end, len(text)) - start, 1))
