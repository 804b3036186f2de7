"""What an order will do, shown before it is done: the entry, the letters, the clocks, the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clemency.clerk.trouble import NotKnown
from clemency.docket.case import Case, stage
from clemency.docket.facts import docket_facts
from clemency.docket.filling import OF_A_GRANT
from clemency.docket.verdict import Accepted
from clemency.law.finding import Finding, env_of, settled
from clemency.law.pack import Tells
from clemency.law.reason import Env
from clemency.letters.names import Names
from clemency.letters.notices import BadLetter
from clemency.letters.post import Envelope, Occasion, Sheet, decision_of, letter_of
from clemency.letters.post.decisions import TITLES
from clemency.letters.told import Told
from clemency.letters.words import fill, placeholders
from clemency.web.acts.reading import Drawn
from clemency.web.acts.setting import Setting
from clemency.web.acts.trying import Tried
from clemency.web.config import config
from clemency.web.pages import languages, title


@dataclass(frozen=True)
class Letter:
    """One letter that will go out.

    who     whom it tells, in words; `after` whom it waits for, "" for nobody
    open    True where it is not established that it goes: then a person looks first
    sheets  the letter in the recipient's language, then in the reader's where that is another
    fault   why it cannot be written yet; "" where it can
    """

    who: str
    letter: str
    after: str
    open: bool
    sheets: tuple[Sheet, ...]
    fault: str = ""


@dataclass(frozen=True)
class Clock:
    """A period that begins or ends with the entry. `due_on` is None where it cannot be counted."""

    name: str
    due_on: date | None


@dataclass(frozen=True)
class Effect:
    """What an accepted order would do, in the reader's language.

    stages      where the matter stands before and after, in words
    by_law      what the law itself does thereupon
    instrument  the decision as an instrument, in each language of the pack; none for other acts
    opens       acts that become possible, with the offices that do them
    """

    entry: Told
    stages: tuple[str, str]
    letters: tuple[Letter, ...]
    started: Clock | None
    stopped: tuple[str, ...]
    closes: bool
    rests: tuple[Told, ...]
    weighed: tuple[Told, ...]
    notes: tuple[str, ...]
    by_law: tuple[Told, ...]
    instrument: tuple[Sheet, ...]
    opens: tuple[tuple[str, str], ...]
    not_in_force: bool


def effect_of(setting: Setting, tried: Tried, drawn: Drawn) -> Effect:
    """Everything an officer is shown before confirming. Only for what is accepted."""
    accepted = tried.accepted
    assert accepted is not None  # a refusal has objections instead
    entry, names, speaker = accepted.entry, setting.speaker.names, setting.speaker
    occasion = _occasion(setting, tried, accepted, drawn)
    started = Clock(names.code(entry.clock, "clock"), entry.due_on) if entry.clock else None
    return Effect(
        entry=speaker.entry(_shown(setting, entry, drawn), entry.kind),
        stages=(speaker.stage(stage(tried.ground.case)), speaker.stage(stage(tried.case))),
        letters=tuple(letters(setting, occasion, accepted.tells)),
        started=started,
        stopped=tuple(names.code(one, "clock") for one in entry.stops),
        closes=entry.closes,
        rests=_findings(setting, accepted.rests),
        weighed=_findings(setting, accepted.weighed),
        notes=tuple(speaker.say(one) for one in accepted.notes),
        by_law=tuple(speaker.entry(vars(one), one.kind) for one in tried.after),
        instrument=tuple(instruments(setting, occasion)),
        opens=tuple(_opened(setting, tried)),
        not_in_force=decided_not_in_force(tried.case),
    )


def decided_not_in_force(case: Case) -> bool:
    """Whether something is granted of which nothing has taken effect."""
    gone = (case.effective_on, case.revoked_on, case.closed_on)
    return case.granted_on is not None and all(one is None for one in gone)


def _shown(setting: Setting, entry: Any, drawn: Drawn) -> dict[str, Any]:
    """The entry's fields, with the words in place of what will stand for them."""
    fields = {name: value for name, value in vars(entry).items() if name != "act"}
    fields |= {name: text for name, text in drawn.sealed.items() if name in fields}
    if entry.kind in OF_A_GRANT and (granted := granted_text(setting)):
        fields["text"] = granted
    return fields


def granted_text(setting: Setting) -> str | None:
    """The instrument as it was granted, word for word, for whoever may read it: that is what a
    countersignature stands under."""
    commitment = setting.case.text
    if commitment is None:
        return None
    try:
        found = setting.clerk.text(setting.shown.ref, commitment, setting.viewer)
    except NotKnown:
        return None
    return found.decode() if isinstance(found, bytes) else None


def _findings(setting: Setting, findings: tuple[Finding, ...]) -> tuple[Told, ...]:
    return tuple(setting.without_facts(setting.speaker.finding(one)) for one in findings)


def _occasion(setting: Setting, tried: Tried, accepted: Accepted, drawn: Drawn) -> Occasion:
    """What letters are written about. Texts stand where their commitments will."""
    texts = {_place(path): text for path, text in drawn.sealed.items()}
    if accepted.entry.kind in OF_A_GRANT and (granted := granted_text(setting)):
        texts["text"] = granted
    return Occasion(
        setting.pack,
        setting.shown.number,
        accepted.entry,
        tried.ground.entries,
        tried.ground.facts,
        texts,
    )


def _place(path: str) -> str:
    """ "conditions[0].text" as a sheet knows it: "conditions/0/text"."""
    return path.replace("[", "/").replace("].", "/")


# --- letters ------------------------------------------------------------------------------------


def letters(setting: Setting, occasion: Occasion, tells: tuple[Tells, ...]) -> Iterator[Letter]:
    """Each letter that the entry sends, in the order of telling."""
    theirs = petitioners_language(occasion)
    for one in tells:
        office = one.who in setting.pack.offices
        wanted = [setting.words.language if office else theirs, setting.words.language]
        sheets, fault = list[Sheet](), ""
        for language in dict.fromkeys(wanted):
            try:
                sheets.append(
                    letter_of(occasion, one.letter, envelope(one.who, language, occasion))
                )
            except BadLetter as bad:
                fault = bad.says
        yield Letter(
            who=setting.speaker.office(one.who),
            letter=letter_name(setting.speaker.names, one.letter, occasion.number),
            after=setting.speaker.office(one.after) if one.after else "",
            open=one.when is not None,
            sheets=tuple(sheets),
            fault=fault,
        )


def letter_name(names: Names, letter: str, number: str) -> str:
    """A letter by its subject, where that needs no more than the matter's number."""
    template = names.text(f"letter.{letter}.subject")
    if template is None or placeholders(template) - {"number"}:
        return names.letter(letter)
    filled = fill(template, {"number": names.words.reference(number)})
    return names.words.settled(filled)


def petitioners_language(occasion: Occasion) -> str:
    """The language in which it came, where this office speaks it."""
    found = (getattr(entry, "language", None) for entry in occasion.before)
    spoken = languages()
    return next((one for one in found if one in spoken), spoken[0])


def envelope(who: str, language: str, occasion: Occasion) -> Envelope:
    """An envelope without an address: those are nobody's business on this page."""
    from clemency.web.words import in_language

    house = title(in_language(language))
    return Envelope(who, language, occasion.entry.on, house=house, fictional=config().demo)


def instruments(setting: Setting, occasion: Occasion) -> Iterator[Sheet]:
    """The decision as an instrument, in each language of this office."""
    if occasion.entry.kind not in TITLES:
        return
    for language in languages():
        try:
            yield decision_of(occasion, envelope("", language, occasion))
        except BadLetter:
            return


# --- what becomes possible ----------------------------------------------------------------------


def _opened(setting: Setting, tried: Tried) -> Iterator[tuple[str, str]]:
    """Acts whose time comes with this entry, each with the offices whose part they are."""
    before, after = (_env(case, tried, setting.today) for case in (tried.ground.case, tried.case))
    for act in setting.pack.acts.values():
        if settled(act.when, before) is False and settled(act.when, after) is True:
            offices = setting.words.listed([setting.speaker.office(one) for one in act.by])
            yield setting.speaker.act(act.id), offices


def _env(case: Case, tried: Tried, on: date) -> Env:
    given = {**docket_facts(case), "acting_office": tried.order.by, "actor": tried.order.officer}
    return env_of(tried.ground.facts, on, given)
