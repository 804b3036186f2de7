"""Ways forward from a refusal that are steps of this office: to look, to waive, to set aside, to do
first what must be done first. A link to each; whose part it is, the pack says."""

from __future__ import annotations

from dataclasses import dataclass

from clemency.docket.needs import overridable
from clemency.docket.verdict import Objection, Refused
from clemency.law.pack import Failing
from clemency.letters.told import Told
from clemency.web.acts.setting import Setting
from clemency.web.pages import url

OF_AN_ORDER = frozenset({"incomplete", "second-officer", "another-text", "not-overridable"})
"""Objections to what an order holds: they wait until one is drawn up."""

NOT_MINE = frozenset({"not-competent", "not-appointed"})


@dataclass(frozen=True)
class Shown:
    """One objection on a page, and the steps that this officer can take because of it."""

    told: Told
    kind: str
    steps: tuple[tuple[str, str], ...]


def shown(setting: Setting, refused: Refused | None, *, ordered: bool) -> tuple[Shown, ...]:
    """Every objection, gravest first. Where the act is not this office's at all, that alone.

    ordered  whether an order was drawn up; before, what it lacks is no objection
    """
    found = list(refused.objections) if refused else []
    if not ordered:
        found = [one for one in found if one.kind not in OF_AN_ORDER]
    if setting.shown.case is None and any(one.kind in NOT_MINE for one in found):
        found = [one for one in found if one.kind in NOT_MINE]
    return tuple(Shown(_told(setting, one), one.kind, tuple(_steps(setting, one))) for one in found)


def _told(setting: Setting, objection: Objection) -> Told:
    return setting.without_facts(setting.speaker.objection(objection))


def _steps(setting: Setting, objection: Objection) -> list[tuple[str, str]]:
    return [
        (setting.speaker.act(act), url("acts:act", setting.shown.number, act) + query)
        for act, query in _acts(setting, objection)
    ]


def _acts(setting: Setting, objection: Objection) -> list[tuple[str, str]]:
    """Acts that would clear it, each with what fills its form."""
    kinds = []
    rule = objection.finding.rule if objection.finding else None
    duty = setting.pack.duties.get(objection.rule or "")
    if objection.kind == "duty" and duty is not None:
        return [(duty.do, "")] if setting.may(duty.do) else []
    if objection.kind == "stands-aside" and objection.asks:
        kinds.append("LookedAt")
    if rule is not None and objection.kind == "rule":
        if rule.failing is Failing.A_PERSON_MUST_LOOK:
            kinds.append("LookedAt")
        if rule.failing is Failing.WAIVABLE:
            kinds.append("Waived")
        if overridable(rule) and setting.seat.office in rule.override_by:
            kinds.append("RuleOverridden")
    return [(act.id, f"?rule={objection.rule}") for act in setting.acts_that_write(*kinds)]
