"""What the register shows of a matter: the entries that the policy shows to everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clemency.clerk.office import Clerk
from clemency.clerk.reading import Matter, Shown
from clemency.clerk.vault import Forgotten
from clemency.docket.entries import KINDS
from clemency.docket.policy import Viewer, sight
from clemency.law.pack import Pack
from clemency.letters.names import Names
from clemency.letters.speech import Speaker
from clemency.letters.told import Told
from clemency.letters.words import Words
from clemency.web.application import Application, Letter, Paper, from_words


@dataclass(frozen=True)
class Line:
    """One entry of a matter as the public sees it.

    texts  what was published with it, in the words in which it was written
    who    the office that wrote or spoke, as a code; empty where it is not of somebody outside
    """

    kind: str
    told: Told
    texts: tuple[str, ...]
    leaf: str
    who: str


@dataclass(frozen=True)
class Kind:
    """One kind of entry in the legend: what is shown of it, and what is not."""

    title: str
    shown: tuple[str, ...]
    withheld: tuple[str, ...]


def lines_of(clerk: Clerk, matter: Matter, viewer: Viewer, words: Words) -> tuple[Line, ...]:
    """The entries in order, newest last."""
    speaker = Speaker(clerk.pack, words.language, None, clerk.today())
    return tuple(_line(clerk, matter, entry, viewer, speaker) for entry in matter.entries)


def _line(clerk: Clerk, matter: Matter, entry: Shown, viewer: Viewer, speaker: Speaker) -> Line:
    texts = tuple(_texts(clerk, matter, entry.texts.values(), viewer))
    told = {
        name: value
        for name, value in entry.fields.items()
        if not (texts and value in entry.texts.values())  # the words stand below
    }
    who = entry.fields.get("speaker_office") or entry.fields.get("sender_office") or ""
    return Line(entry.kind, speaker.entry(told, entry.kind), texts, entry.leaf, who)


def _texts(clerk: Clerk, matter: Matter, items: Iterable[str], viewer: Viewer) -> Iterator[str]:
    for item in items:
        found = clerk.text(matter.ref, item, viewer)
        if not isinstance(found, Forgotten) and (said := _said(found)):
            yield said


def _said(words: bytes) -> str:
    """A published text; of a letter, only what it says and nothing of who wrote it."""
    match from_words(words):
        case Letter(text=said) | str(said):
            return said
        case Application() | Paper():
            return ""


def legend(pack: Pack, words: Words) -> tuple[tuple[Kind, ...], tuple[str, ...]]:
    """What the pack shows to everybody, and the kinds of which nothing is shown."""
    names, public = Names(pack, words), Viewer("public")
    written = {act.writes for act in pack.acts.values()} | {
        law.writes for law in pack.by_law.values()
    }
    shown, hidden = list[Kind](), list[str]()
    for kind in KINDS:
        if kind not in written:
            continue
        seen = sight(pack, public, kind)
        if not seen:
            hidden.append(names.kind(kind))
            continue
        told = [names.field(name, kind) for name in _fields(kind) if name in seen]
        rest = [names.field(name, kind) for name in _fields(kind) if name not in seen]
        shown.append(Kind(names.kind(kind), tuple(told), tuple(rest)))
    return tuple(shown), tuple(hidden)


def _fields(kind: str) -> list[str]:
    from clemency.docket.shape import own

    return [shape.name for shape in own(KINDS[kind])]
