"""What a petitioner sends, as it lies sealed in the docket: JSON that outlives its form.

    words = application.to_words(one)            # bytes for `Received.words`
    one = application.from_words(words)          # Application, Letter, Paper, or plain text as str

Whoever shows it must cope with plain text: what a clerk types at the command line is no form.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from hashlib import sha256
from typing import Any

FORM = "clemency-application-1"
LETTER = "clemency-letter-1"
FILE = b"clemency-file-1\n"

DOORS = ("myself", "relative", "counsel", "paper", "prison")
PROMPTS = ("what-happened", "what-changed", "who-was-hurt", "why-now", "what-is-asked")
STATES = ("attached", "ask-the-court", "later")
WAYS_TO_TELL = ("email", "post", "portal")


@dataclass(frozen=True)
class Person:
    """Somebody, as they gave themselves; "" where they gave nothing.

    parent    the name of a parent, where a form asks for it to tell people of one name apart
    held_at   the prison or other place in which they are held
    relation  how a relative who files stands to the person concerned, as the pack's code
    licence   a lawyer's licence number
    """

    name: str = ""
    identity: str = ""
    born_on: date | None = None
    address: str = ""
    telephone: str = ""
    email: str = ""
    held_at: str = ""
    parent: str = ""
    relation: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Answer:
    """One question as it was shown, and what was answered.

    value  as the pack's facts are written; None for "I don't know"
    """

    path: str
    question: str
    answer: str
    value: Any = None


@dataclass(frozen=True)
class Part:
    """One part of the statement, in the person's own words; `prompt` is one of PROMPTS."""

    prompt: str
    title: str
    text: str


@dataclass(frozen=True)
class Listed:
    """A document: attached, or why it is not. `what` is its code among the documents asked for."""

    what: str
    title: str
    state: str
    file: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Application:
    """A request, whole.

    person  for whom mercy is asked; filer: a relative or lawyer who files, if somebody else does
    mark    tells one sending from another, so that a broken line never sends twice
    """

    language: str
    door: str
    person: Person
    filer: Person | None = None
    answers: tuple[Answer, ...] = ()
    statement: tuple[Part, ...] = ()
    documents: tuple[Listed, ...] = ()
    declared_on: date | None = None
    tell_by: str = "portal"
    scope: str = ""
    mandate_until_on: date | None = None
    agreed_on: date | None = None
    mark: str = ""

    @property
    def told(self) -> Person:
        """Whoever is written to: the one who files, otherwise the person concerned."""
        return self.filer or self.person


@dataclass(frozen=True)
class Paper:
    """A file that was sent, as it was rebuilt to be safe to open.

    original  what is known of the file before: its media type, size and digest
    """

    name: str
    type: str
    title: str
    what: str
    content: bytes = field(repr=False, default=b"")
    original: Mapping[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hex."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Letter:
    """A letter that is no request.

    sender  name, office, address, email, telephone
    scan    the letter as it came on paper, where it did
    """

    language: str
    sender: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    mark: str = ""
    scan: Paper | None = None


# --- writing ------------------------------------------------------------------------------------


def to_words(one: Application | Letter | Paper) -> bytes:
    """The bytes that are sealed."""
    if isinstance(one, Paper):
        return _file(one)
    if isinstance(one, Letter):
        return _letter(one)
    table = {"form": FORM, **asdict(one)}
    return _json({name: value for name, value in table.items() if name not in _ABSENT or value})


_ABSENT = frozenset({"scope", "mandate_until_on", "agreed_on", "mark"})
"""What older readers of this form do not know: left out where nothing is given."""


def _letter(one: Letter) -> bytes:
    table: dict[str, Any] = {
        "form": LETTER,
        "language": one.language,
        "from": dict(one.sender),
        "text": one.text,
    }
    if one.mark:
        table["mark"] = one.mark
    if one.scan:
        content = base64.b64encode(one.scan.content).decode("ascii")
        table["scan"] = {**_head(one.scan), "content": content}
    return _json(table)


def _file(paper: Paper) -> bytes:
    return FILE + _json(_head(paper)) + b"\n" + paper.content


def _head(paper: Paper) -> dict[str, Any]:
    head: dict[str, Any] = {
        "name": paper.name,
        "type": paper.type,
        "title": paper.title,
        "what": paper.what,
        "size": len(paper.content),
        "digest": paper.digest,
    }
    return {**head, "original": dict(paper.original)} if paper.original else head


def _json(table: Mapping[str, Any]) -> bytes:
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"), default=_day).encode()


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be sealed")


# --- reading ------------------------------------------------------------------------------------


def from_words(words: bytes) -> Application | Letter | Paper | str:
    """What was sealed. What is no form of ours is given back as text, whatever it is."""
    if words.startswith(FILE):
        return _paper(words) or _text(words)
    if words.lstrip()[:1] != b"{":
        return _text(words)
    try:
        table = json.loads(words)
        if table.get("form") == FORM:
            return _application(table)
        if table.get("form") == LETTER:
            return _letter_from(table)
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    return _text(words)


def _letter_from(table: Mapping[str, Any]) -> Letter:
    return Letter(
        language=str(table.get("language") or ""),
        sender={str(k): str(v or "") for k, v in (table.get("from") or {}).items()},
        text=str(table.get("text") or ""),
        mark=str(table.get("mark") or ""),
        scan=_scan(table.get("scan")),
    )


def _scan(table: Any) -> Paper | None:
    """A scan; None where it cannot be read, since the letter's own words still can."""
    if not isinstance(table, Mapping):
        return None
    try:
        return _headed(table, base64.b64decode(table.get("content", ""), validate=True))
    except (ValueError, TypeError):
        return None


def _application(table: Mapping[str, Any]) -> Application:
    filer = table.get("filer")
    return Application(
        language=str(table.get("language", "")),
        door=str(table.get("door", "")),
        person=_person(table.get("person") or {}),
        filer=_person(filer) if filer else None,
        answers=tuple(Answer(**_own(Answer, row)) for row in table.get("answers") or ()),
        statement=tuple(Part(**_own(Part, row)) for row in table.get("statement") or ()),
        documents=tuple(Listed(**_own(Listed, row)) for row in table.get("documents") or ()),
        declared_on=_on(table.get("declared_on")),
        tell_by=str(table.get("tell_by") or "portal"),
        scope=str(table.get("scope") or ""),
        mandate_until_on=_on(table.get("mandate_until_on")),
        agreed_on=_on(table.get("agreed_on")),
        mark=str(table.get("mark") or ""),
    )


def _person(table: Mapping[str, Any]) -> Person:
    told = _own(Person, table)
    told.pop("born_on", None)
    own: dict[str, Any] = {name: str(value or "") for name, value in told.items()}
    return replace(Person(**own), born_on=_on(table.get("born_on")))


def _own(form: type, row: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the form knows: a later version may have written more."""
    known = {one.name for one in fields(form)}
    return {name: value for name, value in row.items() if name in known}


def _on(raw: Any) -> date | None:
    return date.fromisoformat(raw) if isinstance(raw, str) and raw else None


def _paper(words: bytes) -> Paper | None:
    head, _, content = words[len(FILE) :].partition(b"\n")
    try:
        return _headed(json.loads(head), content)
    except (ValueError, TypeError, AttributeError):
        return None


def _headed(table: Mapping[str, Any], content: bytes) -> Paper:
    name, kind, title, what = (str(table.get(one) or "") for one in _HEADED)
    return Paper(name, kind, title, what, content, dict(table.get("original") or {}))


_HEADED = ("name", "type", "title", "what")


def _text(words: bytes) -> str:
    return words.decode("utf-8", "replace")
