"""The chapters about people: what is asked, who sees what, the words of the letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clemency.docket.entries import KINDS
from clemency.docket.entry import Entry
from clemency.docket.policy import PEOPLE, Cell, policy_table
from clemency.docket.shape import shapes_of
from clemency.law.pack import Fact
from clemency.letters.book.blocks import Block, Para, Section, Span, Table, Text, text
from clemency.letters.book.model import Use
from clemency.letters.book.voice import Voice, anchor, pairs_of
from clemency.letters.questions import question

Fields = tuple[str, ...]
Rows = tuple[tuple[Text, ...], ...]


class People:
    """Says what is asked of people, what they are shown, and what they are told."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.pack, self.words = voice.pack, voice.words

    # -- questions -------------------------------------------------------------------------------

    def facts(self) -> Section:
        """Everything that can be asked."""
        say = self.voice.say
        head = (say("facts.ask"), say("facts.answers"), say("facts.why"), say("facts.name"))
        matter = tuple(self._asked(id, fact) for id, fact in self.pack.facts.items())
        blocks: list[Block] = [Para(text(say("facts.says"))), Table(head, matter, (5, 4, 4, 3))]
        told = []
        for record in self.pack.records.values():
            rows = [self._asked(f"{record.plural}[0].{id}", f) for id, f in record.fields.items()]
            lead = self.voice.names.label(record.plural)
            title = self.voice.names.noun(record.id)
            table = Table(head, tuple(rows), (5, 4, 4, 3))
            section = (Para(text(lead)), table)
            told.append(Section(anchor("record", record.id), title, section, listed=False))
        return Section("facts", say("facts.title"), tuple(blocks), tuple(told))

    def _asked(self, path: str, fact: Fact) -> tuple[Text, ...]:
        """One question: what is asked, how it can be answered, why, and its name."""
        names = self.voice.names
        place = names.place(path)
        found = question(self.pack, path, self.words.language)
        choices = self.words.listed([said for _, said in found.choices], "or")
        answers = self.words.write([choices, found.hint]) if choices and found.may_be_none else ""
        answers = answers or choices or found.hint
        if found.proof:
            answers = f"{answers}. {found.proof}"
        bare = path.replace("[0]", "[]")
        why = names.why(place) or ""
        return text(names.label(path)), text(answers), text(why), text(Span(bare, "", "code"))

    # -- who sees what ---------------------------------------------------------------------------

    def sees(self) -> Section:
        """Every kind of entry that this procedure writes: who sees which of its fields."""
        say = self.voice.say
        table = policy_table(self.pack)
        cells = {(one.kind, one.audience): one for one in table.cells}
        told: dict[Rows, list[str]] = {}
        for kind in self._kinds():
            told.setdefault(tuple(self._rows(kind, cells)), []).append(kind)
        sections = tuple(self._alike(rows, kinds) for rows, kinds in told.items())
        return Section("sees", say("sees.title"), (Para(text(say("sees.says"))),), sections)

    def _kinds(self) -> Iterator[str]:
        """The kinds that acts and the law write, and those that the pack speaks of itself."""
        written = {act.writes for act in self.pack.acts.values()}
        written |= {clause.writes for clause in self.pack.by_law.values()} | set(self.pack.sees)
        yield from (kind for kind in KINDS if kind in written | {"FactsRecorded"})

    def _alike(self, rows: Rows, kinds: list[str]) -> Section:
        """Kinds of which everybody sees the same."""
        say = self.voice.say
        title = self.words.raw("cite.apart").join(self.voice.names.kind(kind) for kind in kinds)
        table = Table((say("sees.who"), say("sees.fields")), rows, (1, 1))
        return Section(anchor("kind", kinds[0]), title, (table,), listed=False)

    def _rows(
        self, kind: str, cells: Mapping[tuple[str, str], Cell]
    ) -> Iterator[tuple[Text, Text]]:
        groups: dict[Fields, list[str]] = {}
        more: dict[Fields, list[str]] = {}
        for audience in (*PEOPLE, *self.pack.offices):
            cell = cells[kind, audience]
            groups.setdefault(cell.fields, []).append(audience)
            if cell.concerned != cell.fields:
                more.setdefault(cell.concerned, []).append(audience)
        for seen, who in _most_first(groups):
            yield (
                text(self._who(who) if seen else self.voice.say("sees.rest")),
                self._seen(seen, kind),
            )
        for seen, who in _most_first(more):
            told = self.voice.say("sees.concerned", who=self._who(who))
            yield text(told), self._seen(seen, kind)

    def _who(self, audiences: list[str]) -> str:
        """Audiences by name; all offices of one sort are called by their sort."""
        left = list(audiences)
        named: list[str] = []
        for sort, offices in self._sorts().items():
            if offices and offices <= set(left):
                named.append(self.voice.say(f"sees.every_{sort}"))
                left = [one for one in left if one not in offices]
        people = [self.voice.names.office(one) for one in left if one in PEOPLE]
        others = [self.voice.names.office(one) for one in left if one not in PEOPLE]
        return self.words.listed([*people, *named, *others])

    def _sorts(self) -> dict[str, set[str]]:
        """Offices that act, that are consulted, and that stand outside."""
        offices = self.pack.offices.values()
        return {
            "office": {one.id for one in offices if not (one.consulted or one.outside)},
            "consulted": {one.id for one in offices if one.consulted},
            "outside": {one.id for one in offices if one.outside},
        }

    def _seen(self, fields: Fields, kind: str) -> Text:
        """The fields that somebody sees, in the order of the entry."""
        say = self.voice.say
        if not fields:
            return text(Span(say("sees.nothing"), "", "quiet"))
        every = [shape.name for shape in shapes_of(KINDS[kind])]
        if set(every) <= set(fields):
            return text(Span(say("sees.everything"), "", "strong"))
        known = [shape.name for shape in shapes_of(Entry)]
        order = [*known, *(name for name in every if name not in known), "kind", "recorded_at"]
        shown = sorted(fields, key=order.index)
        said = [
            say(f"sees.{f}") if f in ("kind", "recorded_at") else self._field(f, kind)
            for f in shown
        ]
        return text(self.words.listed(said))

    def _field(self, name: str, kind: str) -> str:
        return self.voice.names.field(name, kind)

    # -- letters ---------------------------------------------------------------------------------

    def letters(self) -> Section:
        """What people are told, letter by letter."""
        say = self.voice.say
        told = tuple(self._letter(id) for id in self._in_order())
        lead = say("letters.says" if told else "letters.none")
        return Section("letters", say("letters.title"), (Para(text(lead)),), told)

    def _in_order(self) -> tuple[str, ...]:
        """Letters in the order in which acts send them; those that no act sends come last."""
        sent = [tells.letter for act in self.pack.acts.values() for tells in act.tells]
        return tuple(dict.fromkeys((*sent, *sorted(self.pack.letters))))

    def _letter(self, id: str) -> Section:
        voice, say = self.voice, self.voice.say
        acts = [act.id for act in self.pack.acts.values() if any(t.letter == id for t in act.tells)]
        sent = voice.links("act", acts) or (text(say("letters.unsent")),)
        body = voice.sentence(f"letter.{id}.body").split("\n\n")
        blocks: tuple[Block, ...] = (
            Para(text(Span(id, "", "code")), "id"),
            pairs_of(((say("letters.sent"), sent),)),
            *(Para(text(part.strip()), "letter") for part in body if part.strip()),
        )
        title = voice.title_of(Use("letter", id))
        return Section(anchor("letter", id), title, blocks, listed=False)


def _most_first(groups: dict[Fields, list[str]]) -> list[tuple[Fields, list[str]]]:
    """Those who see most come first."""
    return sorted(groups.items(), key=lambda one: -len(one[0]))
