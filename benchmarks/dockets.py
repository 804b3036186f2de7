"""Stored entries to read: the course of a petition, again and again, sealed as the clerk seals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count, islice
from typing import Any

from clemency.docket import entries as e
from clemency.docket.entry import Commitment
from clemency.docket.seal import envelope, tree

Fields = dict[str, Any]

FIRST_DAY = date(2024, 1, 1)
OFFICES = ("police", "prosecution", "prison-service", "welfare")


def one_matter(size: int) -> list[bytes]:
    """The stored bytes of a matter with so many entries."""
    return list(_sealed(islice(_life(), size), "a" * 32))


def matters(number: int, size: int) -> list[list[bytes]]:
    """Several matters, each with so many entries."""
    return [list(_sealed(islice(_life(), size), f"{place:032x}")) for place in range(number)]


def _life() -> Iterator[e.Entry]:
    """A petition, examined over and over without end; twenty-five entries are a whole course."""
    for turn in count():
        on = FIRST_DAY + timedelta(days=30 * turn)
        yield from _way_in(on, turn)
        yield from _examination(on + timedelta(days=10), turn)
        yield from _decision(on + timedelta(days=25), turn)


def _way_in(on: date, turn: int) -> Iterator[e.Entry]:
    by: Fields = {"on": on, "office": "desk", "officer": "o-12"}
    yield e.Received(**by, act="receive", channel="post", asked_for="pardon", words=_words(turn, 1))
    about = ("filer", "released_on", "offence", "priors")
    yield e.FactsRecorded(**by, facts=_words(turn, 2), standing="claimed", about=about)
    yield e.PetitionOpened(**by, act="open-petition", filer="person", words=_words(turn, 3))
    items = ("judgment", "prison-record")
    due = on + timedelta(days=14)
    yield e.InformationAsked(**by, act="ask", items=items, clock="items", due_on=due)
    yield e.InformationReceived(**by, act="take", items=items, stops=("items",))
    facts: Fields = {"facts": _words(turn, 4), "standing": "certified"}
    yield e.FactsRecorded(**by, **facts, about=("released_on", "sentence_months"))


def _examination(on: date, turn: int) -> Iterator[e.Entry]:
    by: Fields = {"on": on, "office": "desk", "officer": "o-12"}
    names = [f"{office}-{turn}" if turn else office for office in OFFICES]
    for name in names:
        due = on + timedelta(days=30)
        yield e.OpinionAsked(**by, act="ask-opinion", of=name, clock="opinion", due_on=due)
    yield e.OpinionChased(**by, act="chase", of=names[0])
    for place, name in enumerate(names):
        words: Fields = {"favours": place != 1, "statement": _words(turn, 10 + place)}
        yield e.OpinionReceived(on=on, act="answer", office=name, officer="o-40", of=name, **words)
    yield e.OpinionSupplemented(**by, act="add", of=names[1], favours=None)
    victim = sha256(b"victim %d" % turn).hexdigest()[:32]
    yield e.VictimAsked(**by, act="ask-victim", victim=victim)
    yield e.VictimHeard(**by, act="hear-victim", victim=victim, statement=_words(turn, 20))
    yield e.Advised(**by, act="advise", stage="legal", favours=True, relief="pardon")


def _decision(on: date, turn: int) -> Iterator[e.Entry]:
    by: Fields = {"on": on, "office": "prince", "officer": "o-1"}
    yield e.Endorsed(**by, act="endorse", favours=True, statement=_words(turn, 30))
    outcomes = (e.Outcome(charge="charges-0", relief="pardon"), e.Outcome(relief="remission"))
    conditions = (e.Condition(id=f"c-{turn}", type="no-new-offence"),)
    text = _words(turn, 31)
    yield e.Granted(**by, act="grant", outcomes=outcomes, conditions=conditions, text=text)
    yield e.Countersigned(on=on, act="countersign", office="chancellor", officer="o-2", text=text)
    for who in ("victim", "petitioner"):
        yield e.Notified(**by, act="tell", who=who, letter="granted", channel="post")
    yield e.Published(**by, act="publish", what="decision", place="gazette")


def _words(turn: int, place: int) -> Commitment:
    return Commitment(sha256(b"words %d %d" % (turn, place)).hexdigest())


def _sealed(entries: Iterator[e.Entry], matter: str) -> Iterator[bytes]:
    """Entries as they would lie in the database."""
    before = None
    for place, entry in enumerate(entries):
        stamp = envelope.Stamp(
            origin="example.org/pardons",
            seq=place,
            recorded_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=place),
            matter=matter,
            matter_seq=place,
            matter_prev=before,
            pack=("twelve", "2026.1", sha256(b"pack").hexdigest()),
            state=(None if place == 0 else "petition", "petition"),
            auth="local",
            nonce=sha256(b"nonce %d" % place).digest(),
            findings=(sha256(b"finding %d" % place).hexdigest(),),
        )
        beside = e.header(entry)
        commits = beside.pop("commits")
        data = envelope.seal(entry.kind, entry.version, beside, e.body(entry), commits, stamp)
        before = tree.leaf_hash(data).hex()
        yield data
