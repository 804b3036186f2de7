"""What a condition says of a value besides itself: that it is not none, or of which common type."""

from __future__ import annotations

import ast

from clemency.law.expr import Both, Either, Expr, IsNone, Named, Not
from clemency.law.types import NOTHING, TEXT, Choice, Optional, Text, Type


def not_none(expr: Expr | None, value: bool) -> frozenset[Expr]:
    """What is known not to be none where `expr` has that value."""
    match expr:
        case IsNone(of=of, negated=negated) if negated is value:
            return frozenset({of})
        case Both(of=parts) if value:
            return frozenset().union(*(not_none(part, True) for part in parts))
        case Either(of=parts) if not value:
            return frozenset().union(*(not_none(part, False) for part in parts))
        case Not(of=of):
            return not_none(of, not value)
        case Named(body=body, row=None):
            return not_none(body, value)
    return frozenset()


def dotted(node: ast.expr) -> str | None:
    """`docket.filed_on` as one name, where it is only names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before is not None else None
    return None


def alike(left: Type, right: Type) -> bool:
    """Whether values of the two types can be compared."""
    if isinstance(left, Choice) and isinstance(right, Choice):
        return bool(set(left.options) & set(right.options))
    if {type(left), type(right)} == {Choice, Text}:
        return True
    return left == right


def common(left: Type, right: Type) -> Type | None:
    """The type of a value that may be either."""
    if left == right:
        return left
    if NOTHING in (left, right):
        other = right if left == NOTHING else left
        return other if isinstance(other, Optional) else Optional(other)
    bare = [t.of if isinstance(t, Optional) else t for t in (left, right)]
    if isinstance(bare[0], Choice) and isinstance(bare[1], Choice):
        merged: Type = Choice(tuple(dict.fromkeys((*bare[0].options, *bare[1].options))))
    elif isinstance(bare[0], Choice | Text) and isinstance(bare[1], Choice | Text):
        merged = TEXT
    elif bare[0] == bare[1]:
        merged = bare[0]
    else:
        return None
    return Optional(merged) if Optional in (type(left), type(right)) else merged
