"""GoRules ZEN (MIT): the twelve rules as one expression node of a decision graph, with its trace.

Runs in the peers' environment. The graph is compiled once; `engine.evaluate` is the fastest way in
from Python (`decision.evaluate` sets up a runtime at every call and takes several times as long).
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

import zen

from benchmarks.peers.worker import Task, serve
from benchmarks.people import RULES, TODAY, Person, people

EXPRESSIONS = {
    "waiting-period": "d(released_on).add(5, 'year') <= d(today)",
    "no-open-case": "open_cases == 0",
    "excluded-offences": "offence not in ['treason', 'torture', 'war-crime']",
    "standing": "filer in ['person', 'relative', 'counsel']",
    "finality": "judgment_final",
    "refused-within-a-year": "refused_on == null or d(refused_on).add(1, 'year') <= d(today)",
    "disposition": "disposition in ['convicted', 'pleaded']",
    "class-a": "offence_class != 'a' or d(convicted_on).add(20, 'year') <= d(today)",
    "majority": "d(born_on).add(18, 'year') <= d(today)",
    "priors": "priors <= 2",
    "restitution": "restitution_paid >= restitution_owed",
    "sentence-and-parole": "not on_parole or sentence_months <= 24",
}


def graph() -> dict[str, Any]:
    """Facts in, twelve expressions, verdicts out."""
    rules = [
        {"id": str(place), "key": rule, "value": EXPRESSIONS[rule]}
        for place, rule in enumerate(RULES)
    ]
    content = {"expressions": rules}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "facts"},
        {"id": "rules", "type": "expressionNode", "name": "rules", "content": content},
        {"id": "out", "type": "outputNode", "name": "verdicts"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    return {
        "nodes": [node | {"position": {"x": 0, "y": 0}} for node in nodes],
        "edges": edges,
    }


def main() -> None:
    content = zen.ZenDecisionContent(json.dumps(graph()))
    engine = zen.ZenEngine({"loader": lambda key: content})
    traced = {"trace": True}
    asked: list[Person] = [person | {"today": TODAY.isoformat()} for person in people()]

    def verdicts() -> list[list[bool]]:
        found = [engine.evaluate("twelve", person)["result"] for person in asked]
        return [[one[rule] is True for rule in RULES] for one in found]

    serve(
        version("zen-engine"),
        verdicts,
        {
            "with trace": Task(lambda person: engine.evaluate("twelve", person, traced), asked),
            "without trace": Task(lambda person: engine.evaluate("twelve", person), asked),
        },
    )


if __name__ == "__main__":
    main()
