"""Every sentence that a person reads, in every language: none missing, none left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clemency.law.mistakes import Mistake, did_you_mean, listed
from clemency.law.pack import Texts
from clemency.law.reading import schema as s
from clemency.law.reading.gather import Gathered, Item
from clemency.law.reading.kinds import sentence_fault
from clemency.law.reading.positions import KeyPath
from clemency.law.reading.toml import TomlFile

Key = tuple[str, ...]
"""Where a sentence belongs: ("rule", "standing@2024-07-01", "else")."""

OF_RULES = ("opens_on", "today", "date:RULE", "fact:ID")
OF_LETTERS = ("number", "received_on", "finding", "opens_on", "items", "due_on", "office")

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


@dataclass(frozen=True)
class Sentence:
    """One sentence in the pack's first language, and where it stands.

    also      another key under which a translation may give it: for every version of a rule
    fills     the placeholders it may have
    optional  whether it may stay untranslated
    """

    key: Key
    text: str
    item: Item[Any]
    keys: KeyPath
    also: Key | None = None
    fills: tuple[str, ...] = ()
    optional: bool = False


@dataclass
class _Given:
    """One sentence of a translation, and whether anything asked for it."""

    text: str
    file: TomlFile
    path: KeyPath
    used: bool = False


def texts_of(found: Gathered) -> Texts:
    """All sentences by language and key. What is missing, left over or wrong is noted."""
    sentences = list(_sentences(found))
    for sentence in sentences:
        _check_braces(found, sentence)
    head = found.pack
    languages = tuple(dict.fromkeys(head.text.languages)) if head else ()
    languages = languages or ("en",)
    by_language = {languages[0]: {".".join(one.key): one.text for one in sentences}}
    missing: dict[Key, list[str]] = {}
    for language in languages[1:]:
        by_language[language] = _translated(found, language, sentences, missing)
    for one in sentences:
        if lacking := missing.get(one.key):
            _missing(found, lacking, one)
    if head is not None:
        _names(found, head, by_language)
        _strangers(found, languages)
    return Texts(languages, by_language)


def _names(
    found: Gathered, head: Item[s.PackFile], by_language: Mapping[str, dict[str, str]]
) -> None:
    """What people call the jurisdiction, in each language."""
    for language, texts in by_language.items():
        if language in head.text.name:
            texts["pack.name"] = head.text.name[language]
        else:
            says = f"The pack has no name in `{language}`."
            found.mistakes.append(head.at_value(("name",), says, f'Add {language} = "...".'))
    for language in head.text.name.keys() - by_language.keys():
        says = f"`{language}` is not a language of this pack."
        mend = did_you_mean(language, by_language, "Add it to `languages`, or remove it here.")
        found.mistakes.append(head.at_key(("name", language), says, mend))


def _strangers(found: Gathered, languages: tuple[str, ...]) -> None:
    """Translations into languages the pack does not have, or has in its own files already."""
    for language, files in found.languages.items():
        for file in files:
            if language == languages[0]:
                says = f"The sentences in `{language}` stand in the pack's own files."
                found.mistakes.append(file.at_offset(0, 1, says, "Move them there."))
            elif language not in languages:
                says = f"`{language}` is not a language of this pack."
                mend = did_you_mean(language, languages[1:], "Add it to `languages` in pack.toml.")
                found.mistakes.append(file.at_offset(0, 1, says, mend))


# --- the sentences of the first language ----------------------------------------------------------


def _sentences(found: Gathered) -> Iterator[Sentence]:
    yield from _of_facts(found)
    yield from _of_rules(found)
    plain = (
        ("define", ("says",)),
        ("parameter", ("says",)),
        ("duty", ("says",)),
        ("consideration", ("says",)),
        ("untranslatable", ("why",)),
        ("not_covered", ("why",)),
        ("office", ("title",)),
        ("stands_aside", ("says",)),
        ("act", ("title",)),
        ("by_law", ("says",)),
        ("never", ("says",)),
        ("always", ("says",)),
    )
    for kind, keys in plain:
        for item in found.items.get(kind, ()):
            for key in keys:
                yield Sentence((kind, item.id, key), getattr(item.text, key), item, (key,))
    for item in found.items.get("letter", ()):
        for key in ("subject", "body"):
            text = getattr(item.text, key)
            yield Sentence(("letter", item.id, key), text, item, (key,), fills=OF_LETTERS)
    for kind in ("text", "document"):  # of the portal
        for item in found.items.get(kind, ()):
            for key in ("title", "hint"):
                if (said := getattr(item.text, key, None)) is not None:
                    yield Sentence((kind, item.id, key), said, item, (key,))
    for item in found.items.get("source", ()):
        text = item.text.title
        yield Sentence(("source", item.id, "title"), text, item, ("title",), optional=True)


def _of_facts(found: Gathered) -> Iterator[Sentence]:
    for item in found.of("fact", s.FactText):
        yield from _of_fact(item, ("fact", item.id), (), item.text)
    for record in found.of("record", s.RecordText):
        yield Sentence(("record", record.id, "ask"), record.text.ask, record, ("ask",))
        for key, said in (("name", record.text.name), ("why", record.text.why)):
            if said is not None:
                yield Sentence(("record", record.id, key), said, record, (key,))
        for name, text in record.text.fields.items():
            yield from _of_fact(record, ("record", record.id, name), (name,), text)


def _of_fact(item: Item[Any], key: Key, keys: KeyPath, text: s.FieldText) -> Iterator[Sentence]:
    yield Sentence((*key, "ask"), text.ask, item, (*keys, "ask"))
    for part, said in (("name", text.name), ("why", text.why)):
        if said is not None:
            yield Sentence((*key, part), said, item, (*keys, part))
    for choice, label in text.labels.items():
        yield Sentence((*key, "labels", choice), label, item, (*keys, "labels", choice))


def _of_rules(found: Gathered) -> Iterator[Sentence]:
    for item in found.of("rule", s.RuleText):
        since = item.text.since
        version = f"{item.id}@{since.isoformat()}" if since else item.id
        given = (("says", item.text.says), ("else", item.text.else_))
        for key, text in (*given, ("instead", item.text.instead)):
            if text is not None:
                also = ("rule", item.id, key)
                yield Sentence(("rule", version, key), text, item, (key,), also, OF_RULES)
        if item.text.uncertain is not None:
            key, text = "uncertain", item.text.uncertain
            also = ("rule", item.id, key)
            yield Sentence(("rule", version, key), text, item, (key,), also, optional=True)
        for index, one in enumerate(item.text.readings):
            tail = ("readings", one.id, "says")
            keys: KeyPath = ("readings", index, "says")
            yield Sentence(("rule", version, *tail), one.says, item, keys, ("rule", item.id, *tail))


# --- placeholders ---------------------------------------------------------------------------------


def _check_braces(found: Gathered, sentence: Sentence) -> None:
    for start, length, says, mend in _wrong_braces(found, sentence.text, sentence.fills):
        found.mistakes.append(sentence.item.inside(sentence.keys, start, length, says, mend))


def _wrong_braces(
    found: Gathered, text: str, fills: tuple[str, ...]
) -> Iterator[tuple[int, int, str, str | None]]:
    """Each placeholder that means nothing: where, how long, what is wrong, how to mend it."""
    if "{" not in text and "}" not in text:
        return
    for match in _BRACES.finditer(text):
        inner = match[1]
        if inner is None:
            says = f"`{match[0]}` stands alone: braces are for placeholders."
            yield match.start(), 1, says, None
        elif (wrong := _placeholder(found, inner, fills)) is not None:
            yield match.start(), len(match[0]), *wrong


def _placeholder(
    found: Gathered, inner: str, fills: tuple[str, ...]
) -> tuple[str, str | None] | None:
    """What is wrong with one placeholder; None where nothing is."""
    if not fills:
        return f"Nothing is filled in here, so `{{{inner}}}` means nothing.", "Write it in words."
    kind, colon, name = inner.partition(":")
    if inner in fills and not colon:
        return None
    if colon and kind == "date" and "date:RULE" in fills:
        dated = {r.id: r for r in found.of("rule", s.RuleText) if r.text.day is not None}
        if name in dated or name in found.broken("rule"):
            return None
        mend = found.like(name, dated, "Name a rule that has `date`.")
        return f"`{name}` is not a rule that yields a date.", mend
    if colon and kind == "fact" and "fact:ID" in fills:
        if name in found.known("fact") or "fact" in found.lost:
            return None
        return f"`{name}` is not a fact of this pack.", found.like(name, found.known("fact"), None)
    braced = [f"{{{one}}}" for one in fills]
    mend = did_you_mean(f"{{{inner}}}", braced, f"There are {listed(braced, 'and')}.")
    return f"`{{{inner}}}` is not a placeholder.", mend


def _fills(text: str) -> set[str]:
    return {match[1] for match in _BRACES.finditer(text) if match[1] is not None}


# --- translations ---------------------------------------------------------------------------------


def _translated(
    found: Gathered, language: str, sentences: list[Sentence], missing: dict[Key, list[str]]
) -> dict[str, str]:
    """The sentences of one language by key; what it lacks goes to `missing`."""
    files = found.languages.get(language, [])
    given: dict[Key, _Given] = {}
    for file in files:
        for path, text in _leaves(file.data):
            _take(found, given, file, path, text)
    made: dict[str, str] = {}
    for one in sentences:
        has = given.get(one.key) or (given.get(one.also) if one.also else None)
        if has is not None:
            made[".".join(one.key)] = has.text
            if not has.used:
                has.used = True
                _check_translation(found, one, has)
        elif not one.optional and files:
            missing.setdefault(one.key, []).append(language)
    if not files and "translation" not in found.lost and found.pack is not None:
        says = f"The pack has no sentences in `{language}`."
        place = ("languages", found.pack.text.languages.index(language))
        mend = f"Write them in text/{language}.toml, or remove the language."
        found.mistakes.append(found.pack.at_value(place, says, mend))
    for key, unused in given.items():
        if not unused.used:
            _left_over(found, key, unused, sentences)
    return made


def _leaves(data: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Every value of a file that is no table, with its key path."""
    todo: list[tuple[KeyPath, Any]] = [((), data)]
    while todo:
        path, value = todo.pop()
        if isinstance(value, dict):
            todo.extend(((*path, key), inner) for key, inner in reversed(value.items()))
        else:
            yield path, value


def _take(
    found: Gathered, given: dict[Key, _Given], file: TomlFile, path: KeyPath, text: Any
) -> None:
    key = tuple(map(str, path))
    if not isinstance(text, str):
        found.mistakes.append(file.at_value(path, "This is not text.", "Write it in quotes."))
        given.setdefault(key, _Given("", file, path, used=True))  # given, if wrongly
    elif key in given:
        first = given[key]
        place = f"{first.file.name}:{first.file.line_of(first.path)}"
        mend = f"Keep one of the two; the first is at {place}."
        found.mistakes.append(file.at_key(path, "This sentence is given twice.", mend))
    else:
        given[key] = _Given(text, file, path)


def _check_translation(found: Gathered, sentence: Sentence, has: _Given) -> None:
    if fault := sentence_fault(has.text):
        found.mistakes.append(has.file.inside(has.path, *fault))
    if "{" not in sentence.text and "{" not in has.text and "}" not in has.text:
        return
    wrong = list(_wrong_braces(found, has.text, sentence.fills))
    for start, length, says, mend in wrong:
        found.mistakes.append(has.file.inside(has.path, start, length, says, mend))
    lacks = sorted(_fills(sentence.text) - _fills(has.text))
    if lacks and not wrong:
        braced = listed([f"{{{one}}}" for one in lacks], "and")
        says = f"The sentence this translates has {braced}; this one has not."
        found.mistakes.append(has.file.at_value(has.path, says))


def _missing(found: Gathered, lacking: list[str], sentence: Sentence) -> None:
    """A sentence that has no translation: shown where it stands in the first language."""
    if "translation" in found.lost:
        return
    key = sentence.also or sentence.key
    header = ".".join(map(_quoted, key[:-1]))
    files = listed([_file_for(found, language, sentence) for language in lacking], "and")
    says = f"This sentence is missing in {listed(lacking, 'and')}."
    mend = f'Add to {files}: [{header}] {_quoted(key[-1])} = "..."'
    found.mistakes.append(sentence.item.at_key(sentence.keys, says, mend))


def _file_for(found: Gathered, language: str, sentence: Sentence) -> str:
    """The file of a language that a sentence belongs into."""
    files = found.languages[language]
    fits = [file.name for file in files if sentence.key[0] in file.data]
    if fits or len(files) == 1:
        return (fits or [files[0].name])[0]
    return f"text/{language}/{sentence.item.file.name}"


def _quoted(part: str) -> str:
    return part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else f'"{part}"'


def _left_over(found: Gathered, key: Key, unused: _Given, sentences: Iterable[Sentence]) -> None:
    """A translation of nothing. What was meant is looked for part by part."""
    known = {k for one in sentences for k in (one.key, one.also) if k is not None}
    if key[:1] and (key[0] in found.lost or (len(key) > 1 and key[1] in found.broken(key[0]))):
        return
    if len(key) > 1 and key[0] == "rule" and key[1].partition("@")[0] in found.broken("rule"):
        return
    depth = 0
    while any(k[: depth + 1] == key[: depth + 1] for k in known):
        depth += 1
    if depth >= len(key):
        says, mend = "This translates no sentence: it is a table of sentences.", None
    else:
        here = {k[depth] for k in known if k[:depth] == key[:depth] and len(k) > depth}
        says = f"`{key[depth]}` has no sentence in the pack's first language."
        mend = did_you_mean(key[depth], here, "Remove it, or add the sentence to the pack.")
    path = unused.path[: depth + 1]
    mistake: Mistake = unused.file.at_key(path, says, mend)
    found.mistakes.append(mistake)
