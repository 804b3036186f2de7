"""The fields of an entry: sealed into canonical bytes, and opened again.

An entry is printable ASCII. Every text in it is a code, a date, an instant or a hash, so that a
name has nowhere to stand: words live elsewhere, under a key that can be destroyed, and the entry
holds a commitment to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from clemency.docket.seal.canonical import (
    CAP_BYTES,
    LARGEST,
    NotCanonical,
    Path,
    decode,
    decode_trusted,
    encode,
    show,
)

VERSION: Final = 1
"""The version of the envelope itself; each kind of entry has its own besides."""

CODE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""The name of an act, an office, an officer, a stage: letters, digits, - and _."""

HEADER: Final = ("on", "act", "office", "officer", "second", "corrects")
"""What every entry says besides its body: the legal day, and who acted as what."""

_KIND = re.compile(r"[A-Z][A-Za-z0-9]{0,63}")
_ORIGIN = re.compile(r"[a-z0-9](?:[a-z0-9._/-]{0,253}[a-z0-9])?")
_PACK_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ITEM = re.compile(r"[a-z0-9](?:[a-z0-9_.-]|\[[0-9]{1,6}\]){0,63}")
_HASH = re.compile(r"[0-9a-f]{64}")
_MATTER = re.compile(r"[0-9a-f]{32}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


class NotAnEntry(NotCanonical):
    """A canonical value that is no entry: a field is missing, unknown or of a wrong form."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the clerk adds to an entry: its place in the docket, and under which law it was written.

    origin       names the docket, as in its checkpoints
    seq          its place in the whole docket, from 0
    recorded_at  the instant of writing, UTC, to the microsecond; the legal day is the header's `on`
    matter       random reference of the matter, 32 hex digits
    matter_seq   its place in the matter, from 0
    matter_prev  leaf hash of the matter's entry before, as hex; None for the first
    pack         id, version and digest of the pack in force
    state        the stage before and after; None before the first entry
    auth         how the officer proved to be the officer
    nonce        32 random bytes, so that the leaf hash says nothing to somebody who guesses
    findings     digests of the findings the act rests on
    """

    origin: str
    seq: int
    recorded_at: datetime
    matter: str
    matter_seq: int
    matter_prev: str | None
    pack: tuple[str, str, str]
    state: tuple[str | None, str]
    auth: str
    nonce: bytes
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """One entry, opened.

    header   `on` (ISO date), `act`, `office`, `officer`, `second`, `corrects`; all but `on` may be
             None
    body     what the kind of entry says, as JSON holds it: dates as ISO text, rows as mappings
    commits  commitments by the name of what was committed to
    """

    kind: str
    kind_v: int
    header: Mapping[str, str | None]
    body: Mapping[str, Any]
    commits: Mapping[str, str]
    stamp: Stamp


def seal(
    kind: str,
    kind_version: int,
    header: Mapping[str, str | None],
    body: Mapping[str, Any],
    commits: Mapping[str, str],
    stamp: Stamp,
    *,
    cap: int | None = CAP_BYTES,
) -> bytes:
    """The bytes of an entry, as they are stored and hashed for ever.

    A header field left out is null. Raises NotAnEntry naming the field that cannot be written, or
    NotCanonical where the whole is longer than `cap` bytes.
    """
    if unknown := set(header) - set(HEADER):
        raise _refused(("header",), f"the unknown field {min(unknown)!r}", _one_of(HEADER))
    sealed: dict[str, Any] = {
        "v": VERSION,
        "kind": kind,
        "kind_v": kind_version,
        **dict.fromkeys(HEADER),
        **header,
        "body": body,
        "commits": commits,
        **_stamped(stamp),
    }
    _examine(sealed)
    return encode(sealed, cap=cap)


def open(data: bytes, *, cap: int | None = CAP_BYTES) -> Envelope:
    """The entry in `data`, every field examined. Raises NotCanonical (NotAnEntry is one)."""
    sealed = decode(data, cap=cap)
    if not isinstance(sealed, dict):
        raise _refused((), "a value that is no object", "an entry is one.")
    _examine(sealed)
    return _envelope(sealed)


def open_trusted(data: bytes) -> Envelope:
    """The entry in bytes that our own store wrote: nothing is examined."""
    return _envelope(decode_trusted(data))


def instant(at: datetime) -> str:
    """RFC 3339 in UTC with six decimals. Raises ValueError for any other zone, or none."""
    if at.utcoffset() != timedelta(0):
        raise ValueError(f"{at.isoformat()} is not in UTC.")
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _stamped(stamp: Stamp) -> dict[str, Any]:
    """The stamp's fields as JSON holds them."""
    plain = {field.name: getattr(stamp, field.name) for field in fields(Stamp)}
    try:
        plain["recorded_at"] = instant(stamp.recorded_at)
    except ValueError as error:
        raise _refused(("recorded_at",), "an instant", str(error)) from None
    plain["pack"] = dict(zip(("id", "version", "digest"), stamp.pack, strict=True))
    plain["nonce"] = stamp.nonce.hex()
    return plain


def _envelope(sealed: Mapping[str, Any]) -> Envelope:
    pack, (before, after) = sealed["pack"], sealed["state"]
    return Envelope(
        kind=sealed["kind"],
        kind_v=sealed["kind_v"],
        header={name: sealed[name] for name in HEADER},
        body=sealed["body"],
        commits=sealed["commits"],
        stamp=Stamp(
            origin=sealed["origin"],
            seq=sealed["seq"],
            recorded_at=datetime.fromisoformat(sealed["recorded_at"]),
            matter=sealed["matter"],
            matter_seq=sealed["matter_seq"],
            matter_prev=sealed["matter_prev"],
            pack=(pack["id"], pack["version"], pack["digest"]),
            state=(before, after),
            auth=sealed["auth"],
            nonce=bytes.fromhex(sealed["nonce"]),
            findings=tuple(sealed["findings"]),
        ),
    )


# --- what each field may hold ---------------------------------------------------------------------

Examine = Callable[[Any, Path], None]


def _text(form: re.Pattern[str], what: str) -> Examine:
    def examine(value: Any, path: Path) -> None:
        if not (isinstance(value, str) and form.fullmatch(value)):
            raise _refused(path, _brief(value), f"{what} must stand here.")

    return examine


def _or_none(inner: Examine) -> Examine:
    def examine(value: Any, path: Path) -> None:
        if value is not None:
            inner(value, path)

    return examine


def _count(value: Any, path: Path) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        raise _refused(path, _brief(value), "a whole number from 0 must stand here.")


def _day(value: Any, path: Path) -> None:
    _text(_DAY, "a day written YYYY-MM-DD")(value, path)
    try:
        date.fromisoformat(value)
    except ValueError:
        raise _refused(path, _brief(value), "the calendar has no such day.") from None


def _moment(value: Any, path: Path) -> None:
    _text(_INSTANT, "an instant written YYYY-MM-DDThh:mm:ss.ffffffZ")(value, path)
    try:
        real = instant(datetime.fromisoformat(value).astimezone(UTC)) == value
    except ValueError:
        real = False
    if not real:
        raise _refused(path, _brief(value), "there is no such day or time of day.")


_code = _text(CODE, "a code (1 to 64 of a-z 0-9 _ -, a letter or digit first)")
_hash = _text(_HASH, "a hash (64 hex digits, lower case)")
_item = _text(_ITEM, "the name of what is committed to (a code, or a path made of codes)")
_pack_version = _text(_PACK_VERSION, "a version (1 to 64 letters, digits and . _ -)")


def _state(value: Any, path: Path) -> None:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise _refused(path, _brief(value), "the stages before and after must stand here.")
    _or_none(_code)(value[0], (*path, 0))
    _code(value[1], (*path, 1))


def _pack(value: Any, path: Path) -> None:
    if not isinstance(value, Mapping) or set(value) != {"id", "version", "digest"}:
        raise _refused(path, _brief(value), "a pack's id, version and digest must stand here.")
    _code(value["id"], (*path, "id"))
    _pack_version(value["version"], (*path, "version"))
    _hash(value["digest"], (*path, "digest"))


def _hashes(value: Any, path: Path) -> None:
    if not isinstance(value, (list, tuple)):
        raise _refused(path, _brief(value), "an array of hashes must stand here.")
    for index, item in enumerate(value):
        _hash(item, (*path, index))


def _commits(value: Any, path: Path) -> None:
    if not isinstance(value, Mapping):
        raise _refused(path, _brief(value), "commitments by name must stand here.")
    for name, commitment in value.items():
        _item(name, (*path, str(name)))
        _hash(commitment, (*path, name))


def _body(value: Any, path: Path) -> None:
    if not isinstance(value, Mapping):
        raise _refused(path, _brief(value), "the fields of the entry's kind must stand here.")
    for name, item in _named(value, path):
        if isinstance(item, (list, tuple)):
            for index, element in enumerate(item):
                _element(element, (*path, name, index))
        else:
            _scalar(item, (*path, name))


def _element(value: Any, path: Path) -> None:
    """A scalar, or a row: a flat object whose fields are scalars or arrays of scalars."""
    if not isinstance(value, Mapping):
        return _scalar(value, path)
    for name, item in _named(value, path):
        if isinstance(item, (list, tuple)):
            for index, element in enumerate(item):
                _scalar(element, (*path, name, index))
        else:
            _scalar(item, (*path, name))


def _named(value: Mapping[Any, Any], path: Path) -> Iterable[tuple[str, Any]]:
    for name, item in value.items():
        _code(name, (*path, str(name)))
        yield name, item


def _scalar(value: Any, path: Path) -> None:
    """True, false, null, a whole number, a day, a code or a commitment; never words."""
    if isinstance(value, str):
        if _DAY.fullmatch(value):
            return _day(value, path)
        if not CODE.fullmatch(value):  # a hash in hex is a code too
            raise _refused(  # without quoting it: it may be somebody's name
                path,
                f"a text of {len(value)} characters that is no code",
                "an entry holds no words: seal the text and write its commitment here.",
            )
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise _refused(path, "a number beyond 2^53", "some readers would round it.")
    elif value is not None:
        raise _refused(
            path,
            _brief(value),
            "true, false, null, a whole number, a day or a code must stand here.",
        )


def _version(value: Any, path: Path) -> None:
    if isinstance(value, bool) or value != VERSION:
        raise _refused(path, _brief(value), f"this program reads version {VERSION} of the format.")


FIELDS: Final[Mapping[str, Examine]] = MappingProxyType(
    {
        "v": _version,
        "origin": _text(_ORIGIN, "the docket's origin (such as office.example/docket)"),
        "seq": _count,
        "kind": _text(_KIND, "the kind of entry, a capital letter first"),
        "kind_v": _count,
        "recorded_at": _moment,
        "on": _day,
        "matter": _text(_MATTER, "the matter's reference (32 hex digits, lower case)"),
        "matter_seq": _count,
        "matter_prev": _or_none(_hash),
        "act": _or_none(_code),
        "office": _or_none(_code),
        "officer": _or_none(_code),
        "second": _or_none(_code),
        "state": _state,
        "pack": _pack,
        "findings": _hashes,
        "commits": _commits,
        "corrects": _or_none(_code),
        "auth": _code,
        "body": _body,
        "nonce": _hash,
    }
)
"""Every field of an entry, and what may stand in it. All are there in every entry."""


def _examine(sealed: Mapping[str, Any]) -> None:
    if missing := FIELDS.keys() - sealed.keys():
        raise _refused((), f"no field {min(missing)!r}", "every entry has it.")
    if unknown := sealed.keys() - FIELDS.keys():
        raise _refused((), f"the unknown field {min(unknown)!r}", _one_of(FIELDS))
    for name, examine in FIELDS.items():
        examine(sealed[name], (name,))
    if (sealed["matter_prev"] is None) is not (sealed["matter_seq"] == 0):
        raise _refused(
            ("matter_prev",),
            _brief(sealed["matter_prev"]),
            "a matter's first entry has null here, every other the leaf hash of the one before.",
        )


def _refused(path: Path, what: str, why: str) -> NotAnEntry:
    return NotAnEntry(what, why, path=show(path))


def _one_of(names: Iterable[str]) -> str:
    return f"the fields are {', '.join(sorted(names))}."


def _brief(value: Any) -> str:
    shown = ascii(value)
    return shown if len(shown) <= 64 else shown[:61] + "..."
