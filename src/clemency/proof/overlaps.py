"""Exceptions that apply at once: two offices, two answers, two outcomes, and no order declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from clemency.docket.entries import KINDS
from clemency.law.expr import Expr
from clemency.law.pack import Act, ByLaw, Failing, Office, Pack, Rule
from clemency.proof.findings import each, violated
from clemency.proof.needs import acting, rules_of
from clemency.proof.result import EVERYTHING, Result, Verdict
from clemency.proof.rules import about
from clemency.proof.scenario_out import Shown, witness
from clemency.proof.study import About, Answer, Can, Question, Scene, Study
from clemency.proof.terms import Truth, all_of, any_of, equal, negated


def prove_overlaps(study: Study) -> Iterator[Result]:
    """No two exceptions apply on the same facts, unless the pack says which comes first."""
    yield from _elsewhere(study)
    for office in study.pack.offices.values():
        yield from _instead(study, office)
    yield from _by_law(study)


def _result(
    name: str, ids: tuple[str, str], answer: Answer, cite: str, declared: str = ""
) -> Result:
    verdict = {Can.YES: Verdict.FAILS, Can.NO: Verdict.HOLDS}.get(answer.can, Verdict.NOT_SHOWN)
    extent = EVERYTHING if answer.can is Can.YES else answer.extent
    return Result(name, ids, verdict, extent, cite=cite, declared=declared)


# --- rules that send elsewhere --------------------------------------------------------------------


def _elsewhere(study: Study) -> Iterator[Result]:
    """Two rules of one act never send to two offices at once."""
    pack = study.pack
    pairs: dict[tuple[str, str], list[Act]] = {}
    for act in pack.acts.values():
        sends = [name for name in rules_of(pack, act) if _to(pack, name)]
        for one, other in combinations(sends, 2):
            if _to(pack, one) != _to(pack, other) and _who(pack, one) is _who(pack, other):
                pairs.setdefault((one, other), []).append(act)
    for (one, other), acts in pairs.items():
        yield _sends(study, one, other, acts)


def _to(pack: Pack, name: str) -> str | None:
    rule = pack.rules[name][-1]
    return rule.to if rule.failing is Failing.ANOTHER_OFFICE else None


def _comes_first(pack: Pack, one: str, other: str) -> bool:
    """Whether the pack says, at once or through others, that one rule's answer comes first."""
    seen: set[str] = set()
    left = [one]
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            left.extend(after for rule in pack.rules[name] for after in rule.before)
    return other in seen - {one}


def _who(pack: Pack, name: str) -> bool:
    """Whether the rule is about who acts: that is looked at before anything about the matter."""
    rule = pack.rules[name][-1]
    return "acting_office" in rule.expr.names()


def _sends(study: Study, one: str, other: str, acts: list[Act]) -> Result:
    pack = study.pack
    rule, second = pack.rules[one][-1], pack.rules[other][-1]

    def ask(scene: Scene) -> Truth:
        possible = [all_of(scene.now.term(act.when).true, acting(scene, act)) for act in acts]
        return all_of(any_of(*possible), _fail_at_once(scene, rule, second))

    whens = tuple(About(act.when, True) for act in acts)
    parts = (*about(pack, one, False), *about(pack, other, False), *whens)
    question = Question(ask, parts)
    answer = study.answer(question)
    ordered = _comes_first(pack, one, other) or _comes_first(pack, other, one)
    found = _result("one-answer", (one, other), answer, rule.cite.text, "before" if ordered else "")
    if found.failed and found.verdict is Verdict.FAILS:
        outcome = Failing.ANOTHER_OFFICE.value
        shown = Shown(
            "one-answer", rule, question, ((one, outcome), (other, outcome)), beside=(other,)
        )
        return replace(found, witness=witness(study, shown))
    return found


def _fail_at_once(scene: Scene, rule: Rule, second: Rule) -> Truth:
    """Both fail; of two rules about a record, of the same record: each may go its own way."""
    today = scene.today(scene.now)
    if rule.about is None or rule.about != second.about:
        first = violated(scene.now, scene.pack, rule.id, today)
        return all_of(first, violated(scene.now, scene.pack, second.id, today))
    there, found = each(scene.now, scene.pack, rule.id, today)[0]
    _, other = each(scene.now, scene.pack, second.id, today)[0]
    return all_of(there, found.fails, other.fails)


# --- offices that stand in ------------------------------------------------------------------------


def _instead(study: Study, office: Office) -> Iterator[Result]:
    """Two offices never exercise the powers of a third on the same facts."""
    for one, other in combinations(office.instead, 2):
        if one.by != other.by:
            question = _both(one.when, other.when)
            answer = study.answer(question)
            yield _result("one-stand-in", (office.id, one.by), answer, one.cite.text)


def _both(one: Expr, other: Expr) -> Question:
    def ask(scene: Scene) -> Truth:
        return all_of(scene.now.term(one).true, scene.now.term(other).true)

    return Question(ask, (About(one, True), About(other, True)))


# --- what the law does ----------------------------------------------------------------------------


def _by_law(study: Study) -> Iterator[Result]:
    """Two clauses never happen on one day where one bears on the other, unless one comes first."""
    for one, other in combinations(study.pack.by_law.values(), 2):
        if one.writes != other.writes and (_bears(one, other) or _bears(other, one)):
            yield _same_day(study, one, other)


def _bears(one: ByLaw, other: ByLaw) -> bool:
    """Whether what one clause writes is read by the other, or written by it as well."""
    writes = {f"docket.{column}" for column in KINDS[one.writes].changes.writes}
    again = {f"docket.{column}" for column in KINDS[other.writes].changes.writes}
    return bool(writes & (other.when.names() | other.on.names() | again))


def _same_day(study: Study, one: ByLaw, other: ByLaw) -> Result:
    def ask(scene: Scene) -> Truth:
        now = scene.now
        days = [now.term(clause.on) for clause in (one, other)]
        due = [
            all_of(negated(day.none), negated(day.open), day.value <= scene.today(now))
            for day in days
        ]
        happen = [now.term(clause.when).true for clause in (one, other)]
        return all_of(*happen, *due, equal(days[0].value, days[1].value))

    parts = (About(one.when, True), About(other.when, True), About(one.on), About(other.on))
    answer = study.answer(Question(ask, parts))
    ordered = other.id in one.before or one.id in other.before
    ids = (one.id, other.id)
    return _result("one-outcome", ids, answer, one.cite.text, "before" if ordered else "")
