"""Text of an expression in, typed node out: a small part of Python's syntax, read with `ast` and never run.

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
BIGGEST = 2**53 - 1  # what every reader of JSON can hold exactly


@dataclass(frozen=True)
class Fault:
    """One thing wrong in an expression: what, where in its text (in characters), and how to mend it."""

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
    known  whether `known(...)` may be used: only where a person is asked or shown something, because a verdict
           that depends on what is known could be overturned by learning it
    """

    vocabulary: Vocabulary
    defines: Mapping[str, Define] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    known: bool = False
    calendar: Calendar = field(default_factory=Calendar)


def parse(text: str, scope: Scope, expects: Type | None = None) -> Expr:
    """The typed expression that `text` writes. Raises Faults.

    `expects` is the type it must have; a date that may be none is accepted where a date is expected only if
    the type says so.
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
    """Python's reading of the text. The text is set in parentheses, so that it may run over several lines."""
    _plain(text)
    try:
        tree = ast.parse(f"({text}\n)", mode="eval").body
    except SyntaxError as error:
        raise Faults(_syntax(text, error)) from None
    except (ValueError, RecursionError, MemoryError):
        raise Faults(
            Fault("This expression cannot be read.", 0, len(text), "Make it simpler.")
        ) from None
    if isinstance(tree, ast.Tuple) and not text.strip().startswith("("):
        raise Faults(
            Fault("An expression is one value, not several.", 0, len(text), "Remove the comma.")
        )
    return tree


def _plain(text: str) -> None:
    """Refuse what could be read in two ways before Python reads it: foreign letters, stray brackets, endless text."""
    if not text.strip():
        raise Faults(
            Fault(
                "The expression is empty.",
                0,
                max(len(text), 1),
                "Write a condition, or remove the key.",
            )
        )
    if len(text) > LONGEST:
        says = (
            f"The expression has {len(text)} characters; at most {LONGEST} can be read by a person."
        )
        raise Faults(Fault(says, 0, len(text), "Name a part of it with [define]."))
    strange = re.search(r"[^\x20-\x7e\n\t\r]", text)
    if strange:
        says = f"The character U+{ord(strange[0]):04X} cannot stand in an expression."
        mend = "Type it again with plain letters and digits: it may only look like one of them."
        raise Faults(Fault(says, strange.start(), 1, mend))
    depth = 0
    for match in re.finditer(r"'[^'\n]*'|\"[^\"\n]*\"|#[^\n]*|[()]", text):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth < 0:
            raise Faults(Fault("This bracket closes nothing.", match.start(), 1, "Remove it."))
        if depth > 40:
            raise Faults(
                Fault(
                    "Brackets are nested more than 40 deep.",
                    match.start(),
                    1,
                    "Name a part with [define].",
                )
            )


def _syntax(text: str, error: SyntaxError) -> Fault:
    """A syntax error in our words, at its place in the text."""
    start = position(text, error.lineno or 1, (error.offset or 1) - 1)
    start = min(max(start, 0), max(len(text) - 1, 0))
    assigned = re.search(r"(?<![=!<>(,])\s?=(?!=)", text)
    if assigned and not re.search(r"\b(by|nth|on)\s*=", text[: assigned.end()]):
        at = text.index("=", assigned.start())
        return Fault("`=` gives a name; it does not compare.", at, 1, "Write `==`.")
    if "&&" in text or "||" in text:
        at = max(text.find("&&"), text.find("||"))
        return Fault(f"`{text[at : at + 2]}` is not used here.", at, 2, "Write `and` or `or`.")
    return Fault(
        "This is not a complete expression.",
        start,
        1,
        "Check brackets, quotes and what stands around it.",
    )


def position(text: str, line: int, column: int) -> int:
    """Characters from the start of `text` to a place that Python names in the text set in parentheses."""
    before = sum(len(part) + 1 for part in text.split("\n")[: line - 1])
    return before + column - (1 if line == 1 else 0)


def span_of(text: str, node: ast.expr) -> Span:
    """Where a node stands in `text`. The text is plain ASCII, so bytes are characters."""
    start = position(text, node.lineno, node.col_offset)
    end = position(text, node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    return Span(start, max(end - start, 1))
