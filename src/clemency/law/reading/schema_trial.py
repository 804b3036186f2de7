"""What may stand in a file of scenarios and journeys, key by key."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from clemency.law.reading.kinds import Code, OneOrMore, Table, key, keys


class ScenarioText(Table):
    """[[scenario]]: facts, and what the rules must make of them."""

    name: str = key("What it shows.")
    facts: dict[str, Any] = Field(default_factory=dict, description="The facts.")
    today: date | None = key("The day of the facts.", None)
    law_on: date | None = key("The day whose law is asked about.", None)
    finds: dict[str, Any] = Field(default_factory=dict, description="Outcomes by rule.")
    opens: dict[str, Any] = Field(
        default_factory=dict, description='By rule: the first day it holds, "never" or "asks".'
    )
    asks: list[str] | None = key("Paths of the missing facts, most decisive first.", None)
    dates: dict[str, Any] = Field(default_factory=dict, description="Dates yielded, by rule.")
    values: dict[str, Any] = Field(default_factory=dict, description="Values yielded, by rule.")
    readings: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description='By rule and reading: true, false or "unknown".'
    )


class AppointedText(Table):
    """An officer who holds an office."""

    officer: str = key("The officer's reference.")
    office: str = key("The office.")
    from_: date | None = key("The first day.", None, alias="from")
    until: date | None = key("The last day.", None)


class PublicText(Table):
    """Figures of the public register."""

    interventions: int | None = key("Letters and statements of senders in public office.", None)
    petitions: int | None = key("Petitions opened.", None)
    private_senders: int | None = key("Private senders, who are only counted.", None)


class StepText(Table):
    """[[journey.step]]: an act that is tried, and what must come of it."""

    matter: Code = key("The journey's own name for the matter.", "main")
    on: date = key("The day.")
    act: str | None = key("The act; without it, facts are only recorded.", None)
    by: str | None = key("The office that acts.", None)
    officer: str | None = key("Who acts for it.", None)
    second: str | None = key("The second officer.", None)
    facts: dict[str, Any] = Field(default_factory=dict, description="Facts that become known.")
    standing: Literal["claimed", "certified", "reported", "disputed"] = key(
        "Who vouches for them.", "claimed"
    )
    reported_by: list[str] = keys("The chain by which reported facts came, nearest first.")
    set: dict[str, Any] = Field(default_factory=dict, description="Fields of the entry.")
    accepted: bool | None = key("True where the act must be accepted.", None)
    refused: OneOrMore = key("What must object: a rule, a duty or a kind of objection.", None)
    opens: date | None = key("The day on which the refusal falls away.", None)
    case: dict[str, Any] = Field(
        default_factory=dict, description="Facts of the docket afterwards."
    )
    public: PublicText | None = key("Figures of the public register afterwards.", None)
    tells: list[str] | None = key(
        'The letters that go out, in order; "WHO: LETTER" says also to whom.', None
    )
    breaks: list[str] = keys("Statements ([[never]], [[always]]) that this step breaks.")
    says: str = key("What this step shows.", "")


class JourneyText(Table):
    """[[journey]]: a story told act by act."""

    name: str = key("What it shows.")
    appointed: list[AppointedText] = keys("Who holds which office.")
    shown: bool = key("Whether the demonstration tells this story.", False)
    step: list[StepText] = key("The steps.")


class ScenariosFile(Table):
    """scenarios/*.toml: the pack on trial."""

    scenario: list[ScenarioText] = keys("Facts and findings.")
    journey: list[JourneyText] = keys("Stories, act by act.")
