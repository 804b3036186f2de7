"""Entries as they are stored, and back: JSON-ready, strict, and quick enough to read whole dockets.

An entry is stored in three parts. The header says when and by whom; `commits` holds its commitments
by field; the body holds everything else. A field that has its default is left out, so that every
entry can be written in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from clemency.docket.entry import HEADER, Entry
from clemency.docket.shape import Shape, shapes_of

BIGGEST = 2**53 - 1  # the largest whole number that every reader of JSON holds exactly
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}").fullmatch
_COMMITMENT = re.compile(r"[0-9a-f]{64}").fullmatch


class BadEntry(ValueError):
    """Something stored, or ordered, is not such an entry.

    kind, field  where; the field is empty where the entry as a whole is meant
    fault        what is wrong, as a code
    says         the same in words
    """

    def __init__(self, kind: str, field: str, fault: str, says: str) -> None:
        super().__init__(f"{kind}.{field}: {says}." if field else f"{kind}: {says}.")
        self.kind, self.field, self.fault, self.says = kind, field, fault, says


class Wrong(Exception):
    """One value is not what its field holds: a code for the fault, and words."""

    def __init__(self, fault: str, says: str, field: str = "") -> None:
        super().__init__(says)
        self.fault, self.says, self.field = fault, says, field

    def within(self, name: str) -> Wrong:
        """The same, seen from the field or row around it."""
        field = f"{name}.{self.field}" if self.field else name
        return Wrong(self.fault, self.says, field)


# --- reading one value --------------------------------------------------------------------------

Reads = Callable[[Any], Any]


def _yes_no(raw: Any) -> bool:
    if raw is True or raw is False:
        return bool(raw)
    raise Wrong("not-yes-no", f"{raw!r} is neither true nor false")


def _number(raw: Any) -> int:
    if type(raw) is not int:
        raise Wrong("not-a-number", f"{raw!r} is not a whole number")
    if abs(raw) > BIGGEST:
        raise Wrong("too-big", f"{raw!r} is beyond 2^53, which not every reader holds exactly")
    return raw


def _day(raw: Any) -> date:
    if type(raw) is not str or len(raw) != 10 or not raw[4] == raw[7] == "-":
        raise Wrong("not-a-day", f"{raw!r} is not a day written as year-month-day")
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise Wrong("impossible-day", f"{raw} is no day: {error}") from None


def _code(raw: Any) -> str:
    if type(raw) is str and _CODE(raw):
        return raw
    says = f"{raw!r} is not a code: small letters a-z, digits, - and _, at most 64"
    raise Wrong("not-a-code", says)


def _commitment(raw: Any) -> str:
    if type(raw) is str and _COMMITMENT(raw):
        return raw
    raise Wrong("not-a-commitment", "not a commitment: 64 hexadecimal digits in small letters")


def _one_of(choices: tuple[str, ...]) -> Reads:
    def reads(raw: Any) -> str:
        if type(raw) is str and raw in choices:
            return raw
        raise Wrong("not-one-of", f"{raw!r} is not one of {', '.join(choices)}")

    return reads


def _list_of(reads_one: Reads) -> Reads:
    def reads(raw: Any) -> tuple[Any, ...]:
        if type(raw) is not list:
            raise Wrong("not-a-list", f"{raw!r} is not a list")
        return tuple([reads_one(one) for one in raw])

    return reads


def _row(cls: type) -> Reads:
    form = _form(cls)

    def reads(raw: Any) -> Any:
        if type(raw) is not dict:
            raise Wrong("not-a-row", f"{raw!r} is not a row")
        values = form.defaults.copy()
        form.read(raw, values)
        form.complete(values)
        return cls(**values)

    return reads


_BY_KIND: Mapping[str, Reads] = {
    "yes-no": _yes_no,
    "number": _number,
    "day": _day,
    "code": _code,
    "commitment": _commitment,
    "codes": _list_of(_code),
}


def _reads(shape: Shape) -> Reads:
    if shape.choices:
        return _one_of(shape.choices)
    if shape.row is not None:
        return _list_of(_row(shape.row))
    return _BY_KIND[shape.holds]


# --- reading an entry ---------------------------------------------------------------------------


_NO_DEFAULT = object()


class _Form:
    """How the fields of one class are read: built once, used for every entry."""

    __slots__ = ("count", "defaults", "optional", "reads")

    def __init__(self, shapes: tuple[Shape, ...]) -> None:
        self.count = len(shapes)
        self.reads = {shape.name: _reads(shape) for shape in shapes}
        self.optional = frozenset(shape.name for shape in shapes if shape.optional)
        self.defaults = {shape.name: shape.default for shape in shapes if not shape.needed}

    def read(self, raw: Mapping[str, Any], values: dict[str, Any]) -> None:
        """Put the values given into `values`. Raises Wrong for the first that cannot be read."""
        reads, default = self.reads, self.defaults.get
        name = ""
        try:
            for name, given in raw.items():
                values[name] = value = reads[name](given)
                if value == default(name, _NO_DEFAULT):
                    raise Wrong("default-written", "a default is left out, never written")
        except Wrong as wrong:
            raise wrong.within(name) from None
        except KeyError:
            raise Wrong("unknown-field", "there is no such field", name) from None

    def read_given(
        self, names: tuple[str, ...], raw: Mapping[str, Any], values: dict[str, Any]
    ) -> None:
        """The same for some names only, of which those that are absent or none are passed over."""
        reads = self.reads
        name = ""
        try:
            for name in names:
                given = raw.get(name)
                if given is not None:
                    values[name] = reads[name](given)
        except Wrong as wrong:
            raise wrong.within(name) from None

    def read_one(self, name: str, given: Any) -> Any:
        """One value, which may be none where the field may be. Raises Wrong."""
        if given is None and name in self.optional:
            return None
        try:
            return self.reads[name](given)
        except Wrong as wrong:
            raise wrong.within(name) from None
        except KeyError:
            raise Wrong("unknown-field", "there is no such field", name) from None

    def complete(self, values: Mapping[str, Any]) -> None:
        """Raises Wrong where a field that has no default is missing."""
        if len(values) < self.count:
            missing = next(name for name in self.reads if name not in values)
            raise Wrong("missing", "it is missing", missing)


_FORMS: dict[type, _Form] = {}
_PARTS: dict[type, tuple[_Form, _Form, _Form]] = {}


def _form(cls: type) -> _Form:
    if cls not in _FORMS:
        _FORMS[cls] = _Form(shapes_of(cls))
    return _FORMS[cls]


def _parts(cls: type[Entry]) -> tuple[_Form, _Form, _Form]:
    """How a whole entry of one kind is read; its commitments alone; its body alone."""
    if cls not in _PARTS:
        shapes = shapes_of(cls)
        commits = tuple(s for s in shapes if s.name not in HEADER and s.apart)
        inside = tuple(s for s in shapes if s.name not in HEADER and not s.apart)
        _PARTS[cls] = _form(cls), _Form(commits), _Form(inside)
    return _PARTS[cls]


def read(cls: type[Entry], header: Mapping[str, Any], body: Mapping[str, Any]) -> Entry:
    """The entry of one kind that these parts hold. Raises BadEntry.

    Header keys that are not the entry's own (sequence, chain, pack...) are the seal's affair.
    """
    whole, commits, inside = _parts(cls)
    values = whole.defaults.copy()
    try:
        whole.read_given(HEADER, header, values)
        if sealed := header.get("commits"):
            commits.read(sealed, values)
        inside.read(body, values)
        whole.complete(values)
    except Wrong as wrong:
        raise BadEntry(cls.__name__, wrong.field, wrong.fault, wrong.says) from None
    entry = object.__new__(cls)
    entry.__dict__.update(values)  # every value is checked: the constructor would only copy them
    return entry


# --- writing ------------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """A value as JSON holds it: a day as text, a row as an object without its defaults."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return _written(value, shapes_of(type(value)))


def _written(value: Any, shapes: tuple[Shape, ...]) -> dict[str, Any]:
    pairs = [(shape, getattr(value, shape.name)) for shape in shapes]
    return {s.name: plain(one) for s, one in pairs if s.needed or one != s.default}


def header(entry: Entry) -> dict[str, Any]:
    """When and by whom, and the commitments by field."""
    shapes = shapes_of(type(entry))
    beside: dict[str, Any] = {name: plain(getattr(entry, name)) for name in HEADER}
    beside["commits"] = _written(entry, tuple(s for s in shapes if s.apart))
    return beside


def body(entry: Entry) -> dict[str, Any]:
    """Everything else that the entry holds, in the order of its declaration."""
    shapes = shapes_of(type(entry))
    return _written(entry, tuple(s for s in shapes if s.name not in HEADER and not s.apart))


def value_of(cls: type, name: str, given: Any) -> Any:
    """One field's value from its plain form. Raises Wrong, which says what is wrong and where."""
    return _form(cls).read_one(name, plain(given))
