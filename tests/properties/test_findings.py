"""What a finding cites is enough for it, whichever text was applied and whatever it is about."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from clemency.law.finding import Finding, find
from clemency.law.values import UNKNOWN, Facts
from tests.properties.changing import learnt, only, otherwise
from tests.properties.generating import examples, shown
from tests.properties.matters import Matter, matters


def found(matter: Matter, facts: Facts | None = None) -> Finding:
    return find(matter.pack, "rule", facts or matter.facts, matter.on)


def cited(finding: Finding) -> frozenset[str]:
    """The facts a finding cites, and the row it is about."""
    paths = {read.path for read in finding.reads if read.path is not None}
    return frozenset(paths | ({finding.row} if finding.row else set()))


@examples(1)
@given(matters(known=False))
def test_the_facts_cited_are_enough(matter: Matter) -> None:
    finding = found(matter)
    kept = only(matter.env, matter.words, cited(finding))
    assert found(matter, Facts(kept)).outcome == finding.outcome


@examples(1)
@given(matters(known=False), st.data())
def test_a_fact_not_cited_never_changes_the_finding(matter: Matter, data: st.DataObject) -> None:
    finding = found(matter)
    assume(finding.holds is not UNKNOWN)
    other = data.draw(otherwise(matter.env, matter.words, cited(finding)))
    assert found(matter, Facts(other)).outcome == finding.outcome, shown(other)


@examples(1)
@given(matters(known=False), st.data())
def test_learning_a_fact_never_overturns_a_finding(matter: Matter, data: st.DataObject) -> None:
    finding = found(matter)
    assume(finding.holds is not UNKNOWN)
    wiser = data.draw(learnt(matter.env, matter.words))
    assert found(matter, Facts(wiser)).holds is finding.holds, shown(wiser)
