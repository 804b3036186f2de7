"""What may stand in each file of a pack, key by key.

These models are the format: what is not named here is an error, and the JSON Schemas for editors
and the reference page are held against them. They know shapes; what refers to what is checked in
check.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from clemency.law.reading.kinds import (
    Code,
    Currency,
    Expression,
    FactType,
    Name,
    Sentence,
    Table,
    key,
    keys,
)
from clemency.law.reading.schema_acts import ActsFile
from clemency.law.reading.schema_portal import PortalFile
from clemency.law.reading.schema_trial import ScenariosFile

# --- pack.toml ------------------------------------------------------------------------------------

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class HolidaysText(Table):
    """Closed days other than weekends, complete up to a day."""

    known_until: date = key("The last day for which the list is complete.")
    days: list[date] = key("Every closed day that is not a weekend.")


class SourceEntry(Table):
    """A statute, judgment, policy page or report that the pack cites."""

    id: str = key("What every `cite` of this source begins with.")
    title: str = key("Its full title.")
    verified_on: date = key("The day on which somebody last read the text.")
    url: str = key("Where it can be read.", "")
    certainty: Literal["official", "secondary", "uncertain"] = key(
        "How sure we are that this is the text in force.", "official"
    )


class PackFile(Table):
    """pack.toml: the jurisdiction itself."""

    id: Code = key("The pack's own name, as commands use it.")
    name: dict[str, Sentence] = key("What people call it, in every language of the pack.")
    languages: list[str] = key(
        "Languages of the pack; the sentences in its files are in the first."
    )
    time_zone: str = key("Whose midnight begins a day (IANA name).")
    weekend: list[Weekday] = key("Days on which the office is closed every week.")
    holidays: HolidaysText = key("Further closed days.")
    leap_day: Literal["28-february", "1-march"] = key(
        "Where a period of months or years ends on a day that the month does not have."
    )
    version: str = key("The version of the pack, shown with every finding.")
    currency: Currency | None = key("In which sums are granted and remitted (ISO 4217).", None)
    publishes: list[str] = keys("Kinds of entries that the public register lists.")
    source: list[SourceEntry] = keys("What the pack cites.")


# --- facts.toml -----------------------------------------------------------------------------------


class FieldText(Table):
    """One field of a record."""

    type: FactType = key("yes-no, integer, date, text, money:ILS, or a list of answers.")
    may_be_none: bool = key('Whether "there is none" is an answer.', False)
    ask: Sentence = key("The question.")
    name: Sentence | None = key("What it is called where the question is not asked.", None)
    why: Sentence | None = key("Why it is asked.", None)
    proof: str = key("What document shows it.", "")
    labels: dict[str, Sentence] = Field(
        default_factory=dict, description="What to call each answer of a choice."
    )
    least: int | None = key("The least it can be.", None)
    most: int | None = key("The most it can be.", None)
    can_change: bool = key(
        "True where somebody can still bring about another value: never for the past.", False
    )


class FactText(FieldText):
    """[fact.ID]: one thing that can be asked."""

    why: Sentence = key("Why it is asked.")


class RecordText(Table):
    """[record.ID]: a kind of record, and below it [record.ID.FIELD] for each of its fields."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, FieldText] = Field(init=False)

    plural: Name = key("The name of the collection.")
    within: str | None = key("The record that each of these lies within.", None)
    ask: Sentence = key("How the list is asked for.")
    name: Sentence | None = key("What one of these is called.", None)
    why: Sentence | None = key("Why it is asked.", None)

    @property
    def fields(self) -> dict[str, FieldText]:
        """The fields by name."""
        return self.__pydantic_extra__


class AssumeText(Table):
    """[[assume]]: what is always so of the facts, and is never asked: a proof may rely on it."""

    id: Code = key("Its name.")
    is_: Expression = key("What is always so.", alias="is")
    about: str | None = key("The record of which each is so.", None)
    says: str = key("The same in words, for whoever reads the pack.")


class FactsFile(Table):
    """facts.toml: what can be asked."""

    fact: dict[Name, FactText] = Field(default_factory=dict, description="Facts by id.")
    record: dict[Name, RecordText] = Field(default_factory=dict, description="Records by id.")
    assume: list[AssumeText] = keys("What is always so of the facts.")


# --- rules.toml -----------------------------------------------------------------------------------


class DefineText(Table):
    """[define.ID]: a condition or amount that several rules use by name."""

    is_: Expression = key("What it stands for.", alias="is")
    of: str | None = key("The record it is a property of; then it is used as `x.ID`.", None)
    says: Sentence = key("What it means, in words.")


class FigureText(Table):
    """One value of a parameter, from a day on."""

    from_: date = key("The first day on which it is so.", alias="from")
    is_: Any = key("The value.", alias="is")


class ParameterText(Table):
    """[parameter.ID]: a figure that the law changes from time to time."""

    type: FactType = key("integer, money:ILS, date or yes-no.")
    cite: str = key("Where the figure stands.")
    values: list[FigureText] = key("Its values, each from a day on, oldest first.")
    says: Sentence = key("What the figure is, in words.")


class ReadingText(Table):
    """[[rule.readings]]: one of several competing readings of a rule."""

    id: Code = key("Its name within the rule.")
    says: Sentence = key("The reading, in words.")
    cite: str = key("Who reads it so.")
    holds: Expression = key("The reading as a condition.")


Force = Literal[
    "constitution",
    "statute",
    "instrument",
    "case-law",
    "regulation",
    "policy",
    "practice",
    "reading",
]
Failing = Literal[
    "not-a-petition",
    "refuse",
    "not-yet",
    "waivable",
    "another-office",
    "declined-by-policy",
    "a-person-must-look",
]


class RuleText(Table):
    """[[rule]]: one version of one rule. Exactly one of holds, date and value."""

    id: Code = key("Its name; later versions of the same rule share it.")
    cite: str = key("Where it stands. Several places are joined by `; `.")
    since: date | None = key("The first day on which this text was in force.", None)
    until: date | None = key("The last day on which it was.", None)
    resumes: bool = key(
        "True where no text was in force just before `since`, and that is meant.", False
    )
    force: Force = key("Where it takes its strength from.")
    says: Sentence = key("The rule, in words.")
    holds: Expression | None = key("The condition that must be met.", None)
    day: Expression | None = key("The date it yields.", None, alias="date")
    value: Expression | None = key("The value it yields.", None)
    about: str | None = key("The record it judges, one finding for each.", None)
    applies_to: Expression | None = key("When this text is the one to apply.", None)
    failing: Failing | None = key("What it means that `holds` fails.", None)
    else_: Sentence | None = key("What is said when it fails.", None, alias="else")
    instead: Sentence | None = key("What can be done instead.", None)
    to: str | None = key("The office or body that is competent (for another-office).", None)
    binds: list[str] = keys("The offices it binds; nobody named: everybody.")
    override_by: list[str] = keys("The offices that may override it; nobody named: nobody.")
    standing: bool = key("True for a rule of standing, which nobody ever overrides.", False)
    uncertain: Sentence | None = key("What about it is not confirmed.", None)
    readings: list[ReadingText] = keys("Competing readings.")
    may_lapse: bool = key("True where time may take away what the rule once allowed.", False)
    before: list[str] = keys("Rules whose answer comes after this one's where both send elsewhere.")
    on_purpose: str | None = key(
        "Why the rule says what others say, or can never hold or fail, where that is meant.", None
    )


class DutyText(Table):
    """[[duty]]: work that the law makes."""

    id: Code = key("Its name.")
    cite: str = key("Where it stands.")
    when: Expression = key("When there is such a duty.")
    do: str = key("The act that fulfils it.")
    before: list[str] = key("The acts that wait for it.")
    says: Sentence = key("The duty, in words.")


class ConsiderationText(Table):
    """[[consideration]]: shown to those who weigh; never decides."""

    id: Code = key("Its name.")
    cite: str = key("Where it stands.")
    shows: Expression = key("The fact or expression that is shown.")
    says: Sentence = key("What is weighed, in words.")


class UntranslatableText(Table):
    """[[untranslatable]]: law that is left to people."""

    id: Code = key("Its name.")
    cite: str = key("Where it stands.")
    why: Sentence = key("Why it cannot be an expression.")


class NotCoveredText(Table):
    """[[not_covered]]: law that is simply not in the pack."""

    id: Code = key("Its name.")
    cite: str | None = key("Where it stands.", None)
    why: Sentence = key("Why it is left out.")


class RulesFile(Table):
    """rules.toml: what the law says."""

    define: dict[Name, DefineText] = Field(default_factory=dict, description="Definitions by id.")
    parameter: dict[Name, ParameterText] = Field(default_factory=dict, description="Figures by id.")
    rule: list[RuleText] = keys("The rules.")
    duty: list[DutyText] = keys("The duties.")
    consideration: list[ConsiderationText] = keys("What is weighed.")
    untranslatable: list[UntranslatableText] = keys("What is left to people.")
    not_covered: list[NotCoveredText] = keys("What is left out.")


# --- offices.toml ---------------------------------------------------------------------------------


class InsteadText(Table):
    """Another office exercises these powers when something is so."""

    by: str = key("The other office.")
    when: Expression = key("When it does.")
    cite: str = key("Where that stands.")


class SubstituteText(Table):
    """How somebody is named to act in this office's place."""

    named_by: str = key("The office that names.")
    needs: str = key("The field of the entry that names the legal basis.")
    cite: str = key("Where that stands.")


class OfficeText(Table):
    """[office.ID]: a competent body."""

    title: Sentence = key("What it is called.")
    instead: list[InsteadText] = keys("Who exercises its powers in which case.")
    substitute: SubstituteText | None = key("Who may name somebody in its place.", None)
    members: int | None = key("How many members a board has.", None)
    consulted: bool = key("True where it only advises.", False)
    outside: bool = key("True for a body that never acts here.", False)


class StandsAsideText(Table):
    """[[stands_aside]]: what keeps an officer from acting in a matter."""

    id: Code = key("Its name.")
    if_: Expression = key("When an officer stands aside.", alias="if")
    offices: list[str] = keys("The offices it concerns; nobody named: every office.")
    cite: str = key("Where it stands.")
    unknown: Literal["a-person-must-look", "proceed"] = key(
        "What happens where it is not established."
    )
    says: Sentence = key("Why, in words.")


class OfficesFile(Table):
    """offices.toml: who acts."""

    office: dict[Code, OfficeText] = Field(default_factory=dict, description="Offices by id.")
    stands_aside: list[StandsAsideText] = keys("What keeps officers from acting.")


# --- letters.toml, sees.toml, text/*.toml ---------------------------------------------------------


class LetterText(Table):
    """[letter.ID]: a letter in plain words."""

    subject: Sentence = key("Its subject line.")
    body: Sentence = key("Its words.")


class LettersFile(Table):
    """letters.toml: what people are told."""

    letter: dict[Code, LetterText] = Field(default_factory=dict, description="Letters by id.")


class SeesFile(BaseModel):
    """sees.toml: [EntryKind] audience = [fields]. Nothing is seen that is not listed."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, dict[str, list[str]]] = Field(init=False)


class TranslationFile(BaseModel):
    """text/LANGUAGE.toml: the same sentences in another language, under the same ids."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, dict[str, Any]] = Field(init=False)


FILES: Mapping[str, type[BaseModel]] = {
    "pack": PackFile,
    "facts": FactsFile,
    "rules": RulesFile,
    "offices": OfficesFile,
    "acts": ActsFile,
    "letters": LettersFile,
    "sees": SeesFile,
    "portal": PortalFile,
    "text": TranslationFile,
    "scenarios": ScenariosFile,
}
