"""Scenarios and journeys: read, and held against the pack they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from clemency.law.answers import NoAnswer, answer
from clemency.law.facts import FactFaults, collections_of, facts_from
from clemency.law.mistakes import Mistake, Mistakes, did_you_mean, listed
from clemency.law.pack import Failing, Pack
from clemency.law.reading.check import PEOPLE
from clemency.law.reading.positions import KeyPath
from clemency.law.reading.schema_trial import JourneyText, ScenariosFile, ScenarioText, StepText
from clemency.law.reading.toml import TomlFile, read_toml
from clemency.law.reading.words import complaints
from clemency.law.trial import Appointed, Expected, Journey, Scenario, Step
from clemency.law.types import DAY, Forms, Optional, Type, Vocabulary
from clemency.law.values import CLAIMED, UNKNOWN, Facts, Source, Standing, Unknown

OUTCOMES = ("holds", *(failing.value for failing in Failing), "not-established", "does-not-apply")

OBJECTIONS = (
    "unknown-act",
    "not-competent",
    "not-appointed",
    "stands-aside",
    "not-now",
    "rule",
    "not-established",
    "duty",
    "incomplete",
    "second-officer",
    "another-text",
    "not-overridable",
)
"""Kinds of objection that a journey may expect beside the rules, duties and clauses of the pack."""

_FACTS = "facts.toml lists them: `clemency pack show PACK facts`."
_MANY = {
    "a rule": "rules.toml lists them: `clemency pack show PACK rules`.",
    "an act": "acts.toml lists them: `clemency pack show PACK acts`.",
    "an office": "offices.toml lists them: `clemency pack show PACK offices`.",
    "an audience or office": "offices.toml lists them: `clemency pack show PACK offices`.",
    "a letter": "letters.toml lists them.",
    "a statement": "They are each [[never]] and [[always]] in acts.toml.",
    "a fact of the docket": "docs/reference/entries.md lists them.",
    "a rule, a duty or a kind of objection": (
        f"Rules stand in rules.toml; the kinds of objection are {listed(OBJECTIONS, 'and')}."
    ),
}
"""Where to look for a word, by what it should be, where there are too many to list."""


@dataclass
class Trials:
    """What is told of a pack: facts with findings, and stories act by act."""

    scenarios: list[Scenario] = field(default_factory=list)
    journeys: list[Journey] = field(default_factory=list)


def read_trials(files: Mapping[str, str], pack: Pack, forms: Forms) -> Trials:
    """The scenarios and journeys in these files, in order. Raises Mistakes with all mistakes."""
    trials, mistakes = Trials(), []
    for name in sorted(files):
        try:
            file = read_toml(name, files[name])
            reader = _Reader(file, pack, forms)
            reader.read(trials)
            mistakes.extend([*file.odd, *reader.mistakes])
        except Mistakes as error:
            mistakes.extend(error.mistakes)
    if mistakes:
        raise Mistakes(mistakes)
    return trials


class _Reader:
    """Reads one file, noting every mistake."""

    def __init__(self, file: TomlFile, pack: Pack, forms: Forms) -> None:
        self.file = file
        self.pack = pack
        self.forms = forms
        self.mistakes: list[Mistake] = []

    def read(self, trials: Trials) -> None:
        """Add what the file tells to `trials`."""
        try:
            text = ScenariosFile.model_validate(self.file.data)
        except ValidationError as error:
            self.mistakes.extend(m for _, m in complaints(self.file, ScenariosFile, error))
            return
        for index, scenario in enumerate(text.scenario):
            trials.scenarios.append(self._scenario(scenario, ("scenario", index)))
        for index, journey in enumerate(text.journey):
            trials.journeys.append(self._journey(journey, ("journey", index)))

    # -- small things ------------------------------------------------------------------------------

    def _key(self, path: KeyPath, says: str, mend: str | None = None) -> None:
        self.mistakes.append(self.file.at_key(path, says, mend))

    def _value(self, path: KeyPath, says: str, mend: str | None = None) -> None:
        self.mistakes.append(self.file.at_value(path, says, mend))

    def _among(
        self, path: KeyPath, name: str, known: Iterable[str], what: str, *, key: bool = False
    ) -> bool:
        words = list(known)
        if name in words:
            return True
        few = f"There are {listed(sorted(words), 'and')}." if words else None
        mend = few if len(words) <= 12 else _MANY.get(what)
        note = self._key if key else self._value
        note(path, f"`{name}` is not {what} of this pack.", did_you_mean(name, words, mend))
        return False

    def _facts(
        self, raw: Mapping[str, Any], path: KeyPath, vocabulary: Vocabulary, source: Source
    ) -> Facts:
        if "today" in raw:
            self._key(
                (*path, "today"),
                "`today` is not a fact.",
                "Write it beside `facts`: today = 2026-03-01.",
            )
            raw = {name: value for name, value in raw.items() if name != "today"}
        if "docket" in raw and vocabulary is not self.pack.vocabulary:
            says = "What the docket knows is not told by anybody: its entries say it."
            self._key((*path, "docket"), says, "Take it out; `case` compares it after the step.")
            raw = {name: value for name, value in raw.items() if name != "docket"}
        try:
            return facts_from(raw, vocabulary, source=source, limits=self.pack.limits)
        except FactFaults as faults:
            for fault in faults.faults:
                note = self._key if fault.named else self._value
                note((*path, *fault.keys), fault.says, fault.mend)
            return Facts({})

    def _answer(self, raw: Any, type_: Type, path: KeyPath) -> Any:
        try:
            return answer(raw, type_)
        except NoAnswer as no:
            self._value(path, no.says, no.mend)
            return UNKNOWN

    # -- scenarios ---------------------------------------------------------------------------------

    def _scenario(self, text: ScenarioText, path: KeyPath) -> Scenario:
        if (
            not (text.finds or text.opens or text.dates or text.values or text.readings)
            and text.asks is None
        ):
            self._key(
                path, "The scenario expects nothing.", "Add finds = { RULE = true } or another."
            )
        facts = self._facts(text.facts, (*path, "facts"), self.pack.vocabulary, CLAIMED)
        docket = {
            name: Source(Standing.DOCKET) for name in facts.values if name.startswith("docket.")
        }
        return Scenario(
            name=text.name,
            facts=Facts(facts.values, {**facts.sources, **docket}),
            today=text.today,
            law_on=text.law_on,
            finds={r: self._finds(r, v, (*path, "finds", r)) for r, v in text.finds.items()},
            opens={r: self._opens(r, v, (*path, "opens", r)) for r, v in text.opens.items()},
            asks=self._asks(text.asks, (*path, "asks")),
            dates={r: self._day(r, v, (*path, "dates", r)) for r, v in text.dates.items()},
            values={r: self._yield(r, v, (*path, "values", r)) for r, v in text.values.items()},
            readings={
                r: self._readings(r, v, (*path, "readings", r)) for r, v in text.readings.items()
            },
            file=self.file.name,
            line=self.file.line_of(path),
        )

    def _rule(self, rule: str, path: KeyPath) -> bool:
        return self._among(path, rule, self.pack.rules, "a rule", key=True)

    def _finds(self, rule: str, raw: Any, path: KeyPath) -> Expected | tuple[Expected, ...]:
        if not self._rule(rule, path):
            return True
        if isinstance(raw, list):
            if self.pack.rules[rule][-1].about is None:
                says = f"`{rule}` is not about a record, so it has one finding."
                self._value(path, says, "Write it without brackets.")
            return tuple(self._outcome(rule, one, (*path, index)) for index, one in enumerate(raw))
        return self._outcome(rule, raw, path)

    def _outcome(self, rule: str, raw: Any, path: KeyPath) -> Expected:
        """True, false or an outcome that the rule can have."""
        if isinstance(raw, bool):
            return raw
        failing = {
            version.failing.value for version in self.pack.rules[rule] if version.holds is not None
        }
        known = [
            o
            for o in OUTCOMES
            if o in failing or o in ("holds", "not-established", "does-not-apply")
        ]
        if isinstance(raw, str) and raw in known:
            return raw
        otherwise = f"Write true, false, {listed(known)}."
        mend = did_you_mean(raw, known, otherwise) if isinstance(raw, str) else otherwise
        self._value(path, f"`{raw}` is no outcome of `{rule}`.", mend)
        return True

    def _opens(self, rule: str, raw: Any, path: KeyPath) -> date | str:
        self._rule(rule, path)
        if isinstance(raw, date) or raw in ("never", "asks"):
            return raw  # type: ignore[no-any-return]
        says = "This is neither a date nor `never` nor `asks`."
        self._value(
            path, says, 'Write the first day the rule holds: 2027-03-01, or "never" or "asks".'
        )
        return "never"

    def _asks(self, paths: list[str] | None, path: KeyPath) -> tuple[str, ...] | None:
        if paths is None:
            return None
        known = [*self.pack.vocabulary.facts, *collections_of(self.pack.vocabulary), "today"]
        for index, one in enumerate(paths):
            bare = re.sub(r"\[\d+\]", "", one)
            if bare not in known and not any(bare.startswith(f"{name}.") for name in known):
                mend = did_you_mean(bare, known, _FACTS)
                self._value((*path, index), f"`{one}` is no fact of this pack.", mend)
        return tuple(paths)

    def _day(self, rule: str, raw: Any, path: KeyPath) -> Any:
        if self._rule(rule, path) and self.pack.rules[rule][-1].day is None:
            self._key(path, f"`{rule}` yields no date.", "Use `finds` or `values`.")
        value = self._answer(raw, Optional(DAY), path)
        return "unknown" if value is UNKNOWN else value

    def _yield(self, rule: str, raw: Any, path: KeyPath) -> Any:
        if not self._rule(rule, path):
            return None
        expr = self.pack.rules[rule][-1].value
        if expr is None:
            self._key(path, f"`{rule}` yields no value.", "Use `finds` or `dates`.")
            return None
        return self._answer(raw, expr.type, path)

    def _readings(
        self, rule: str, raw: Mapping[str, Any], path: KeyPath
    ) -> dict[str, bool | Unknown]:
        if not self._rule(rule, path):
            return {}
        known = [reading.id for version in self.pack.rules[rule] for reading in version.readings]
        found: dict[str, bool | Unknown] = {}
        for reading, verdict in raw.items():
            self._among((*path, reading), reading, known, f"a reading of `{rule}`", key=True)
            if isinstance(verdict, bool) or verdict == "unknown":
                found[reading] = UNKNOWN if verdict == "unknown" else verdict
            else:
                self._value((*path, reading), 'This is neither true, false nor "unknown".')
        return found

    # -- journeys ----------------------------------------------------------------------------------

    def _journey(self, text: JourneyText, path: KeyPath) -> Journey:
        for index, one in enumerate(text.appointed):
            place = (*path, "appointed", index, "office")
            self._among(place, one.office, self.pack.offices, "an office")
        if not text.step:
            self._key(path, "The journey has no steps.", "Add [[journey.step]].")
        return Journey(
            name=text.name,
            appointed=tuple(
                Appointed(a.officer, a.office, a.from_, a.until) for a in text.appointed
            ),
            steps=tuple(self._step(one, (*path, "step", i)) for i, one in enumerate(text.step)),
            shown=text.shown,
            file=self.file.name,
            line=self.file.line_of(path),
        )

    def _step(self, text: StepText, path: KeyPath) -> Step:
        standing = Standing(text.standing)
        source = Source(standing, on=text.on, chain=tuple(text.reported_by))
        if text.reported_by and standing is not Standing.REPORTED:
            says = "Only what is reported has a chain of reporting."
            self._key((*path, "reported_by"), says, 'Add standing = "reported", or remove it.')
        self._named(text, path)
        refused = self._refused(text, path)
        return Step(
            on=text.on,
            matter=text.matter,
            act=text.act,
            by=text.by,
            officer=text.officer,
            second=text.second,
            facts=self._facts(text.facts, (*path, "facts"), self.pack.told, source),
            standing=standing,
            reported_by=tuple(text.reported_by),
            sets={name: self._given(text, name) for name in text.set},
            accepted=not refused,
            refused=refused,
            opens=text.opens,
            case=self._case(text.case, (*path, "case")),
            public=text.public.model_dump(exclude_none=True) if text.public else {},
            tells=None if text.tells is None else tuple(text.tells),
            breaks=tuple(text.breaks),
            says=text.says,
            file=self.file.name,
            line=self.file.line_of(path),
        )

    def _given(self, text: StepText, name: str) -> Any:
        """A field that a step gives. Only "none" is read: what is wrong, the docket refuses."""
        act = self.pack.acts.get(text.act or "")
        type_ = self.forms.kinds[act.writes].fields.get(name) if act is not None else None
        none = text.set[name] == "none" and isinstance(type_, Optional)
        return None if none else text.set[name]

    def _named(self, text: StepText, path: KeyPath) -> None:
        """The act, the office, the letters and the fields that a step names."""
        if text.by is not None:
            self._among((*path, "by"), text.by, self.pack.offices, "an office")
        for index, told in enumerate(text.tells or ()):
            who, apart, letter = told.rpartition(": ")
            if apart:
                known = (*PEOPLE, *self.pack.offices)
                self._among((*path, "tells", index), who, known, "an audience or office")
            self._among((*path, "tells", index), letter, self.pack.letters, "a letter")
        statements = [statement.id for statement in self.pack.statements]
        for index, broken in enumerate(text.breaks):
            self._among((*path, "breaks", index), broken, statements, "a statement")
        if text.act is None or text.refused == ["unknown-act"]:
            return
        if not self._among((*path, "act"), text.act, self.pack.acts, "an act"):
            return
        form = self.forms.kinds[self.pack.acts[text.act].writes]
        for name in text.set:
            if name not in form.fields:
                says = f"`{name}` is not a field of {form.kind}, which `{text.act}` writes."
                has = f"It has {listed(form.fields, 'and')}." if form.fields else None
                self._key((*path, "set", name), says, did_you_mean(name, form.fields, has))

    def _refused(self, text: StepText, path: KeyPath) -> tuple[str, ...]:
        """What must object. A step says either that it is accepted, or what refuses it."""
        refused = tuple(text.refused or ())
        if text.accepted and refused:
            says = "A step cannot be both accepted and refused."
            self._key((*path, "refused"), says, "Keep one of the two.")
        if text.accepted is False and not refused:
            says = "The step does not say what refuses it."
            self._key(
                (*path, "accepted"),
                says,
                'Write refused = "..." instead: a rule, a duty or a kind of objection.',
            )
        if text.act is not None and text.accepted is None and not refused:
            says = "The step does not say what comes of the act."
            self._key((*path, "act"), says, 'Add accepted = true, or refused = "...".')
        pack = self.pack
        aside = [clause.id for clause in pack.stands_aside]
        known = (*pack.rules, *pack.duties, *aside, *OBJECTIONS)
        for index, name in enumerate(refused):
            place = (
                (*path, "refused", index)
                if isinstance(self._raw(path, "refused"), list)
                else (*path, "refused")
            )
            self._among(place, name, known, "a rule, a duty or a kind of objection")
        return refused

    def _raw(self, path: KeyPath, key: str) -> Any:
        here: Any = self.file.data
        for part in path:
            here = here[part]
        return here.get(key)

    def _case(self, raw: Mapping[str, Any], path: KeyPath) -> dict[str, Any]:
        """Facts of the docket, by name with or without "docket."."""
        if "docket" in raw:
            self._key(
                (*path, "docket"), "These are facts of the docket already.", "Leave `docket.` out."
            )
        facts = self.forms.vocabulary.facts
        names = [name.removeprefix("docket.") for name in facts]
        found: dict[str, Any] = {}
        for name, value in raw.items():
            if name == "docket" or not self._among(
                (*path, name), name, names, "a fact of the docket", key=True
            ):
                continue
            type_ = facts.get(f"docket.{name}", facts.get(name))
            lists = isinstance(value, list | dict) or type_ is None
            found[name] = value if lists else self._answer(value, type_, (*path, name))  # type: ignore[arg-type]
        return found
