"""The rules of a pack, each put to the solver: what it can come to, and what it adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from clemency.law.expr import TODAY, Const, Expr, If, Known, Named, Param
from clemency.law.finding import NONE_APPLIES
from clemency.law.pack import Pack, Rule
from clemency.proof.days import packed
from clemency.proof.encode import Encoder, constant
from clemency.proof.findings import Found, find, rows_about
from clemency.proof.result import EVERYTHING, Result, Verdict
from clemency.proof.scenario_out import Shown, witness
from clemency.proof.study import About, Answer, Ask, Can, Question, Scene, Study
from clemency.proof.terms import (
    Number,
    Scope,
    Term,
    Truth,
    all_of,
    any_of,
    choose,
    equal,
    negated,
)


def prove_rules(study: Study, share: int = 0, of: int = 1) -> Iterator[Result]:
    """What can be said of each text of each rule by itself, of every rule or one share of them."""
    for versions in list(study.pack.rules.values())[share::of]:
        for rule in versions:
            prover = _One(study, rule)
            if rule.holds is not None:
                yield prover.can(True)
                yield prover.can(False)
                yield from prover.time()
            else:
                yield from prover.yields()
            yield prover.learning()
            yield from prover.readings()


@dataclass(frozen=True)
class Side:
    """A rule in a scene, on one of its two days, under the law of a day."""

    found: Found
    present: Truth
    law: Number


def side(scene: Scene, rule: Rule, encoder: Encoder, law: Number) -> Side:
    """What a rule comes to of one record that may be any, or by itself."""
    present, rows = at_hand(scene, rule, encoder)
    return Side(find(encoder, scene.pack.rules[rule.id], law, rows), present, law)


def at_hand(scene: Scene, rule: Rule, encoder: Encoder) -> tuple[Truth, Scope]:
    """The record that a rule is about: the first there is, since each may be anything."""
    if rule.about is None:
        return True, {}
    rows = rows_about(encoder, scene.pack, rule)
    return rows[0].present, {rule.about: rows[0]}


def about(
    pack: Pack, rule_id: str, wanted: bool | None = None, *, every: bool = False
) -> tuple[About, ...]:
    """The conditions of all texts of a rule; `every`: of every record it is about."""
    found = []
    for rule in pack.rules[rule_id]:
        one_of, each_of = (None, rule.about) if every else (rule.about, None)
        found.append(About(rule.expr, wanted, one_of, each_of))
        found.extend(_choice(rule, one_of, each_of))
    return tuple(found)


def _choice(rule: Rule, one_of: str | None, each_of: str | None) -> tuple[About, ...]:
    """What decides whether a text applies."""
    if rule.applies_to is None:
        return ()
    return (About(rule.applies_to, None, one_of, each_of),)


class _One:
    """One text of one rule."""

    def __init__(self, study: Study, rule: Rule) -> None:
        self.study = study
        self.rule = rule
        self.versions = study.pack.rules[rule.id]
        self.place = self.versions.index(rule)

    def about(self, wanted: bool | None) -> tuple[About, ...]:
        """This text, to hold or to fail, and what decides that it is the one that applies."""
        about = self.rule.about
        newer = (part for one in self.versions[self.place :] for part in _choice(one, about, None))
        return (About(self.rule.expr, wanted, about), *newer)

    def result(
        self, name: str, found: Answer, holds: bool, shown: Shown | None = None, **says: str
    ) -> Result:
        """The result of one question, with a story that shows it where it fails."""
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        if found.can is Can.NOT_FOUND:
            verdict = Verdict.NOT_SHOWN
        story = None
        if shown is not None and (verdict is Verdict.FAILS or shown.always):
            story = witness(self.study, shown)
        if story is not None and len(story.days) == 2:
            says |= {"on": story.days[0].isoformat(), "later": story.days[1].isoformat()}
        return Result(
            name,
            (self.rule.key,),
            verdict,
            EVERYTHING if found.can is Can.YES else found.extent,
            tuple(says.items()),
            cite=self.rule.cite.text,
            witness=story,
            declared=self.rule.on_purpose,
        )

    def _text(self, scene: Scene, encoder: Encoder, law: Number) -> tuple[Truth, Term, Found]:
        """Whether this text is applied, what it comes to, and the whole rule."""
        here = side(scene, self.rule, encoder, law)
        text = here.found.texts[self.place]
        return all_of(here.present, text.applied), text.term, here.found

    # --- what it can come to ----------------------------------------------------------------------

    def can(self, hold: bool) -> Result:
        """It can hold, or fail, on some day on which it is the text that applies."""
        question = Question(self._comes_to(hold), self.about(hold))
        answer = self.study.example(question)
        if answer.can is Can.NOT_FOUND and self._told(hold):
            answer = Answer(Can.YES)
        name = "can-hold" if hold else "can-fail"
        other = Question(self._comes_to(not hold), self.about(not hold))
        outcome = self.rule.failing.value if hold else "holds"
        shown = Shown(name, self.rule, other, ((self.rule.id, outcome),))
        return self.result(name, answer, answer.can is Can.YES, shown)

    def _told(self, hold: bool) -> bool:
        """Whether a scenario of the pack itself shows it."""
        for finding in self.study.found_in_scenarios(self.rule.id):
            for one in finding.each or (finding,):
                if one.rule == self.rule and one.outcome != NONE_APPLIES and one.holds is hold:
                    return True
        return False

    def _comes_to(self, hold: bool) -> Ask:
        def ask(scene: Scene) -> Truth:
            applied, term, _ = self._text(scene, scene.now, scene.today(scene.now))
            return all_of(applied, term.true if hold else term.false)

        return ask

    def yields(self) -> Iterator[Result]:
        """It can yield a day; or, of a rule that chooses, each of the answers it names."""
        answers = answers_of(self.rule.value) if self.rule.value is not None else None
        if not answers:
            question = Question(self._yields(None), self.about(None))
            answer = self.study.example(question)
            yield self.result("can-hold", answer, answer.can is Can.YES)
            return
        for one in answers:
            answer = self.study.example(Question(self._yields(one), self.about(None)))
            yield self.result("each-answer", answer, answer.can is Can.YES, answer=str(one))

    def _yields(self, answer: object) -> Ask:
        def ask(scene: Scene) -> Truth:
            applied, term, _ = self._text(scene, scene.now, scene.today(scene.now))
            settled = all_of(applied, negated(term.open), negated(term.none))
            if answer is None:
                return settled
            return all_of(settled, equal(term.value, constant(answer, scene.session).value))

        return ask

    # --- time -------------------------------------------------------------------------------------

    def time(self) -> Iterator[Result]:
        """Time alone never takes away what the rule allowed; a change of the law may."""
        exprs = [part.expr for part in about(self.study.pack, self.rule.id)]
        if not any("today" in expr.names() for expr in exprs):
            yield Result("no-lapse", (self.rule.key,), Verdict.HOLDS, cite=self.rule.cite.text)
            return
        question = Question(self._lapses(figures_change=False), self._both_days(), True)
        answer = self.study.answer(question)
        outcome = self.rule.failing.value
        shown = Shown(
            "no-lapse", self.rule, question, ((self.rule.id, "holds"),), ((self.rule.id, outcome),)
        )
        found = self.result("no-lapse", answer, answer.can is Can.NO, shown)
        if self.rule.may_lapse and found.verdict is not Verdict.HOLDS:
            found = declared(found, "may_lapse")
        yield found
        if found.verdict is Verdict.HOLDS and any(_dated(expr) for expr in exprs):
            yield from self._new_figures(outcome)

    def _new_figures(self, outcome: str) -> Iterator[Result]:
        question = Question(self._lapses(figures_change=True), self._both_days(), True)
        answer = self.study.answer(question)
        if answer.can is Can.YES:
            shown = Shown(
                "new-figures",
                self.rule,
                question,
                ((self.rule.id, "holds"),),
                ((self.rule.id, outcome),),
            )
            found = self.result("new-figures", answer, False, shown)
            yield declared(found, "a change of a figure is a change of the law, not of time")

    def _both_days(self) -> tuple[About, ...]:
        """This text on the first day, and whichever applies on the second."""
        later = about(self.study.pack, self.rule.id, False)
        return (
            *self.about(True),
            *(part for part in later if part.expr is not self.rule.applies_to),
        )

    def _lapses(self, figures_change: bool) -> Ask:
        """It holds on a day and fails on a later one, under the same text."""

        def ask(scene: Scene) -> Truth:
            first, second = scene.today(scene.now), scene.today(scene.later)
            applied, term, _ = self._text(scene, scene.now, first)
            _, _, after = self._text(scene, scene.later, first)
            steps = [
                all_of(first < packed(day), second >= packed(day))
                for part in about(scene.pack, self.rule.id)
                for day in _dated(part.expr)
            ]
            changed = any_of(*steps)
            same_law = changed if figures_change else negated(changed)
            return all_of(applied, term.true, after.fails, first <= second, same_law)

        return ask

    # --- learning ---------------------------------------------------------------------------------

    def learning(self) -> Result:
        """What was settled on some of the facts is so on all of them."""

        def ask(scene: Scene) -> Truth:
            today = scene.today(scene.now)
            _, whole, _ = self._text(scene, scene.now, today)
            listed, part = self._known(scene)
            settled = all_of(listed, negated(part.open))
            return all_of(settled, any_of(whole.open, _apart(part, whole)))

        question = Question(ask, self.about(None))
        answer = self.study.answer(question, patience=1_000)
        if answer.can is Can.NOT_FOUND and not any(map(_asks_what_is_known, self.exprs)):
            answer = Answer(Can.NO)  # by its form: of all forms, only known(...) can be overturned
        return self.result("settled-stays", answer, answer.can is Can.NO)

    @property
    def exprs(self) -> tuple[Expr, ...]:
        """The conditions of the text."""
        return tuple(part.expr for part in self.about(None))

    def _known(self, scene: Scene) -> tuple[Truth, Term]:
        """What the text comes to on what is known, of a record that is known to be there."""
        _, rows = at_hand(scene, self.rule, scene.now)
        known = {name: scene.partial.row(row) for name, row in rows.items()}
        listed = all_of(*(row.present for row in known.values()))
        return listed, scene.known.term(self.rule.expr, known)

    # --- readings ---------------------------------------------------------------------------------

    def readings(self) -> Iterator[Result]:
        """Each two readings come out otherwise on some facts."""
        read = self.rule.readings
        for place, one in enumerate(read):
            for other in read[:place]:

                def ask(scene: Scene, a: Expr = other.holds, b: Expr = one.holds) -> Truth:
                    applied, _, _ = self._text(scene, scene.now, scene.today(scene.now))
                    _, rows = at_hand(scene, self.rule, scene.now)
                    left, right = (scene.now.term(expr, rows) for expr in (a, b))
                    return all_of(applied, any_of(*_differ(left, right)))

                parts = (About(one.holds), About(other.holds))
                question = Question(ask, (*self.about(None), *parts))
                answer = self.study.answer(question)
                shown = Shown(
                    "readings-differ",
                    self.rule,
                    question,
                    readings=True,
                    always=True,
                    beside=(other.id, one.id),
                )
                yield self.result(
                    "readings-differ",
                    answer,
                    answer.can is Can.YES,
                    shown if answer.can is Can.YES else None,
                    one=other.id,
                    other=one.id,
                )


def declared(result: Result, why: str) -> Result:
    """The same result, which the pack says is meant."""
    return replace(result, declared=why)


def _differ(left: Term, right: Term) -> tuple[Truth, Truth]:
    return all_of(left.true, right.false), all_of(left.false, right.true)


def _apart(left: Term, right: Term) -> Truth:
    """Whether two terms, neither open, differ."""
    either = any_of(left.none, right.none)
    none_apart = negated(all_of(left.none, right.none))
    return choose(either, none_apart, negated(equal(left.value, right.value)))


def answers_of(expr: Expr) -> tuple[object, ...]:
    """The answers that a rule names, where it does nothing but choose among constants."""
    match expr:
        case Const(value=value) if value is not None:
            return (value,)
        case If(then=then, other=other):
            one, two = answers_of(then), answers_of(other)
            return tuple(dict.fromkeys((*one, *two)))
        case Named(body=body, row=None):
            return answers_of(body)
    return ()


def _asks_what_is_known(expr: Expr) -> bool:
    return any(isinstance(node, Known) for node in expr.walk())


def _dated(expr: Expr) -> list[date]:
    """The days on which a figure that the condition reads as of today changes."""
    return [
        since
        for node in expr.walk()
        if isinstance(node, Param) and node.on == TODAY
        for since, _ in node.values
    ]
