"""A letter, made: from the docket as it was, for one reader, with only what that reader may see."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from clemency.clerk.commitments import committed
from clemency.clerk.reading import Shown
from clemency.clerk.trouble import NotKnown
from clemency.clerk.vault import Forgotten
from clemency.docket.policy import Viewer
from clemency.letters.post import Envelope, Occasion, Sheet, as_pdf, decision_of, letter_of
from clemency.letters.post.decisions import TITLES
from clemency.web import pages
from clemency.web.config import config
from clemency.web.office import clerk
from clemency.web.post.addresses import Address, address_of
from clemency.web.post.docket import File, file_of
from clemency.web.post.models import Letter
from clemency.web.words import in_language

FORM = "clemency-letter-1"
DECIDES = frozenset({"outcomes", "text", "reason", "grounds"})
"""Whoever is shown none of these of a decision gets no copy of it."""


@dataclass(frozen=True)
class Made:
    """A letter as it goes out.

    sheet     the letter itself
    enclosed  the decision that goes with it; None where there is none, or not for this reader
    record    the machine-readable entry: only what the reader is shown of it
    """

    sheet: Sheet
    enclosed: Sheet | None
    record: bytes
    address: Address

    def pdf(self) -> bytes:
        """The letter, with the record inside."""
        return as_pdf(self.sheet, self.record)

    def enclosed_pdf(self) -> bytes | None:
        """The decision, likewise."""
        return None if self.enclosed is None else as_pdf(self.enclosed, self.record)


def make(letter: Letter, *, file: File | None = None, language: str = "") -> Made:
    """The letter as it is sent, or was.

    language  to read it in another language than the reader's own

    Raises BadLetter where something in it cannot be filled, NotKnown where the entry is no more.
    """
    file = file or file_of(letter.matter)
    address = address_of(letter.who, file)
    shown = _shown(letter, file)
    record = record_of(letter, shown)
    digest = sha256(record).hexdigest()
    told = occasion(file, letter.seq, shown)
    envelope = envelope_for(letter, address, language or letter.language)
    sheet = letter_of(told, letter.letter, envelope, digest)
    enclosed = None
    if shown is not None and shown.kind in TITLES and DECIDES & set(shown.fields):
        told = replace(told, shown=frozenset(shown.fields))
        enclosed = decision_of(told, envelope, digest)
    return Made(sheet, enclosed, record, address)


def envelope_for(letter: Letter, address: Address, language: str) -> Envelope:
    """To whom it goes, and from which house."""
    return Envelope(
        who=letter.who,
        language=language,
        on=letter.made_on or clerk().today(),
        house=pages.title(in_language(language)),
        recipient=address.lines,
        contact=contact(),
        fictional=config().demo,
    )


def contact() -> tuple[str, ...]:
    """Where an answer goes."""
    return tuple(filter(None, (config().public_url.rstrip("/"),)))


def occasion(file: File, seq: int, shown: Shown | None) -> Occasion:
    """What the letter is about, with the sealed texts that its reader may read."""
    entry = file.entries[file.place(seq)][1]
    return Occasion(
        pack=file.pack(seq),
        number=file.number,
        entry=entry,
        before=file.before(seq),
        facts=file.facts(seq),
        texts=_texts(shown, file, seq),
    )


def viewer_of(who: str, on: date, person: str | None = None) -> Viewer:
    """The reader, as the policy knows them."""
    if who in clerk().pack.offices:
        return Viewer("office", who, on=on)
    return Viewer(who, person=person, on=on)


def _shown(letter: Letter, file: File) -> Shown | None:
    """The entry as its reader is shown it; None where nothing of it is for them."""
    person = getattr(file.entries[file.place(letter.seq)][1], "victim", None)
    viewer = viewer_of(letter.who, letter.made_on or clerk().today(), person)
    try:
        found = clerk().matter(letter.matter, viewer)
    except NotKnown:
        return None
    return next((one for one in found.entries if one.seq == letter.seq), None)


def _texts(shown: Shown | None, file: File, seq: int) -> dict[str, str]:
    """The texts of a decision that the reader may read. Of a countersignature, those of the grant
    it stands under lie behind an entry of their own, and are sent with that."""
    if shown is None or shown.kind not in TITLES:
        return {}
    entry = file.entries[file.place(seq)][1]
    places = {commitment: at.split("/", 2)[2] for at, commitment in committed(entry)}
    wanted = {item: places[item] for item in shown.texts.values() if item in places}
    found = clerk().desk.vault.open_all(wanted)
    return {
        wanted[item]: opened.text.decode("utf-8", "replace")
        for item, opened in found.items()
        if not isinstance(opened, Forgotten)
    }


def record_of(letter: Letter, shown: Shown | None) -> bytes:
    """What machines read: of the entry, what its reader is shown, and the leaf by which it can be
    found in the docket. Keys in order, so that equal records are equal bytes."""
    record: dict[str, Any] = {
        "form": FORM,
        "number": letter.number,
        "letter": letter.letter,
        "to": letter.who,
        "pack": clerk().pack.id,
    }
    if shown is not None:
        record["entry"] = {"place": shown.seq, "leaf": shown.leaf, "kind": shown.kind}
        record["shown"] = {
            name: _plain(value)
            for name, value in shown.fields.items()
            if value not in (None, (), False) and name != "kind"
        }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        plain = {name: _plain(one) for name, one in vars(value).items()}
        return {name: one for name, one in plain.items() if one is not None}
    return value
