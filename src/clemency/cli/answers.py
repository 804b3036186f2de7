"""What came of a command, told to a person or to a program, and as an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clemency.cli import terminal
from clemency.cli.exits import NO, STALE, YES
from clemency.docket.stored import plain
from clemency.letters.speech import Speaker
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk


def answer(
    clerk: Clerk, matter: str, act: str | None, verdict: Any, words: Words, as_json: bool
) -> int:
    """Accepted, refused or overtaken."""
    from clemency.clerk.submit import Recorded, Stale

    speaker = Speaker(clerk.pack, words.language, _facts(clerk, matter), clerk.today())
    if isinstance(verdict, Stale):
        return _stale(verdict, speaker, words, as_json)
    if isinstance(verdict, Recorded):
        return _recorded(verdict, act, speaker, words, as_json)
    return _refused(verdict, act, speaker, words, as_json)


def _facts(clerk: Clerk, matter: str) -> Any:
    from clemency.clerk.trouble import NotKnown

    try:
        held = clerk.matter(matter).facts
    except NotKnown:
        return None
    return held.facts if held else None


def _recorded(verdict: Any, act: str | None, speaker: Speaker, words: Words, as_json: bool) -> int:
    if as_json:
        terminal.out(
            {
                "accepted": True,
                "number": verdict.number,
                "matter": verdict.matter,
                "seq": verdict.seq,
                "seen": verdict.matter_seq + 1,
                "leaf": verdict.leaf,
                "entry": {"kind": verdict.entry.kind, **plain(vars(verdict.entry))},
                "tells": [{"who": tell.who, "letter": tell.letter} for tell in verdict.tells],
            }
        )
        return YES
    terminal.show(speaker.accepted(verdict))
    return YES


def _refused(verdict: Any, act: str | None, speaker: Speaker, words: Words, as_json: bool) -> int:
    told = speaker.refused(verdict)
    if as_json:
        objections = [
            {
                "kind": objection.kind,
                "rule": objection.rule,
                "cite": objection.cite,
                "opens_on": objection.opens_on,
                "asks": list(objection.asks),
                "told": one.as_plain(),
            }
            for objection, one in zip(verdict.objections, told, strict=True)
        ]
        stayed = [entry.kind for entry in getattr(verdict, "also", ())]
        plain = {"accepted": False, "act": act, "objections": objections, "stayed": stayed}
        terminal.out(plain)
        return NO
    title = speaker.act(act) if act and speaker.pack and act in speaker.pack.acts else (act or "")
    terminal.echo(words.say("matter.refused", act=title), bold=True, fg="red")
    for one in told:
        terminal.show(one, "  ")
    terminal.echo(_stayed(verdict, speaker, words), dim=True)
    return NO


def _stayed(verdict: Any, speaker: Speaker, words: Words) -> str:
    """What a refusal leaves on the file: nothing of the act, but perhaps facts that were told."""
    kinds = [speaker.names.kind(entry.kind) for entry in getattr(verdict, "also", ())]
    if not kinds:
        return words.say("matter.nothing")
    return words.say("matter.stayed", kinds=words.listed(list(dict.fromkeys(kinds))))


def _stale(verdict: Any, speaker: Speaker, words: Words, as_json: bool) -> int:
    told = [speaker.entry(vars(entry), entry.kind) for entry in verdict.changes]
    if as_json:
        changes = [one.as_plain() for one in told]
        terminal.out(
            {
                "accepted": False,
                "stale": True,
                "seen": verdict.seen,
                "now": verdict.now,
                "changes": changes,
            }
        )
        return STALE
    terminal.echo(words.say("matter.stale"), bold=True, fg="yellow")
    for one in told:
        terminal.show(one, "  ")
    terminal.echo(words.say("matter.look_again"))
    return STALE
