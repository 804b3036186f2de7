"""The rules that an act needs, together: whether they can be met, and what each of them adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from clemency.law.expr import Read
from clemency.law.pack import Act, Duty, Pack, Rule
from clemency.law.types import TEXT, RowsOf
from clemency.proof.findings import each, satisfied, violated
from clemency.proof.result import EVERYTHING, Result, Verdict, Witness
from clemency.proof.rules import about
from clemency.proof.scenario_out import Shown, witness
from clemency.proof.study import About, Answer, Can, Question, Scene, Study
from clemency.proof.terms import RowsTerm, Truth, all_of, any_of, equal, negated

DONE = "docket.acts"
ACTING = Read(TEXT, "acting_office")


def prove_meeting(study: Study) -> Iterator[Result]:
    """The rules of each act can be met together."""
    for act in study.pack.acts.values():
        yield _can_be_met(study, act)


def rules_of(pack: Pack, act: Act) -> tuple[str, ...]:
    """The rules that an act needs and that bind who does it; its duties are told apart."""
    rules = [pack.rules[name][-1] for name in act.needs if name in pack.rules]
    return tuple(rule.id for rule in rules if not rule.binds or set(rule.binds) & set(act.by))


def _met(scene: Scene, name: str, per: str | None) -> Truth:
    """Whether an act that needs the rule may go on.

    Where the act has an outcome for each record, a rule about one is asked of that record alone:
    one that may be any.
    """
    today, pack = scene.today(scene.now), scene.pack
    if per is None or pack.rules[name][-1].about != per:
        return satisfied(scene.now, pack, name, today)
    there, found = each(scene.now, pack, name, today)[0]
    return all_of(there, found.holds)


def _broken(scene: Scene, name: str, per: str | None) -> Truth:
    """Whether the rule stands in the way of an act, of the same record."""
    today, pack = scene.today(scene.now), scene.pack
    if per is None or pack.rules[name][-1].about != per:
        return violated(scene.now, pack, name, today)
    there, found = each(scene.now, pack, name, today)[0]
    return all_of(there, found.fails)


def _about(pack: Pack, name: str, wanted: bool, per: str | None) -> tuple[About, ...]:
    every = wanted and (per is None or pack.rules[name][-1].about != per)
    return about(pack, name, wanted, every=every)


def duties_of(pack: Pack, act: Act) -> tuple[Duty, ...]:
    """Work that the law puts before an act."""
    return tuple(d for d in pack.duties.values() if act.id in d.before or d.id in act.needs)


# --- together -------------------------------------------------------------------------------------


def _can_be_met(study: Study, act: Act) -> Result:
    """On some facts and some day the act is possible, and every rule and duty lets it through."""
    pack = study.pack
    rules, duties = rules_of(pack, act), duties_of(pack, act)

    def parts(scene: Scene) -> dict[str, Truth]:
        found: dict[str, Truth] = {"when": scene.now.term(act.when).true}
        found |= {name: _met(scene, name, act.per) for name in rules}
        found |= {duty.id: _fulfilled(scene, duty) for duty in duties}
        return found

    parts_about = [About(act.when, True), *(About(duty.when, False) for duty in duties)]
    for name in rules:
        parts_about.extend(_about(pack, name, True, act.per))
    done = _done_rows(study, act, duties)
    question = Question(lambda scene: acting(scene, act), (*parts_about, *done), parts=parts)
    answer = study.example(question)
    return Result(
        "can-be-met",
        (act.id,),
        _verdict(answer, Can.YES),
        EVERYTHING if answer.can is Can.YES else answer.extent,
        (("between", ", ".join(answer.core)),),
        cite=act.cite.text if act.cite else "",
    )


def _done_rows(study: Study, act: Act, duties: tuple[Duty, ...]) -> tuple[About, ...]:
    """One act that was done for each duty."""
    record = study.pack.vocabulary.facts[DONE] if duties else None
    one = record.record if isinstance(record, RowsOf) else None
    return tuple(About(duty.when, False, one_of=one) for duty in duties)


def _fulfilled(scene: Scene, duty: Duty) -> Truth:
    """There is no such duty, or it is done."""
    done = scene.world.read(DONE, scene.pack.vocabulary.facts[DONE])
    assert isinstance(done, RowsTerm)
    code = scene.session.codes.number(duty.do)
    was = any_of(*(all_of(row.present, equal(row.fields["act"].value, code)) for row in done.rows))
    return any_of(negated(scene.now.term(duty.when).true), was)


def acting(scene: Scene, act: Act) -> Truth:
    """One of the offices of the act, or one that may stand in for it, is the one that acts."""
    offices = scene.pack.offices
    held = [office for office in act.by if office in offices]
    may = dict.fromkeys([*held, *(i.by for office in held for i in offices[office].instead)])
    acts = scene.now.term(ACTING).value
    codes = scene.session.codes
    return any_of(*(equal(acts, codes.number(office)) for office in may))


def _verdict(answer: Answer, wanted: Can) -> Verdict:
    if answer.can is Can.NOT_FOUND:
        return Verdict.NOT_SHOWN
    return Verdict.HOLDS if answer.can is wanted else Verdict.FAILS


# --- one by one -----------------------------------------------------------------------------------


def prove_adding(study: Study) -> Iterator[Result]:
    """No rule of an act follows from its others: some facts break it alone."""
    pack = study.pack
    where: dict[str, list[tuple[Act, tuple[str, ...]]]] = defaultdict(list)
    for act in pack.acts.values():
        rules = rules_of(pack, act)
        for name in rules:
            others = tuple(one for one in rules if one != name)
            if others:
                where[name].append((act, others))
    for name, uses in where.items():
        yield _adds(study, name, uses)


def _adds(study: Study, name: str, uses: list[tuple[Act, tuple[str, ...]]]) -> Result:
    """One result for a rule, over all the acts that need it beside others."""
    rule = study.pack.rules[name][-1]
    worst = Answer(Can.YES)
    seen: dict[tuple[frozenset[str], str | None], Answer] = {}
    idle: list[str] = []
    for act, others in uses:
        key = frozenset(others), act.per
        if key not in seen:
            seen[key] = _alone(study, name, others, act.per)
        if seen[key].can is Can.NO:
            idle.append(act.id)
        if seen[key].can is not Can.YES and worst.can is not Can.NO:
            worst = seen[key]
    verdict = _verdict(worst, Can.YES)
    return Result(
        "adds",
        (rule.key,),
        verdict,
        EVERYTHING if worst.can is Can.YES else worst.extent,
        (("acts", ", ".join(idle)), ("others", ", ".join(worst.core))),
        cite=rule.cite.text,
        witness=_met_together(study, rule, worst) if verdict is Verdict.FAILS else None,
        declared=rule.on_purpose,
    )


def _alone(study: Study, name: str, others: tuple[str, ...], per: str | None) -> Answer:
    """Whether the rule can fail while the others hold."""
    pack = study.pack

    def parts(scene: Scene) -> dict[str, Truth]:
        return {one: _met(scene, one, per) for one in others}

    alone = _about(pack, name, False, per)
    together = tuple(part for one in others for part in _about(pack, one, True, per))
    question = Question(lambda scene: _broken(scene, name, per), (*alone, *together), parts=parts)
    found = study.example(question)
    if found.can is Can.NO and study.answer(_at_all(together, parts)).can is Can.NO:
        return Answer(Can.YES)  # the others contradict each other, which is told of the act
    return found


def _at_all(about: tuple[About, ...], parts: Callable[[Scene], Mapping[str, Truth]]) -> Question:
    return Question(lambda scene: True, about, parts=parts)


def _met_together(study: Study, rule: Rule, answer: Answer) -> Witness | None:
    """Facts on which the rules it follows from hold, and it with them."""
    pack = study.pack
    names = (*answer.core, rule.id)

    def ask(scene: Scene) -> Truth:
        today = scene.today(scene.now)
        return all_of(*(satisfied(scene.now, pack, one, today) for one in names))

    parts = tuple(part for one in names for part in about(pack, one, True, every=True))
    finds = tuple((one, "holds") for one in names)
    return witness(study, Shown("adds", rule, Question(ask, parts), finds))
