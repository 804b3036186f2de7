"""What may stand in acts.toml, key by key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from clemency.law.reading.kinds import Code, Expression, Sentence, Table, key, keys, wrong


def _length(value: Any) -> int | str:
    """A number, or the name of a figure."""
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise wrong(
        "This is neither a whole number nor the name of a figure.",
        'Write 30, or the id of a [parameter]: "wait".',
    )


Length = Annotated[
    Any,
    PlainValidator(_length),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string"}]}),
]
ByLawField = Annotated[
    Any,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "boolean", "integer", "array"]},
                {
                    "type": "object",
                    "properties": {"date": {"type": "string"}},
                    "required": ["date"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""A constant, or `{ date = "RULE" }`."""


class TellsText(Table):
    """Who is told of an act, by which letter. The order in the list is the order of telling."""

    who: str = key("An audience, an office, or `of`: whom the entry's field `of` names.")
    letter: str = key("The letter they get.")
    after: str | None = key("Somebody earlier in the list who must have been told first.", None)
    when: Expression | None = key("When they are told; left out: always.", None)


class ClockText(Table):
    """A period that an act starts."""

    id: Code = key("Its name, for `stops`.")
    days: Length | None = key("Its length in days, or the figure that says it.", None)
    months: Length | None = key("Its length in calendar months, or the figure that says it.", None)
    from_: str = key("The entry's date it runs from.", "on", alias="from")
    working: bool = key("True where only working days count.", False)
    chase: list[int] = keys("Reminders, in days before (-7) or after (1) the due date.")
    out: str = key(
        "What happens when it runs out: an act, something the law does, or nothing.", "nothing"
    )
    by: str | None = key("The office that decides what then happens.", None)


class VoteText(Table):
    """How a body votes: conditions over vote.present, vote.yes and vote.no."""

    stage: Code = key("Which vote this is.")
    quorum: Expression = key("When enough members are present.")
    carries: Expression = key("When the vote carries.")


class ActText(Table):
    """[[act]]: one step of the procedure."""

    id: Code = key("Its name, as commands use it.")
    title: Sentence = key("What it is called.")
    by: list[str] = key("The offices that may do it.")
    of: list[str] = keys("The offices that may be consulted by it.")
    when: Expression = key("When it is possible.", "True")
    needs: list[str] = keys("Rules that must hold.")
    weighs: list[str] = keys("Rules and considerations that are shown and stop nothing.")
    unknown: Literal["stop", "proceed"] = key("What happens where a rule it needs is open.", "stop")
    writes: str = key("The kind of entry it writes.")
    set: dict[str, Any] = Field(
        default_factory=dict, description="Fields of the entry, as constants."
    )
    asks: list[str] = keys("Fields of the entry that whoever acts must give.")
    cite: str | None = key("Where the act stands.", None)
    second: bool = key("True where a second officer must sign.", False)
    tells: list[TellsText] = keys("Who is told, in this order.")
    clock: ClockText | None = key("A period that it starts.", None)
    stops: list[str] = keys("Periods that it stops.")
    per: str | None = key("The record of which each has its own outcome.", None)
    reliefs: list[str] = keys("What it may grant; nothing named: whatever there is.")
    takes: dict[str, list[str]] = Field(
        default_factory=dict, description="By field: the only values that an order may give it."
    )
    vote: VoteText | None = key("The vote that it records.", None)
    closes: bool = key("True where the matter is closed by it.", False)


class ByLawText(Table):
    """[[by_law]]: what nobody does; the law does it."""

    id: Code = key("Its name.")
    cite: str = key("Where it stands.")
    when: Expression = key("When it happens.")
    on: Expression = key("The day on which it happens.")
    writes: str = key("The kind of entry it writes.")
    set: dict[str, ByLawField] = Field(
        default_factory=dict,
        description='Fields of the entry: constants, or the day of a rule: { date = "RULE" }.',
    )
    says: Sentence = key("What happens, in words.")
    before: list[str] = keys("Clauses that come after this one where both happen on one day.")


class StatementText(Table):
    """[[never]], [[always]]: a sentence about every path of the procedure."""

    id: Code = key("Its name.")
    says: Sentence = key("The sentence, in words.")
    is_: Expression = key("The sentence as a condition.", alias="is")


class ActsFile(Table):
    """acts.toml: the procedure."""

    act: list[ActText] = keys("The acts.")
    by_law: list[ByLawText] = keys("What the law does by itself.")
    never: list[StatementText] = keys("What is never so.")
    always: list[StatementText] = keys("What is always so.")
