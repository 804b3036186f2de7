"""Everything that was answered, in the order in which it was asked, with the way to change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from clemency.web.application import Answer
from clemency.web.office import clerk
from clemency.web.petition import compose, portals
from clemency.web.petition.drafts import Open
from clemency.web.petition.views import about
from clemency.web.words import Words, in_language


@dataclass(frozen=True)
class Row:
    """A question with its answer.

    address    where it is changed; "" where it cannot be from here
    own_words  whether the answer is the person's own text
    """

    question: str
    answer: str
    address: str = ""
    own_words: bool = False
    ltr: bool = False


@dataclass(frozen=True)
class Section:
    """Questions that belong together, under a heading; `address` changes all of them at once."""

    title: str
    rows: tuple[Row, ...]
    address: str = ""


def sections(draft: Open, language: str, links: bool = True) -> list[Section]:
    """The whole request, as it would be sent."""
    words = in_language(language)
    found = []
    if draft.for_another:
        found.append(_person(draft, "filer", words))
    found.append(_person(draft, "person", words))
    if draft.for_another:
        found.append(_mandate(draft, words))
    answers = tuple(_answers(draft, language))
    found.append(Section(words.say("petition.task.questions"), answers))
    found.append(_texts(draft, language, words))
    found.append(_story(draft, words))
    found.append(_documents(draft, language, words))
    shown = [one for one in found if one.rows or one.address]
    return shown if links else [_without_links(one) for one in shown if one.rows]


def _without_links(one: Section) -> Section:
    rows = tuple(Row(row.question, row.answer, "", row.own_words, row.ltr) for row in one.rows)
    return Section(one.title, rows)


def _to(name: str, *args: str) -> str:
    return f"{reverse(f'petition:{name}', args=args)}?then=check"


LEFT_TO_RIGHT = ("identity", "telephone", "email", "licence")


def _person(draft: Open, who: str, words: Words) -> Section:
    told = draft.content[who]
    rows = []
    for name in about.fields(draft, who):
        value = told.get(name, "")
        if name == "born_on" and value:
            value = words.day(compose.person_of(told).born_on)  # type: ignore[arg-type]
        if value:
            label = words.say(f"petition.about.{name}")
            rows.append(Row(label, str(value), ltr=name in LEFT_TO_RIGHT))
    if (who == "filer") == draft.for_another and draft.content["tell_by"]:
        by = words.say(f"petition.about.tell_by_{draft.content['tell_by']}")
        rows.append(Row(words.say("petition.about.tell_by"), by))
    title = words.say(f"petition.task.{who if who == 'person' else f'filer-{draft.door}'}")
    return Section(title, tuple(rows), _to("about", draft.id, who))


def _mandate(draft: Open, words: Words) -> Section:
    told, rows = draft.content["mandate"], []
    if told.get("scope"):
        scope = words.say(f"petition.mandate.scope_{told['scope']}")
        rows.append(Row(words.say("petition.mandate.scope"), scope))
    if told.get("until_on"):
        until = compose.day_of(told["until_on"])
        rows.append(Row(words.say("petition.mandate.until_on"), words.write(until)))
    if told.get("agrees"):
        said = words.say(f"petition.mandate.agrees_{told['agrees']}")
        if draft.content["agreed"]:
            said = words.say("petition.mandate.agreed", on=compose.day_of(draft.content["agreed"]))
        rows.append(Row(words.say("petition.mandate.agrees"), said))
    title = words.say(f"petition.task.mandate-{draft.door}")
    return Section(title, tuple(rows), _to("mandate", draft.id))


def _answers(draft: Open, language: str) -> Iterator[Row]:
    for one in compose.told_answers(draft.content, language):
        if not one.path.startswith(compose.TEXTS):
            yield Row(one.question, one.answer, _address(draft, one))


def _address(draft: Open, one: Answer) -> str:
    """A row of a list is changed on its own page."""
    if "[" not in one.path:
        return _to("question", draft.id, one.path)
    if one.path.endswith("]") or (isinstance(one.value, dict) and "list" in one.value):
        return _to("rows", draft.id, one.path)
    path, _, rest = one.path.rpartition("[")
    return _to("row", draft.id, path, rest.partition("]")[0])


def _texts(draft: Open, language: str, words: Words) -> Section:
    rows = []
    for own in portals.portal_of(clerk().pack).texts:
        title = compose.in_reader(own.title, language)
        text = draft.content["texts"].get(own.id, "")
        said = text or words.say("petition.check.nothing")
        rows.append(Row(title, said, _to("text", draft.id, own.id), bool(text)))
    return Section(words.say("petition.check.details"), tuple(rows))


def _story(draft: Open, words: Words) -> Section:
    parts = tuple(
        Row(part.title, part.text, own_words=True)
        for part in compose.statement_of(draft.content, words)
    )
    return Section(words.say("petition.task.story"), parts, _to("story", draft.id))


def _documents(draft: Open, language: str, words: Words) -> Section:
    rows = []
    for paper in compose.papers(draft.content, language):
        told = draft.content["documents"].get(paper.what, {})
        names = [file["name"] for file in told.get("files", ())]
        if names:
            said = words.listed([words.isolated(name) for name in names])
        elif told.get("state"):
            said = words.say(f"petition.documents.{told['state']}")
        else:
            said = words.say("petition.check.nothing")
        rows.append(Row(paper.title, said, _to("document", draft.id, paper.what)))
    return Section(words.say("petition.task.documents"), tuple(rows))
