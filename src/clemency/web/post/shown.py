"""Letters as somebody may see them: those of entries they are shown, and that went to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from clemency.clerk.trouble import NotKnown
from clemency.docket.entries import KINDS
from clemency.docket.policy import OFFICES, Viewer, audiences, sight
from clemency.law.pack import Pack
from clemency.letters.speech import Speaker
from clemency.letters.words import fill, placeholders
from clemency.web.lists.models import Aside
from clemency.web.office import clerk
from clemency.web.pages import url
from clemency.web.post.models import DROPPED, ERASED, GONE_OUT, PAPER, Letter
from clemency.web.words import in_language

READS = {
    "petitioner": ("petitioner", "sender"),
    "counsel": ("counsel", "petitioner", "sender"),
    "sender": ("sender",),
}
"""Whose letters somebody outside may read. A relative reads what was sent to the relative alone."""


@dataclass(frozen=True)
class LetterRow:
    """One letter in a list.

    subject  in the language of whoever looks
    who      whom it tells, in words
    page     its address for whoever looks; pdf likewise, "" where it is not made yet
    """

    letter: Letter
    subject: str
    who: str
    state: str
    channel: str
    language: str
    page: str
    pdf: str

    @property
    def on(self) -> date | None:
        """The latest day that is known of it."""
        return self.letter.delivered_on or self.letter.made_on


def letters_of(number: str, viewer: Viewer, language: str) -> list[LetterRow]:
    """The letters of a matter that this viewer may see, newest first. Raises NotKnown."""
    found = clerk().matter(number, viewer)
    seen = {one.seq for one in found.entries}
    rows = Letter.objects.filter(matter=found.ref).order_by("-seq", "place")
    return [row(one, viewer, language) for one in rows if may_read(one, viewer, seen)]


def may_read(letter: Letter, viewer: Viewer, seen: Iterable[int]) -> bool:
    """Whether a letter is for these eyes.

    Offices of the institution see the letters of every entry that they are shown; everybody else,
    what was sent to them, once it has gone out.
    """
    if viewer.office is not None:
        if OFFICES in audiences(viewer, clerk().pack):
            return letter.seq in set(seen)
        return letter.who == viewer.office
    if letter.state not in (*GONE_OUT, PAPER):
        return False
    if letter.who == "victim" or viewer.audience == "victim":
        return letter.who == viewer.audience and letter.seq in set(seen)
    if viewer.audience == "relative":
        return letter.reader == "relative"
    return letter.who in READS.get(viewer.audience, ())


def visible_to(viewer: Viewer) -> QuerySet[Letter]:
    """The letters that an officer may see, of all matters: those of the kinds of entry that the
    office is shown, and its own; none of a matter in which the officer stands aside."""
    pack = clerk().pack
    own = Q(who=viewer.office)
    if OFFICES in audiences(viewer, pack):
        own |= Q(kind__in=[kind for kind in KINDS if sight(pack, viewer, kind)])
    aside = Aside.objects.filter(officer=viewer.officer).values("matter")
    return Letter.objects.filter(own).exclude(matter__in=aside)


def readable(pk: int, viewer: Viewer, number: str = "") -> Letter:
    """One letter, for somebody who may see it. Raises NotKnown alike where there is none."""
    letter = Letter.objects.filter(pk=pk).first()
    if letter is not None and (not number or letter.number == number):
        seen = {one.seq for one in clerk().matter(letter.matter, viewer).entries}
        if may_read(letter, viewer, seen):
            return letter
    raise NotKnown("There is no such letter here.", "The list of letters shows those for you.")


def row(letter: Letter, viewer: Viewer, language: str) -> LetterRow:
    """A letter as a list shows it."""
    words = in_language(language)
    inside = viewer.office is not None
    made = letter.state not in (ERASED, DROPPED)
    if inside:
        page, pdf = url("post:letter", letter.pk), url("post:pdf", letter.pk)
    else:
        page = url("post:my_letter", letter.number, letter.pk)
        pdf = url("post:my_pdf", letter.number, letter.pk)
    return LetterRow(
        letter=letter,
        subject=subject_of(clerk().pack, letter, language),
        who=_who(letter.who, language, clerk().pack.digest),
        state=words.say(f"post.state.{letter.state}"),
        channel=words.say(f"post.channel.{letter.channel}") if letter.channel else "",
        language=words.say(f"post.language.{letter.language}") if letter.language else "",
        page=page if made else "",
        pdf=pdf if made else "",
    )


@lru_cache(maxsize=512)
def _who(who: str, language: str, pack: str) -> str:
    """What an audience or office is called. `pack` is the digest of the pack they stand in."""
    return Speaker(clerk().pack, language).office(who)


def subject_of(pack: Pack, letter: Letter, language: str) -> str:
    """A letter's subject, where the number alone fills it; else what the pack calls the letter."""
    words = in_language(language)
    template = pack.texts.get(f"letter.{letter.letter}.subject", language)
    if template is None or placeholders(template) - {"number"}:
        return words.reference(letter.letter)
    return words.settled(fill(template, {"number": words.reference(letter.number)}))
