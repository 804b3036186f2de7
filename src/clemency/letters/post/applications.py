"""What the petitioner keeps: the receipt of what was sent, and a copy of it, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clemency.letters.notices import BadLetter, parts
from clemency.letters.post.correspondence import blocks_of
from clemency.letters.post.envelope import Envelope
from clemency.letters.post.occasion import Occasion
from clemency.letters.post.paper import Paper
from clemency.letters.post.params import params_for
from clemency.letters.post.sheet import Block, Heading, Items, Pairs, Para, Quote, Sheet


@dataclass(frozen=True)
class Fingerprints:
    """By which what was sent can be recognised, and found in the docket again.

    sent         SHA-256 of what was sent, in hexadecimal digits
    leaf         the leaf hash of the entry, likewise
    place        the entry's place in the docket, from 0
    recorded_at  the instant of writing, as it is to be printed
    """

    sent: str
    leaf: str = ""
    place: int | None = None
    recorded_at: str = ""


@dataclass(frozen=True)
class Answered:
    """A question and the answer, both in the reader's language.

    own_words  whether the answer is the writer's own text, in whichever language
    """

    question: str
    answer: str
    own_words: bool = False


@dataclass(frozen=True)
class Chapter:
    """Questions that belong together."""

    title: str
    answers: tuple[Answered, ...]


def receipt_of(
    occasion: Occasion,
    envelope: Envelope,
    fingerprints: Fingerprints,
    sent: Sequence[str] = (),
    reader: str = "",
) -> Sheet:
    """The receipt of a filing: its number, its fingerprints, what was sent, what it does and costs.

    sent    what was sent beside the form itself, one line each
    reader  the office that reads it next

    What asking costs, and that it stops no sentence, is law: it stands in the letter by which the
    pack tells the petitioner of the entry, which is printed here in full.
    """
    paper = Paper(occasion.pack, envelope, occasion.facts)
    words, office = paper.words, occasion.entry.office or ""

    def blocks() -> Iterator[Block]:
        number = words.reference(occasion.number)
        yield Para(paper.say("receipt.came", on=occasion.entry.on, number=number))
        yield from _as_the_pack_says(occasion, paper)
        if reader:
            yield Para(paper.say("receipt.next", office=paper.speaker.office(reader)))
        yield Heading(paper.say("receipt.what"))
        lines = tuple(map(paper.own, sent))
        yield Items(lines) if lines else Para(paper.say("receipt.nothing"))
        yield Heading(paper.say("receipt.print_head"))
        yield Para(paper.say("receipt.print_says"))
        yield Pairs(tuple(_prints(fingerprints, paper)))
        yield Para(paper.say("receipt.keep"))

    number = words.reference(occasion.number)
    subject = paper.say("receipt.subject", number=number)
    return paper.sheet("receipt", office, occasion.number, subject, blocks())


def _as_the_pack_says(occasion: Occasion, paper: Paper) -> Iterator[Block]:
    """The letters that tell the petitioner's side of this entry."""
    for tells in occasion.act.tells if occasion.act else ():
        if tells.who not in ("petitioner", "sender"):
            continue
        params = params_for(occasion, tells.letter, paper.language, paper.speaker)
        try:
            _, said = parts(occasion.pack, tells.letter, paper.language, params, paper.speaker)
        except BadLetter:
            continue  # it is held until a person has seen to it; the receipt is not
        yield from blocks_of(said)


def _prints(found: Fingerprints, paper: Paper) -> Iterator[tuple[str, str]]:
    words = paper.words
    yield paper.say("receipt.print"), words.reference(found.sent)
    if found.leaf:
        yield paper.say("receipt.leaf"), words.reference(found.leaf)
    if found.place is not None:
        yield paper.say("receipt.place"), words.number(found.place)
    if found.recorded_at:
        yield paper.say("receipt.recorded"), words.reference(found.recorded_at)


def application_of(
    paper: Paper, number: str, chapters: Sequence[Chapter], sent: bool = True
) -> Sheet:
    """The questions and answers of an application, for whoever gave them.

    number  "" for a draft
    sent    False for a draft: the copy says so
    """

    def blocks() -> Iterator[Block]:
        if sent:
            yield Para(paper.say("application.says", on=paper.envelope.on))
        else:
            yield Para(paper.say("application.not_sent"))
        for chapter in chapters:
            yield Heading(paper.words.settled(chapter.title))
            yield from _answers(chapter, paper)

    if sent:
        subject = paper.say("application.subject", number=paper.words.reference(number))
    else:
        subject = paper.say("application.draft")
    about = [paper.say("application.yours")]
    return paper.sheet("application", "", number, subject, blocks(), about=about, answering=False)


def _answers(chapter: Chapter, paper: Paper) -> Iterator[Block]:
    """Short answers beside their questions; long ones, in the writer's words, below."""
    rows, none = list[tuple[str, str]](), paper.say("application.none")
    for one in chapter.answers:
        if one.own_words and one.answer:
            if rows:
                yield Pairs(tuple(rows))
                rows = []
            yield Para(paper.own(one.question), quiet=True)
            yield Quote(one.answer)
        else:
            answer = paper.own(one.answer) if one.answer else none
            rows.append((paper.own(one.question), answer))
    if rows:
        yield Pairs(tuple(rows))
