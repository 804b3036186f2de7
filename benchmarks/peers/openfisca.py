"""OpenFisca (AGPL-3.0): the twelve rules as variables of a tax and benefit system, with its trace.

Runs in the peers' environment, and only there. OpenFisca has no "never" for a day: whoever was
never refused was refused in 1900. It is made for whole populations; one person is not its strength.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from typing import Any

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.peers.worker import Task, serve
from benchmarks.people import CHOICES, DATES, RULES, TODAY, people

PERSON = Entity("person", "people", "A person", "")
NEVER = np.datetime64("1900-01-01")
WHEN = TODAY.isoformat()

Formula = Callable[[Callable[[str], Any], Any], Any]  # how to get a fact, and today


def years_after(years: int, day: Any) -> Any:
    """The day some years later; 28 February where the year has no 29th."""
    months = day.astype("M8[M]")
    moved = months + 12 * years
    within = day - months.astype("M8[D]")
    last = (moved + 1).astype("M8[D]") - np.timedelta64(1, "D")
    return np.minimum(moved.astype("M8[D]") + within, last)


def among(choice: str, get: Callable[[str], Any], *names: str) -> Any:
    """Whether a fact is one of these answers."""
    options = ENUMS[choice]
    return np.isin(get(choice), [options[_attribute(name)].index for name in names])


FORMULAS: dict[str, Formula] = {
    "waiting-period": lambda get, today: years_after(5, get("released_on")) <= today,
    "no-open-case": lambda get, today: get("open_cases") == 0,
    "excluded-offences": lambda get, today: (
        ~among("offence", get, "treason", "torture", "war-crime")
    ),
    "standing": lambda get, today: among("filer", get, "person", "relative", "counsel"),
    "finality": lambda get, today: get("judgment_final"),
    "refused-within-a-year": lambda get, today: years_after(1, get("refused_on")) <= today,
    "disposition": lambda get, today: among("disposition", get, "convicted", "pleaded"),
    "class-a": lambda get, today: (
        ~among("offence_class", get, "a") | (years_after(20, get("convicted_on")) <= today)
    ),
    "majority": lambda get, today: years_after(18, get("born_on")) <= today,
    "priors": lambda get, today: get("priors") <= 2,
    "restitution": lambda get, today: get("restitution_paid") >= get("restitution_owed"),
    "sentence-and-parole": lambda get, today: ~get("on_parole") | (get("sentence_months") <= 24),
}


def _attribute(name: str) -> str:
    return name.replace("-", "_")


def _variable(rule: str) -> str:
    return f"rule_{_attribute(rule)}"


ENUMS = {
    fact: Enum(fact, {_attribute(name): name for name in dict.fromkeys(options)})
    for fact, options in CHOICES.items()
}
YES_NO = ("judgment_final", "on_parole")
COUNTS = ("open_cases", "priors", "restitution_owed", "restitution_paid", "sentence_months")


def system() -> TaxBenefitSystem:
    """The fifteen facts and the twelve verdicts."""
    made = TaxBenefitSystem([PERSON])
    for fact in DATES:
        _add(made, fact, value_type=date)
    for fact, options in ENUMS.items():
        first = next(iter(options))
        _add(made, fact, value_type=Enum, possible_values=options, default_value=first)
    for fact in YES_NO:
        _add(made, fact, value_type=bool)
    for fact in COUNTS:
        _add(made, fact, value_type=int)
    for rule, formula in FORMULAS.items():
        _add(made, _variable(rule), DateUnit.DAY, value_type=bool, formula=_calculated(formula))
    return made


def _add(made: TaxBenefitSystem, name: str, period: str = DateUnit.ETERNITY, **fields: Any) -> None:
    described = {"entity": PERSON, "definition_period": period, "label": name}
    made.add_variable(type(name, (Variable,), {**described, **fields}))


def _calculated(formula: Formula) -> Callable[[Any, Any], Any]:
    def calculated(person: Any, period: Any) -> Any:
        today = np.datetime64(period.start.date)
        return formula(lambda fact: person(fact, period), today)

    return calculated


def inputs(person: dict[str, Any]) -> dict[str, Any]:
    """A person as OpenFisca takes them: arrays of one."""
    made: dict[str, Any] = {}
    for fact, value in person.items():
        if fact in DATES:
            day = NEVER if value is None else np.datetime64(value)
            made[fact] = np.array([day], dtype="M8[D]")
        elif fact in ENUMS:
            made[fact] = ENUMS[fact].encode(np.array([_attribute(value)]))
        else:
            made[fact] = np.array([value])
    return made


def main() -> None:
    fisca = system()
    asked = [inputs(person) for person in people()]
    names = [_variable(rule) for rule in RULES]

    def simulation(given: dict[str, Any], trace: bool) -> Simulation:
        made = SimulationBuilder().build_default_simulation(fisca, 1)
        made.trace = trace
        for fact, values in given.items():
            made.set_input(fact, DateUnit.ETERNITY, values)
        return made

    def calculate(made: Simulation) -> list[bool]:
        return [bool(made.calculate(name, WHEN)[0]) for name in names]

    serve(
        version("openfisca-core"),
        lambda: [calculate(simulation(given, False)) for given in asked],
        {
            "with trace": Task(lambda given: calculate(simulation(given, True)), asked),
            "without trace": Task(lambda given: calculate(simulation(given, False)), asked),
        },
    )


if __name__ == "__main__":
    main()
