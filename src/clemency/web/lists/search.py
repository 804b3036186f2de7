"""Finding matters by words, without anybody's words lying there to be read.

A word counts where this viewer may see that field of that entry, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from clemency.docket.entries import KINDS
from clemency.docket.policy import Viewer, sight
from clemency.law.pack import Pack
from clemency.web.lists import fold
from clemency.web.lists.index import NUMBER, PLACES, Key
from clemency.web.lists.models import Row, Word
from clemency.web.lists.sights import may_concern
from clemency.web.office import clerk

MOST = 8  # words of one question
ASIDE = 500  # more than the matters in which one officer stands aside
RARE = 5000  # places in which a word may stand to count as rare
RARE_ENOUGH = 20_000  # the same where only the newest matters are wanted


@dataclass(frozen=True)
class Hit:
    """Where a word was found: the kind of entry, the field, and the entry's place in the docket.
    Kind is empty where it is the matter's number."""

    kind: str
    field: str
    seq: int


@dataclass(frozen=True)
class Question:
    """What is looked for: for each word the numbers of its forms, and where this viewer may look.

    unread  words that came after the first MOST, and are not looked for
    """

    words: tuple[tuple[int, ...], ...]
    where: Q
    unread: tuple[str, ...]


def question(viewer: Viewer, text: str) -> Question | None:
    """The question that a text asks; None where it holds no word."""
    asked = fold.asked(text)
    if not asked:
        return None
    key = Key.of(clerk().desk)
    words = tuple(key.numbers(word) for word in asked[:MOST])
    return Question(words, _shown(viewer, clerk().pack), tuple(asked[MOST:]))


def _shown(viewer: Viewer, pack: Pack) -> Q:
    """Where a word may stand for this viewer to find it: the policy, place by place."""
    everywhere, about_them = _places(viewer, pack)
    hidden = sorted(set(range(len(PLACES))) - set(everywhere))
    if not hidden:
        return Q()
    few = len(hidden) < len(everywhere)  # the shorter list is compared with less work
    found = ~Q(place__in=hidden) if few else Q(place__in=everywhere)
    if about_them and viewer.office is not None:
        found |= Q(of=viewer.office, place__in=about_them)
    return found


def _places(viewer: Viewer, pack: Pack) -> tuple[list[int], list[int]]:
    """The places shown to this viewer in any entry, and those shown only where it names them."""
    everywhere, about_them = [NUMBER], list[int]()
    if viewer.office is None:
        return everywhere, about_them  # the public looks up numbers
    seen = {kind: sight(pack, viewer, kind) for kind in KINDS}
    concerned = {kind: sight(pack, viewer, kind, viewer.office) for kind in KINDS}
    for at, (kind, field) in enumerate(PLACES[1:], 1):
        if field in seen[kind]:
            everywhere.append(at)
        elif field in concerned[kind] and may_concern(pack, kind, viewer.office):
            about_them.append(at)
    return everywhere, about_them


def narrowed(rows: QuerySet[Row], asked: Question, newest: int | None = None) -> QuerySet[Row]:
    """The rows of matters in which every word stands.

    Where one of the words is rare, its matters are found first. Otherwise so many hold all the
    words that leafing through the rows soon finds enough of them.

    newest  no more of them are looked at than these, and ASIDE beside; None: all of them
    """
    most = RARE if newest is None else RARE_ENOUGH
    counts = _bounded_counts(asked, most)
    rarest = counts.index(min(counts))
    if counts[rarest] > most:
        for numbers in asked.words:
            rows = rows.filter(Exists(_standing(asked, numbers).filter(matter=OuterRef("first"))))
        return rows
    found = _standing(asked, asked.words[rarest])
    for numbers in asked.words[:rarest] + asked.words[rarest + 1 :]:
        found = found.filter(Exists(_standing(asked, numbers).filter(matter=OuterRef("matter"))))
    matters = found.order_by("-matter").values_list("matter", flat=True).distinct()
    return rows.filter(first__in=list(matters if newest is None else matters[: newest + ASIDE]))


def _standing(asked: Question, numbers: Iterable[int]) -> QuerySet[Word]:
    return Word.objects.filter(asked.where, word__in=numbers)


def _bounded_counts(asked: Question, most: int) -> list[int]:
    """How often each word stands where this viewer may look, counted no further than `most`; all
    of them in one query."""
    parts, values = list[str](), list[Any]()
    for at, numbers in enumerate(asked.words):
        some = _standing(asked, numbers).values("matter")[: most + 1]
        sql, params = some.query.sql_with_params()
        parts.append(f"SELECT {at}, count(*) FROM ({sql}) AS w{at}")
        values += params
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        counted = dict(cursor.fetchall())
    return [counted[at] for at in range(len(asked.words))]


def hits(asked: Question, matters: Iterable[int]) -> dict[int, tuple[Hit, ...]]:
    """Where the words stand in these matters, by a matter's first entry."""
    numbers = [number for word in asked.words for number in word]
    rows = (
        Word.objects.filter(asked.where, word__in=numbers, matter__in=list(matters))
        .values_list("matter", "place", "seq")
        .order_by("matter", "place", "seq")
        .distinct()
    )
    found: dict[int, list[Hit]] = {}
    for matter, place, seq in rows:
        kind, field = PLACES[place]
        found.setdefault(matter, []).append(Hit(kind, field, seq))
    return {matter: tuple(every) for matter, every in found.items()}
