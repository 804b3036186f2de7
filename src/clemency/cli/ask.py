"""`clemency ask PACK`: an interview that ends in a finding with its reasons and dates."""

from __future__ import annotations

import sys
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import click

from clemency.cli import options, terminal
from clemency.cli.exits import NO, OPEN, USAGE, YES, Trouble
from clemency.cli.interview import Interview
from clemency.cli.typed import plain_facts
from clemency.docket.case import Case
from clemency.docket.facts import docket_facts
from clemency.law.facts import FactFaults
from clemency.law.finding import Finding, find
from clemency.law.pack import Act, Pack
from clemency.law.values import UNKNOWN
from clemency.letters.questions import Question, question
from clemency.letters.speech import Speaker
from clemency.letters.words import Words


@click.command()
@click.argument("pack_name", metavar="PACK")
@click.option(
    "--act",
    "act_id",
    help="The act you ask about. Default: the first that opens a petition; where none does, the "
    "first that needs rules.",
)
@click.option("--rule", "rules", multiple=True, help="Ask about these rules only.")
@options.fact
@options.fact_file
@options.on_day
@options.language
@options.as_json
def ask(
    pack_name: str,
    act_id: str | None,
    rules: tuple[str, ...],
    facts: tuple[str, ...],
    fact_file: Path | None,
    on: date | None,
    language: str,
    as_json: bool,
) -> None:
    """Ask what the law says of some facts.

    In a terminal it asks one question at a time, the most decisive first, and says why. "I don't
    know" is an answer. With --fact or --facts it answers at once from those; add --json for a
    program.

    \b
    clemency ask PACK
    clemency ask PACK --fact NAME=VALUE
    """
    pack = options.load_pack(pack_name, as_json)
    words = Words(options.choose_language(language, pack))
    act = _act(pack, act_id)
    day = on or options.today(pack)
    given = docket_facts(Case())
    interview = Interview(pack, _goal(pack, act, rules), day, given, plain_facts(facts, fact_file))
    talk = sys.stdin.isatty() and not (facts or fact_file or as_json)
    try:
        interview.facts()
        if talk:
            _talk(interview, words)
        sys.exit(_answer(interview, act, words, as_json))
    except FactFaults as error:
        raise Trouble(
            str(error),
            f"See the facts with `clemency pack show {pack_name} facts`.",
            USAGE,
            as_json,
        ) from None


def _act(pack: Pack, act_id: str | None) -> Act:
    if act_id is None:
        acts = [*pack.acts.values()]
        opening = (act for act in acts if act.writes == "PetitionOpened")
        return next(chain(opening, (act for act in acts if act.needs), acts))
    if act_id not in pack.acts:
        from clemency.law.parse import suggestion

        raise Trouble(
            f"{pack.id} has no act `{act_id}`.",
            suggestion(act_id, list(pack.acts)) or "See `clemency pack show`.",
        )
    return pack.acts[act_id]


def _goal(pack: Pack, act: Act, rules: tuple[str, ...]) -> tuple[str, ...]:
    for rule in rules:
        if rule not in pack.rules:
            from clemency.law.parse import suggestion

            raise Trouble(
                f"{pack.id} has no rule `{rule}`.",
                suggestion(rule, list(pack.rules)) or "See `clemency pack show`.",
            )
    return rules or act.needs


# -- talking -------------------------------------------------------------------------------------


def _talk(interview: Interview, words: Words) -> None:
    """Ask until nothing that could be told can matter any more."""
    number = 0
    while wanted := interview.next():
        number += 1
        asked = question(interview.pack, wanted[0], words.language)
        click.echo()
        terminal.echo(words.say("ask.question", number=number), dim=True)
        terminal.echo(asked.ask, bold=True)
        if asked.why:
            terminal.echo(words.say("ask.why", why=asked.why), "  ")
        _put(interview, asked, words)
    click.echo()
    terminal.echo(words.say("ask.no_more"), dim=True)


def _put(interview: Interview, asked: Question, words: Words) -> None:
    """One question, until it has an answer of some kind."""
    for place, (_, label) in enumerate(asked.choices, 1):
        terminal.echo(label, f"  {place:>2}  ")
    if asked.kind == "rows":
        terminal.echo(words.say("ask.how_many"), "  ")
    while True:
        given = click.prompt(
            words.say("ask.prompt"), prompt_suffix=": ", default="", show_default=False
        ).strip()
        if given in ("q", "quit"):
            terminal.echo(words.say("ask.stopped"))
            sys.exit(OPEN)
        if given == "<":
            if interview.back():
                return
            terminal.echo(words.say("ask.nothing_back"))
        elif given in ("", "?"):
            return interview.pass_over(asked.path)
        elif _taken(interview, asked, given, words):
            return None


def _taken(interview: Interview, asked: Question, given: str, words: Words) -> bool:
    """Whether this was an answer. If not, it says what would be one."""
    try:
        value = read_answer(asked, given)
        if asked.kind == "rows":
            complete = value == 0 or click.confirm(words.say("ask.all_of_them"), default=True)
            interview.list_rows(asked.path, value, complete)
        else:
            interview.answer(asked.path, value)
    except (ValueError, FactFaults) as error:
        mend = str(error) if isinstance(error, FactFaults) else _form(asked, words)
        terminal.echo(words.say("ask.not_answer", given=given, mend=mend), fg="yellow")
        return False
    return True


FORMS = {"date": "day", "integer": "number", "rows": "number", "money": "amount"}


def _form(asked: Question, words: Words) -> str:
    """How an answer to this question is written."""
    if asked.choices:
        listed = ", ".join(str(place) for place in range(1, len(asked.choices) + 1))
        return words.say("ask.choice_form", choices=words.reference(listed))
    return words.say(f"ask.{FORMS.get(asked.kind, 'none')}_form")


def read_answer(asked: Question, given: str) -> Any:
    """What a person typed, as a plain value. Raises ValueError for what is no answer to this
    question.
    """
    if asked.may_be_none and given.lower() == "none":
        return "none"
    if asked.choices:
        codes = [code for code, _ in asked.choices]
        labels = {label.casefold(): code for code, label in asked.choices}
        numbers = {str(place): code for place, code in enumerate(codes, 1)}
        code = given if given in codes else numbers.get(given) or labels.get(given.casefold())
        if code is None:
            raise ValueError(given)
        return {"yes": True, "no": False}[code] if asked.kind == "yes-no" else code
    if asked.kind == "date":
        if not given.isascii():
            raise ValueError(given)
        return date.fromisoformat(given)
    if asked.kind in ("integer", "rows"):
        if not (given.isascii() and given.isdigit() and len(given) <= 15):
            raise ValueError(given)
        return int(given)
    if asked.kind == "money":
        return _minor_units(given)
    return given


def _minor_units(given: str) -> int:
    """1500, 1500.5 and 1,500.50 as minor units of a currency with two decimals."""
    whole, _, part = given.replace(",", "").partition(".")
    if not (
        whole.isascii()
        and whole.isdigit()
        and len(whole) <= 13
        and (part.isdigit() or not part)
        and len(part) <= 2
    ):
        raise ValueError(given)
    return int(whole) * 100 + int((part + "00")[:2])


# -- answering -----------------------------------------------------------------------------------


def _answer(interview: Interview, act: Act, words: Words, as_json: bool) -> int:
    """Show what came of it, and say it with an exit code."""
    findings = interview.findings()
    failing = [finding for finding in findings if finding.holds is False]
    open_ones = [finding for finding in findings if finding.holds is UNKNOWN]
    code = NO if failing else OPEN if open_ones else YES
    speaker = Speaker(interview.pack, words.language, interview.facts(), interview.on)
    if as_json:
        terminal.out(_plain(interview, act, findings, speaker, code))
        return code
    for finding in failing:
        terminal.show(speaker.finding(finding, opens=interview.opens(finding)))
        click.echo()
    if failing:
        terminal.show(speaker.ways(interview.ways(), interview.on, bool(open_ones)))
        click.echo()
    else:
        _outcome(interview, act, open_ones, words, speaker)
    _weighed(interview, act, words, speaker)
    pack = interview.pack
    day = words.day(interview.on)
    terminal.echo(
        words.say("ask.times", today=day, law=day, pack=pack.id, version=pack.version), dim=True
    )
    terminal.echo(words.say("ask.not_a_file"), dim=True)
    return code


def _outcome(
    interview: Interview, act: Act, open_ones: list[Finding], words: Words, speaker: Speaker
) -> None:
    """Nothing stands in the way, or it is still open: then what would settle it, and which rules
    wait for that.
    """
    title = speaker.act(act.id)
    if not open_ones:
        terminal.echo(words.say("ask.possible", act=title), bold=True, fg="green")
        terminal.echo(words.say("ask.possible_of"), "  ")
        return
    terminal.echo(words.say("ask.open", act=title), bold=True, fg="yellow")
    missing = interview.missing()
    if not missing.paths:  # nothing is missing: the law itself does not say
        for finding in open_ones:
            terminal.show(speaker.finding(finding), "  ")
        return
    terminal.echo(words.say("ask.missing"), "  ")
    for path in missing.paths:
        terminal.echo(question(interview.pack, path, words.language).ask, "  · ")
    if not missing.exact:
        terminal.echo(words.say("ask.perhaps"), "  ", dim=True)
    terminal.echo(words.say("ask.waiting"), "  ")
    for finding in open_ones:
        told = speaker.finding(finding)
        terminal.echo(" ".join((*told.of("says")[:1], *told.of("cite")[:1])), "  · ", dim=True)


def _weighed(interview: Interview, act: Act, words: Words, speaker: Speaker) -> None:
    """Rules that are weighed later: shown when they do not hold, so that nobody is surprised."""
    facts = interview.facts()
    shown = [
        finding
        for rule in act.weighs
        if rule in interview.pack.rules
        and (
            finding := find(interview.pack, rule, facts, interview.on, given=interview.given)
        ).holds
        is False
    ]
    if shown:
        click.echo()
        terminal.echo(words.say("ask.weighed"), dim=True)
        for finding in shown:
            terminal.show(speaker.finding(finding, opens=interview.opens(finding)), "  ")


def _day(opens: object) -> date | None:
    return opens if isinstance(opens, date) else None


def _ways(interview: Interview, findings: tuple[Finding, ...]) -> dict[str, Any] | None:
    """What would have to change; nothing where nothing fails."""
    if all(finding.holds is not False for finding in findings):
        return None
    found = interview.ways()
    return {
        "exact": found.exact,
        "of_failing_rules_only": any(finding.holds is UNKNOWN for finding in findings),
        "ways": [{"from": way.on, "changes": dict(way.changes)} for way in found.ways],
    }


def _plain(
    interview: Interview, act: Act, findings: tuple[Finding, ...], speaker: Speaker, code: int
) -> dict[str, Any]:
    return {
        "act": act.id,
        "answer": {YES: "possible", NO: "refused", OPEN: "not-established"}[code],
        "findings": [
            {
                "rule": finding.rule_id,
                "outcome": finding.outcome,
                "cite": finding.rule.cite.text if finding.rule else None,
                "verified_on": finding.verified_on,
                "opens_on": _day(interview.opens(finding)),
                "reads": [read.path for read in finding.reason.reads] if finding.reason else [],
                "told": speaker.finding(finding, opens=interview.opens(finding)).as_plain(),
            }
            for finding in findings
        ],
        "asks": list(interview.missing().paths),
        "asks_exact": interview.missing().exact,
        "ways": _ways(interview, findings),
        "facts_on": interview.on,
        "law_on": interview.on,
        "pack": {
            "id": interview.pack.id,
            "version": interview.pack.version,
            "digest": interview.pack.digest,
        },
    }
