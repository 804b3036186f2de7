"""A draft put together: what still counts of it, the facts it tells, and what is sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clemency.law.goal import CLOSING
from clemency.law.pack import Pack
from clemency.letters.questions import question
from clemency.web.application import PROMPTS, Answer, Application, Listed, Part, Person
from clemency.web.office import clerk
from clemency.web.petition import answers, desk, drafts, portals
from clemency.web.petition.drafts import Content, Open
from clemency.web.petition.interview import Interview, fields_of, inside, readable, rows_at
from clemency.web.words import Words, in_language

TEXTS = "form."
"""Before the id of a text that the form asks for itself, where answers are told apart by path."""

RISKY = "what-happened"
"""Left out while a court is still at work: what is written there, others may read."""

ABOUT = ("name", "parent", "identity", "born_on", "address", "telephone", "email", "held_at")


def interview_of(content: Content) -> Interview | None:
    """The questions of a draft."""
    return desk.interview(content["door"], content["answers"], content["unknown"])


def settle(content: Content) -> None:
    """Works out anew which questions matter, and drops the answers that no longer do; what was
    dropped is kept until the next change, so that it can be shown."""
    one = interview_of(content)
    if one is None:
        return
    route = one.route(portals.goal(one.pack, one.act))
    content["asked"], content["missing"] = list(route.asked), list(route.missing)
    content["dropped"] = []
    if closed(one):
        return
    for path in [*content["answers"], *content["unknown"]]:
        if path not in route.asked:
            content["dropped"].append({"path": path, "value": content["answers"].pop(path, None)})
            content["unknown"] = [kept for kept in content["unknown"] if kept != path]


def closed(one: Interview) -> bool:
    """Whether a rule fails that nothing else can mend: then nothing more is asked."""
    rules = tuple(rule for rule in one.act.needs if rule in one.pack.rules)
    return any(finding.outcome in CLOSING for finding in one.findings(rules))


def again(sent: Application) -> Content:
    """What a new draft begins with, for whoever asks again: the earlier answers, as far as the law
    still asks for them. Papers, agreement and declaration are given anew."""
    content = drafts.empty(sent.door if sent.door in portals.DOORS else "myself")
    for one in sent.answers:
        if one.path.startswith(TEXTS):
            content["texts"][one.path.removeprefix(TEXTS)] = one.answer
        elif "[" not in one.path and one.value is not None:
            content["answers"][one.path] = one.value
    content["story"] = {one.prompt: one.text for one in sent.statement}
    content["person"] = _table(sent.person)
    content["filer"] = _table(sent.filer) if sent.filer else {}
    content["tell_by"] = sent.tell_by
    if not readable(clerk().pack, content["answers"]):
        content["answers"] = {}  # the pack has changed since: the questions are asked anew
    settle(content)
    content["dropped"] = []
    return content


def _table(person: Person) -> dict[str, Any]:
    given = {name: getattr(person, name) for name in (*ABOUT, "licence")}
    days = {name: value.isoformat() for name, value in given.items() if isinstance(value, date)}
    return {**{name: value for name, value in given.items() if value}, **days}


# --- facts --------------------------------------------------------------------------------------


def facts_of(content: Content) -> dict[str, Any]:
    """What a draft tells of the facts: answers that count, and what the door and the form tell."""
    one = interview_of(content)
    if one is None:
        return {}
    told = one.told
    facts = one.whole(content["answers"])
    for fact, needs in told.when.items():
        facts[fact] = all(given(content, need) for need in needs)
    for fact, source in told.takes.items():
        value = _taken(content, source)
        if value:
            facts[fact] = value
    return {name: value for name, value in facts.items() if one.knows(name)}


def given(content: Content, need: str) -> bool:
    """Whether something was given: "about.name", "answer.relief", "text.decisions", "story"..."""
    kind, _, name = need.partition(".")
    if kind == "about":
        return bool(content["person"].get(name))
    if kind == "answer":
        return name in content["answers"]
    if kind == "text":
        return bool(content["texts"].get(name))
    if kind == "story":
        return any(content["story"].values())
    return bool(content["agreed"])


def _taken(content: Content, source: str) -> Any:
    kind, _, name = source.partition(".")
    return content["person"].get(name) if kind == "about" else content["texts"].get(name)


# --- what is sent -------------------------------------------------------------------------------


def application_of(draft: Open, language: str, on: date, mark: str = "") -> Application:
    """The whole request, as it is sealed."""
    content = draft.content
    mandate = content["mandate"]
    return Application(
        language=language,
        door=draft.row.channel if draft.row.channel != desk.PORTAL else draft.door,
        person=person_of(content["person"]),
        filer=_filer(draft) if draft.for_another else None,
        answers=tuple(told_answers(content, language)),
        statement=tuple(statement_of(content, in_language(language))),
        documents=tuple(_documents(content, language)),
        declared_on=on,
        tell_by=content["tell_by"] or "portal",
        scope=mandate.get("scope", ""),
        mandate_until_on=day_of(mandate.get("until_on")),
        agreed_on=day_of(content["agreed"]),
        mark=mark,
    )


def person_of(table: Mapping[str, Any]) -> Person:
    """Somebody, as they were given."""
    known: dict[str, Any] = {
        name: str(table.get(name) or "") for name in (*ABOUT, "relation", "licence")
    }
    del known["born_on"]
    return replace(Person(**known), born_on=day_of(table.get("born_on")))


def _filer(draft: Open) -> Person:
    relation = draft.content["answers"].get("relation", "")
    return person_of({**draft.content["filer"], "relation": str(relation)})


def told_answers(content: Content, language: str) -> Iterator[Answer]:
    """Each question with its answer, in words and as a fact; rows after their list."""
    pack, words = clerk().pack, in_language(language)
    for path in content["asked"] or content["answers"]:
        if path in content["unknown"]:
            told = question(pack, path, language).ask
            yield Answer(path, told, words.say("petition.answer.unknown"))
        elif path in content["answers"]:
            yield from _answer(pack, content["answers"], path, words)
    for own in portals.portal_of(pack).texts:
        if text := content["texts"].get(own.id, ""):
            yield Answer(f"{TEXTS}{own.id}", in_reader(own.title, language), text, text)


def _answer(pack: Pack, plain: Mapping[str, Any], path: str, words: Words) -> Iterator[Answer]:
    asked, value = question(pack, path, words.language), plain.get(path)
    if asked.kind == "rows":
        yield from _rows(pack, plain, path, words)
    else:
        yield Answer(path, asked.ask, answers.shown(pack, path, value, words.language), value)


def _rows(pack: Pack, plain: Mapping[str, Any], path: str, words: Words) -> Iterator[Answer]:
    listed, place = rows_at(plain, path), answers.place_of(pack, path)
    said = listed_in_short(listed, words)
    yield Answer(path, question(pack, path, words.language).ask, said, listed)
    portal = portals.portal_of(pack)
    for number, row in enumerate(listed["list"]):
        for name in fields_of(pack, portal, place.record):
            here = f"{path}[{number}].{name}"
            value = row.get(name, "unknown")
            shown = answers.shown(pack, here, value, words.language)
            yield Answer(here, question(pack, here, words.language).ask, shown, value)
        for inner in inside(pack, portal, place.record):
            if inner.plural in row:
                yield from _rows(pack, plain, f"{path}[{number}].{inner.plural}", words)


def listed_in_short(listed: Mapping[str, Any], words: Words) -> str:
    """A list in words: how many there are, and whether that is all."""
    count, complete = len(listed["list"]), listed["complete"] is True
    if not count:
        return words.say("value.none" if complete else "petition.answer.unknown")
    ending = words.say("rows.complete" if complete else "rows.open")
    return words.write([words.plural("rows.listed", count), ending])


def statement_of(content: Content, words: Words) -> Iterator[Part]:
    """The person's own words, under the headings they were asked under. While a court is still at
    work, what happened is left out."""
    one = interview_of(content)
    court = one is not None and one.court_at_work() is True
    for prompt in PROMPTS:
        if prompt == RISKY and court:
            continue
        if text := content["story"].get(prompt, ""):
            yield Part(prompt, words.say(f"petition.story.{prompt}.title"), text)


def statement_text(content: Content, words: Words) -> str:
    """The same as one text: the grounds that are sealed with the opening."""
    parts = [f"{part.title}\n{part.text}" for part in statement_of(content, words)]
    return "\n\n".join(parts)


# --- documents ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """A paper that belongs to the request.

    what   its code; title in the reader's language
    court  whether the office can ask a court, or whoever keeps it, for it
    """

    what: str
    title: str
    court: bool


def papers(content: Content, language: str) -> list[Wanted]:
    """The papers that belong to a request: those of the form, and what proves its answers."""
    pack = clerk().pack
    portal = portals.portal_of(pack)
    found = [Wanted(one.id, in_reader(one.title, language), one.court) for one in portal.documents]
    if not found:
        found = [Wanted("other-document", words_of_other(language), False)]
    known = {one.what for one in found}
    proofs = []
    for path in content["answers"]:
        fact = pack.facts.get(path)
        if fact is not None and fact.proof and content["answers"][path] not in (False, "none"):
            what = code_of(fact.proof)
            if what not in known:
                known.add(what)
                title = pack.texts.get(f"fact.{path}.proof", language) or fact.proof
                proofs.append(Wanted(what, title[:1].upper() + title[1:], True))
    return [*found[:-1], *proofs, found[-1]]


def code_of(proof: str) -> str:
    """The code of a paper, from what the pack calls it in its first language."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in proof)
    return "-".join(part for part in plain.lower().split("-") if part)[:64] or "other-document"


def words_of_other(language: str) -> str:
    """Any other paper."""
    return in_language(language).say("petition.documents.other")


def _documents(content: Content, language: str) -> Iterator[Listed]:
    for paper in papers(content, language):
        told = content["documents"].get(paper.what, {})
        for file in told.get("files", ()):
            yield Listed(paper.what, paper.title, "attached", file["name"], file["digest"])
        if not told.get("files") and told.get("state") in ("ask-the-court", "later"):
            yield Listed(paper.what, paper.title, told["state"])


# --- small things -------------------------------------------------------------------------------


def in_reader(texts: Mapping[str, str], language: str) -> str:
    """A text of the form in a language, or else in the first it has."""
    return texts.get(language) or next(iter(texts.values()), "")


def day_of(raw: Any) -> date | None:
    return date.fromisoformat(raw) if isinstance(raw, str) and raw else None
