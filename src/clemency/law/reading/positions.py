"""Where things stand in a TOML file. Looked up only once a mistake must be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

KeyPath = tuple[str | int, ...]
"""Keys and list indices from the top of the file: ("rule", 2, "holds")."""

_PARSER = Parser(Language(tree_sitter_toml.language()))
_KEYS = ("bare_key", "quoted_key", "dotted_key")
_SKIPPED = ("comment", "[", "]", "[[", "]]", "{", "}", ",", "=", ".")


@dataclass(frozen=True, slots=True)
class Place:
    """Bytes of the file, from `start` up to `end`."""

    start: int
    end: int


@dataclass
class Positions:
    """Every key path of one file, with the place of its key and of its value.

    `twice` lists keys that are given a second time, with the place of the first.
    """

    keys: dict[KeyPath, Place] = field(default_factory=dict)
    values: dict[KeyPath, Place] = field(default_factory=dict)
    twice: list[tuple[str, Place, Place]] = field(default_factory=list)
    broken: Place | None = None
    _lists: dict[KeyPath, int] = field(default_factory=dict)
    _headers: set[KeyPath] = field(default_factory=set)

    def key(self, path: KeyPath) -> Place | None:
        """The key that `path` ends in, or the nearest one around it that stands in the file."""
        return _nearest(self.keys, path)

    def value(self, path: KeyPath) -> Place | None:
        """The value at `path`, or the nearest thing around it."""
        return self.values.get(path) or self.key(path)


def positions(text: bytes) -> Positions:
    """All places in a file; where the file is not TOML, as far as it can be read."""
    root = _PARSER.parse(text).root_node
    found = Positions()
    if root.has_error:
        found.broken = _first_error(root)
    for node in root.children:
        if node.type == "pair":
            _pair(found, (), node)
        elif node.type == "table":
            _table(found, node, listed=False)
        elif node.type == "table_array_element":
            _table(found, node, listed=True)
    return found


def _table(found: Positions, node: Node, *, listed: bool) -> None:
    """One `[header]` or `[[header]]` and the pairs below it."""
    header = next((child for child in node.children if child.type in _KEYS), None)
    if header is None:
        return
    parts = list(_parts(header))
    path: KeyPath = ()
    for number, part in enumerate(parts, 1):
        path += (_key_text(part),)
        if listed and number == len(parts):
            found.keys.setdefault(path, Place(part.start_byte, part.end_byte))
            path = _next_item(found, path)
        elif path in found._lists:
            path += (found._lists[path],)
        found.keys.setdefault(path, Place(part.start_byte, part.end_byte))
    place = Place(parts[-1].start_byte, parts[-1].end_byte)
    if path in found._headers or path in found.values:
        found.twice.append((_key_text(parts[-1]), place, found.keys[path]))
    found._headers.add(path)
    found.keys[path] = place
    for child in node.children:
        if child.type == "pair":
            _pair(found, path, child)


def _next_item(found: Positions, path: KeyPath) -> KeyPath:
    """The path of one more item of a list of tables."""
    index = found._lists.get(path, -1) + 1
    found._lists[path] = index
    return (*path, index)


def _pair(found: Positions, above: KeyPath, node: Node) -> None:
    """`key = value`, with dotted keys and the tables and lists inside the value."""
    key = next((child for child in node.children if child.type in _KEYS), None)
    value = node.children[-1] if node.children else None
    if key is None or value is None:
        return
    path = above
    for part in _parts(key):
        path += (_key_text(part),)
        found.keys.setdefault(path, Place(part.start_byte, part.end_byte))
    place = Place(key.start_byte, key.end_byte)
    if path in found.values or path in found._headers:
        found.twice.append((".".join(map(str, path[len(above) :])), place, found.keys[path]))
    _value(found, path, value)


def _value(found: Positions, path: KeyPath, node: Node) -> None:
    found.values[path] = Place(node.start_byte, node.end_byte)
    if node.type == "inline_table":
        for child in node.children:
            if child.type == "pair":
                _pair(found, path, child)
    elif node.type == "array":
        items = [child for child in node.children if child.type not in _SKIPPED]
        for index, item in enumerate(items):
            found.keys[(*path, index)] = Place(item.start_byte, item.end_byte)
            _value(found, (*path, index), item)


def _parts(key: Node) -> Iterator[Node]:
    """The parts of `a.b.c`, which the grammar nests to the left."""
    if key.type != "dotted_key":
        yield key
        return
    for child in key.children:
        if child.type in _KEYS:
            yield from _parts(child)


def _key_text(node: Node) -> str:
    raw = (node.text or b"").decode("utf-8", "replace")
    if node.type == "bare_key":
        return raw
    at = spread(raw)
    return "".join(char for char, _ in at)


def _first_error(root: Node) -> Place | None:
    """The first place that the grammar cannot read."""
    node = root
    while True:
        broken = [c for c in node.children if c.has_error or c.is_missing or c.is_error]
        if not broken:
            return Place(node.start_byte, max(node.end_byte, node.start_byte + 1))
        node = broken[0]


def _nearest(places: dict[KeyPath, Place], path: KeyPath) -> Place | None:
    while path:
        if path in places:
            return places[path]
        path = path[:-1]
    return None


_ESCAPES = {
    "b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\",
}  # fmt: skip


def spread(raw: str) -> Sequence[tuple[str, int]]:
    """The characters a TOML string stands for, each with its place in the raw text."""
    quotes = 3 if raw[:3] in ('"""', "'''") else 1
    escapes = raw.startswith('"')
    at, end = quotes, len(raw) - quotes
    if quotes == 3 and raw[at : at + 1] == "\n":
        at += 1
    found: list[tuple[str, int]] = []
    while at < end:
        if not (escapes and raw[at] == "\\"):
            found.append((raw[at], at))
            at += 1
            continue
        sign = raw[at + 1]
        if sign in "uU":
            width = 4 if sign == "u" else 8
            found.append((chr(int(raw[at + 2 : at + 2 + width], 16)), at))
            at += 2 + width
        elif sign in _ESCAPES:
            found.append((_ESCAPES[sign], at))
            at += 2
        else:  # a backslash before the end of the line swallows all white space after it
            at += 1
            while at < end and raw[at] in " \t\n":
                at += 1
    return found
