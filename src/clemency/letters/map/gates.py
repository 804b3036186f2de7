"""The gates of a map: the rules and duties that stand before steps, each with its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clemency.law.pack import Duty, Rule
from clemency.letters.map.order import Procedure
from clemency.letters.map.steps import Step
from clemency.letters.speech import Speaker
from clemency.letters.words import placeholders

BETWEEN = " · "
"""Between words that stand in a row without making a sentence."""


@dataclass(frozen=True)
class Gate:
    """A rule or duty that stands before steps: its number on the map, its words, and its law with
    what follows where it does not hold.
    """

    number: int
    id: str
    says: str
    law: str


class Gates:
    """The gates of a procedure in one language, numbered in the order in which it meets them."""

    def __init__(self, procedure: Procedure, speaker: Speaker) -> None:
        self.pack = procedure.pack
        self.speaker = speaker
        self.words = speaker.words
        self.numbers: dict[str, int] = {}
        for id in procedure.ordered(procedure.steps):
            for gate in self._before(procedure.steps[id]):
                self.numbers.setdefault(gate, len(self.numbers) + 1)

    def _before(self, step: Step) -> Iterator[str]:
        if step.act is not None:
            yield from (id for id in step.act.needs if id in self.pack.rules)
            yield from (
                duty.id
                for duty in self.pack.duties.values()
                if step.id in duty.before or duty.id in step.act.needs
            )

    def of(self, step: Step) -> tuple[int, ...]:
        """The numbers of the gates before a step, lowest first."""
        return tuple(sorted({self.numbers[id] for id in self._before(step)}))

    def told(self, numbers: Iterable[int]) -> tuple[Gate, ...]:
        """Some gates in words, each once, lowest first."""
        named = {number: id for id, number in self.numbers.items()}
        return tuple(self._gate(number, named[number]) for number in sorted(set(numbers)))

    def _gate(self, number: int, id: str) -> Gate:
        if id in self.pack.rules:
            return self._rule(number, self.pack.rules[id][-1])
        return self._duty(number, self.pack.duties[id])

    def _rule(self, number: int, rule: Rule) -> Gate:
        otherwise = self.words.say(f"outcome_short.{rule.failing.value}")
        if rule.to is not None:
            otherwise = self.words.say(
                "value.pair", label=otherwise, value=self.speaker.office(rule.to)
            )
        law = [
            self.words.reference(rule.cite.text),
            self.words.say(f"force.{rule.force.value}"),
            self.words.say("map.otherwise", what=otherwise),
        ]
        if rule.uncertain or rule.cite.certainty == "uncertain":
            law.append(self.words.say("map.unconfirmed"))
        says = self._sentence(f"rule.{rule.key}.says") or self._sentence(f"rule.{rule.key}.else")
        return Gate(number, rule.id, says or rule.id, BETWEEN.join(law))

    def _duty(self, number: int, duty: Duty) -> Gate:
        first = self.words.say("map.first", step=self.speaker.act(duty.do))
        law = BETWEEN.join((self.words.reference(duty.cite.text), first))
        return Gate(number, duty.id, self._sentence(f"duty.{duty.id}.says") or duty.id, law)

    def _sentence(self, key: str) -> str:
        """A sentence of the pack; what only a matter can fill is left open."""
        text = self.speaker.names.text(key) or ""
        for name in placeholders(text):
            text = text.replace(f"{{{name}}}", "…")
        return self.words.settled(" ".join(text.split()))
