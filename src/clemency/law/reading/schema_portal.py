"""What may stand in portal.toml, key by key."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from clemency.law.reading.kinds import Code, Sentence, Table, key, keys


class CheckText(Table):
    """[check]: the first questions, before anything is kept."""

    most: int = key("How many questions there are at most.", 4)
    beside: list[str] = keys("Facts that are not counted, since they only tell who asks.")


class ToldText(Table):
    """[every] and [door.DOOR]: facts that are told without a question."""

    given: dict[str, Any] = Field(default_factory=dict, description="Facts with their values.")
    when: dict[str, list[str]] = Field(
        default_factory=dict,
        description="Facts that are true where all of these parts of a request are there.",
    )
    takes: dict[str, str] = Field(
        default_factory=dict, description="Facts whose value is another part of the request."
    )


class DoorsText(Table):
    """[door]: what each way in tells."""

    myself: ToldText = Field(default_factory=ToldText, description="Whoever asks for themselves.")
    relative: ToldText = Field(default_factory=ToldText, description="Whoever asks for a relative.")
    counsel: ToldText = Field(default_factory=ToldText, description="Counsel.")
    support: ToldText = Field(
        default_factory=ToldText, description="Whoever writes in support of somebody."
    )


class ImpliedText(Table):
    """[[implied]]: facts that follow from answers."""

    when: dict[str, Any] = key("The answers, all of them given.")
    facts: dict[str, Any] = key("What is then so, and asked no more.")


class AskedText(Table):
    """[[asks]]: a fact that is asked beside those that the rules need."""

    fact: str = key("The fact.")
    when: dict[str, list[Any]] = Field(
        default_factory=dict,
        description="It is asked in these cases only: by fact, the answers that will do.",
    )


class PassageText(Table):
    """[[text]]: something that people tell in their own words."""

    id: Code = key("Its name.")
    title: Sentence = key("What it is called.")
    hint: Sentence | None = key("What helps to write it.", None)


class DocumentText(Table):
    """[[document]]: a paper that belongs to a request."""

    id: Code = key("Its name.")
    title: Sentence = key("What it is called.")
    court: bool = key("True where a court keeps it, so that the office can ask there.", False)


class PortalFile(Table):
    """portal.toml: how the form asks. Nothing in it is law, and no finding depends on it."""

    extra: list[Literal["parent"]] = keys(
        "What is asked of a person beside name, number and address."
    )
    while_open: list[str] = keys(
        "Rules that do not hold, or are open, while a court is still at work."
    )
    check: CheckText = Field(default_factory=CheckText, description="The first questions.")
    every: ToldText = Field(default_factory=ToldText, description="What is told whoever asks.")
    door: DoorsText = Field(default_factory=DoorsText, description="What each way in tells.")
    implied: list[ImpliedText] = keys("Facts that follow from answers.")
    first: list[str] = keys("Facts in the order in which they come before all others.")
    asks: list[AskedText] = keys("Facts that are asked beside those that the rules need.")
    lists: dict[str, list[str]] = Field(
        default_factory=dict,
        description="By record, the fields that are asked; a record not listed is asked whole.",
    )
    text: list[PassageText] = keys("What people tell in their own words, in order.")
    document: list[DocumentText] = keys(
        "Papers that belong to a request, in order; what proves answers comes before the last."
    )
