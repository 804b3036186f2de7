"""One page for whoever decides: what is asked, what was imposed and served, who says what, what is
weighed. Nothing is scored and nothing predicted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from clemency.clerk.reading import Shown
from clemency.docket.policy import Viewer
from clemency.law.finding import HOLDS, NONE_APPLIES, OPEN, Finding
from clemency.law.types import RowsOf
from clemency.law.values import UNKNOWN, Rows
from clemency.web.acts import opinions
from clemency.web.acts.opinions import Standing
from clemency.web.acts.setting import Setting
from clemency.web.acts.trying import weighing
from clemency.web.application import Application, Letter, Paper, from_words
from clemency.web.lists.models import Row as ListRow
from clemency.web.lists.sights import sights

LEAST_CASES = 10
"""Fewer past decisions are not shown: a few could point at somebody, and three make no spread."""

DECIDERS = ("Granted", "Denied")
VICTIMS = "VictimHeard"
EARLIER = ("earlier-petition", "opened-after-letter")
LONGEST = 1500  # characters of the request's own words on one page


@dataclass(frozen=True)
class Known:
    """One fact on file: what it is called, its value, who vouches for it."""

    label: str
    value: str
    source: str


@dataclass(frozen=True)
class Said:
    """A position with its words: who, when, which way, and the sealed words where they may be read.

    sealed  whether there are words that this officer may not read
    """

    who: str
    on: date | None
    position: str
    words: tuple[str, ...]
    sealed: bool = False


@dataclass(frozen=True)
class Weighed:
    """One point that is weighed: what it is, how it stands here, and its source."""

    says: str
    stands: str
    cite: str


@dataclass
class Brief:
    """Everything on the page.

    asked     (label, value) of the request; own the petitioner's own words, cut where `cut`
    records   each record on file with its facts
    source    who vouches for most facts; those for which somebody else does say so themselves
    weighed   what speaks to whoever decides; quiet: what was looked at and raises nothing, or is
              not known
    spread    (outcome, how many) of decided matters with the same relief; empty where too few
    """

    asked: list[tuple[str, str]] = field(default_factory=list)
    own: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False
    facts: list[Known] = field(default_factory=list)
    records: list[tuple[str, list[Known]]] = field(default_factory=list)
    opinions: tuple[Standing, ...] = ()
    advice: list[Said] = field(default_factory=list)
    victims: list[Said] = field(default_factory=list)
    earlier: list[tuple[str, str]] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)
    source: str = ""
    spread: list[tuple[str, int]] = field(default_factory=list)


def brief_of(setting: Setting) -> Brief:
    """The brief, as far as the policy shows this officer what is in it."""
    found = Brief(opinions=_asked_of(setting))
    found.asked = list(_asked(setting))
    _own_words(setting, found)
    if setting.knows_facts:
        _facts(setting, found)
        _weighed(setting, found)
    found.advice = list(_advice(setting))
    found.victims = list(_victims(setting))
    found.earlier = list(_earlier(setting))
    found.spread = spread(setting)
    return found


# --- the request --------------------------------------------------------------------------------


def _asked(setting: Setting) -> Iterator[tuple[str, str]]:
    case, names, words = setting.case, setting.speaker.names, setting.words
    if setting.shows("PetitionOpened", "relief"):
        for name in ("relief", "filer"):
            if (code := getattr(case, name)) is not None:
                yield names.field(name), names.code(code, name)
    for name in ("received_on", "filed_on"):
        if (day := getattr(case, name)) is not None:
            yield names.field(name), words.day(day)
    if case.track is not None:
        yield names.field("track"), names.code(case.track, "track")


def _own_words(setting: Setting, found: Brief) -> None:
    """The petitioner's own words, under their own headings, as much as fits on a page."""
    left = LONGEST
    for entry in setting.shown.entries:
        if entry.kind not in ("Received", "PetitionOpened"):
            continue
        for text in _texts(setting, entry):
            told = from_words(text)
            parts: list[tuple[str, str]] = []
            if isinstance(told, Application):
                parts = [(part.title, part.text) for part in told.statement]
            elif isinstance(told, Letter):
                parts = [("", told.text)]
            elif not isinstance(told, Paper):
                parts = [("", told)]
            for title, own in parts:
                if own and left > 0:
                    found.own.append((title, own[:left]))
                    left -= len(own)
    found.cut = left < 0


def _texts(setting: Setting, entry: Shown) -> Iterator[bytes]:
    """The sealed texts of an entry that this officer may read."""
    for commitment in entry.texts.values():
        text = setting.clerk.text(setting.shown.ref, commitment, setting.viewer)
        if isinstance(text, bytes):
            yield text


# --- what is on file ----------------------------------------------------------------------------


def _facts(setting: Setting, found: Brief) -> None:
    names, facts = setting.speaker.names, setting.ground.facts
    for path, value in facts.values.items():
        if isinstance(value, Rows):
            for row in value.items:
                kind = setting.pack.vocabulary.records.get(row.kind)
                known = [
                    Known(
                        names.label(f"{row.path}.{name}"),
                        names.value(
                            one, kind.fields.get(name) if kind else None, f"{row.path}.{name}"
                        ),
                        "",
                    )
                    for name, one in row.fields.items()
                    if one is not UNKNOWN
                    and not isinstance(one, Rows)
                    and not (kind and isinstance(kind.fields.get(name), RowsOf))
                ]
                if known:
                    found.records.append((names.fact(row.path), known))
        elif value is not UNKNOWN:
            place = names.place(path)
            said = names.value(value, place.type, path)
            found.facts.append(Known(names.fact(path), said, setting.speaker.source(path)))
    _once(found)


def _once(found: Brief) -> None:
    """Says once who vouches for most facts, instead of beside each."""
    sources = Counter(one.source for one in found.facts)
    if not sources:
        return
    found.source = sources.most_common(1)[0][0]
    found.facts = [
        replace(one, source="") if one.source == found.source else one for one in found.facts
    ]


# --- who says what ------------------------------------------------------------------------------


def _asked_of(setting: Setting) -> tuple[Standing, ...]:
    """Every office that was asked, the silent ones among them."""
    return opinions.asked(setting)


def _advice(setting: Setting) -> Iterator[Said]:
    """Advice and endorsement, with the words where they may be read."""
    for entry in setting.shown.entries:
        if entry.kind not in ("Advised", "Endorsed") or "favours" not in entry.fields:
            continue
        office = entry.fields.get("of") or entry.fields.get("office")
        yield _said(setting, entry, setting.speaker.office(office) if office else "", "statement")


def _victims(setting: Setting) -> Iterator[Said]:
    """What victims wrote: the words for those alone whom the policy lets read them."""
    number = 0
    for entry in setting.shown.entries:
        if entry.kind == VICTIMS:
            number += 1
            who = setting.words.say("acts.person.victim", n=number)
            yield _said(setting, entry, who, "statement")


def _said(setting: Setting, entry: Shown, who: str, field_: str) -> Said:
    texts = tuple(
        told for text in _texts(setting, entry) if isinstance(told := from_words(text), str)
    )
    favours = entry.fields.get("favours")
    position = ""
    if "favours" in entry.fields:
        code = {True: "yes", False: "no", None: "none"}[favours]
        position = setting.words.say(f"acts.yes_no.favours.{code}")
    hidden = not texts and field_ not in entry.fields
    return Said(who, entry.fields.get("on"), position, texts, sealed=hidden)


def _earlier(setting: Setting) -> Iterator[tuple[str, str]]:
    """Earlier requests that the docket links to this one: number and relation."""
    if not setting.shows("Linked", "to"):
        return
    listed = {row.matter: row for row in setting.case.links if row.relation in EARLIER}
    rows = ListRow.objects.filter(matter__in=list(listed), sight=_sight(setting))
    for row in rows:
        relation = setting.speaker.names.code(listed[row.matter].relation, "relation")
        yield row.number, f"{relation}; {setting.speaker.stage(row.stage)}"


def _sight(setting: Setting) -> str:
    return sights(setting.pack).of(Viewer("office", setting.seat.office))


# --- what is weighed, and what others were given ------------------------------------------------


def _weighed(setting: Setting, found: Brief) -> None:
    """What those who decide are shown and not bound by, each once; never a sum."""
    done: set[str] = set()
    for act in setting.pack.acts.values():
        if act.writes not in DECIDERS:
            continue
        officer = setting.seat.officer
        for finding in weighing(setting.clerk, setting.ground, act.id, act.by[0], officer):
            if finding.rule_id not in done:
                done.add(finding.rule_id)
                _put(setting, finding, found)


def _put(setting: Setting, finding: Finding, found: Brief) -> None:
    """A point that says something here; or one that was looked at and raises nothing."""
    told = setting.speaker.finding(finding)
    says = next(iter(told.of("says")), told.head)
    if _unknown(finding) or finding.outcome in (HOLDS, OPEN, NONE_APPLIES):
        found.quiet.append(says)
        return
    stands = next(iter(told.of("yields")), "") or told.head
    found.weighed.append(Weighed(says, stands, next(iter(told.of("cite")), "")))


def _unknown(finding: Finding) -> bool:
    """Whether what a consideration shows is not known."""
    return finding.rule is None and finding.reason is not None and finding.reason.value is UNKNOWN


def spread(setting: Setting) -> list[tuple[str, int]]:
    """How many decided matters with the same relief ended how. Counts alone, and only of enough:
    they say what was done, and nothing of what will be."""
    relief = setting.case.relief
    if relief is None or not setting.shows("PetitionOpened", "relief"):
        return []
    rows = ListRow.objects.filter(sight=_sight(setting), relief=relief, decided_on__isnull=False)
    counted = Counter(_ended(row) for row in rows.exclude(matter=setting.ground.ref).iterator())
    if counted.total() < LEAST_CASES:
        return []
    return [
        (setting.words.say(f"acts.brief.ended.{name}"), counted[name])
        for name in ("in_force", "waiting", "withheld", "denied")
        if counted[name]
    ]


def _ended(row: ListRow) -> str:
    if row.effective_on is not None:
        return "in_force"
    if row.withheld_on is not None:
        return "withheld"
    return "waiting" if row.stage == "granted" else "denied"
