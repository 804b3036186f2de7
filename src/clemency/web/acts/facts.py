"""Open questions of a refused act, asked where the refusal stands: answers go on file with who
vouches for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from clemency.clerk.evidence import FactsGiven
from clemency.docket.verdict import Refused
from clemency.law.facts import FactFaults, facts_from
from clemency.letters.questions import Question, question
from clemency.web.acts.asks import Form
from clemency.web.acts.places import put_fact
from clemency.web.acts.setting import Setting
from clemency.web.petition.answers import Asked, asked, parse

Standing = Literal["claimed", "certified", "reported", "disputed"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
MOST = 12  # questions at a time
OF_THE_DOCKET = ("docket.", "vote.")


@dataclass
class Answers:
    """What was answered under a refusal.

    given   the facts, as a command takes them; None where nothing was answered
    faults  (field of the form, sentence)
    """

    given: FactsGiven | None = None
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def plain(self) -> Mapping[str, Any]:
        """The facts alone."""
        return self.given.values if self.given else {}


def wanted(setting: Setting, refused: Refused | None, form: Form) -> list[Question]:
    """The questions that could settle what is open, most decisive first; and those that this form
    has asked before, so that no answer is lost."""
    if not setting.may_record():
        return []
    open_ = [path for one in refused.objections for path in one.asks] if refused else []
    paths = [path for path in dict.fromkeys((*asked_paths(form), *open_)) if _told(setting, path)]
    return [question(setting.pack, path, setting.words.language) for path in paths[:MOST]]


def boxes(form: Form, questions: Iterable[Question], answers: Answers | None) -> list[Asked]:
    """The questions as the page shows them, with what was typed."""
    errors = dict(answers.faults) if answers else {}
    typed = {name: values[0] for name, values in form.typed.items() if values}
    found = []
    for one in questions:
        name = f"q.{one.path}"
        found.append(asked(one, name=name, typed=typed, error=errors.get(name, "")))
    return found


def read(form: Form) -> Answers:
    """The answers that were typed. One of a record is put among what is on file of it, so that
    telling one thing of a charge forgets nothing of the others."""
    setting, answers, plain = form.setting, Answers(), dict[str, Any]()
    typed = {name: values[0] for name, values in form.typed.items() if values}
    for path in asked_paths(form):
        name = f"q.{path}"
        if not _told(setting, path) or not any(
            value.strip() for key, value in typed.items() if _of(key, name)
        ):
            continue
        found = parse(
            setting.pack, question(setting.pack, path, setting.words.language), typed, name
        )
        if found.error:
            says = setting.words.say(f"petition.answer.{found.error}", **found.params)
            answers.faults.append((name, says))
            continue
        top = path.partition("[")[0].partition(".")[0]
        if top not in plain and top in setting.ground.plain:
            plain[top] = deepcopy(setting.ground.plain[top])
        put_fact(plain, path, "unknown" if found.unknown else found.value)
    if plain and not answers.faults:
        answers.given = _checked(form, plain, answers)
    return answers


def _checked(form: Form, plain: dict[str, Any], answers: Answers) -> FactsGiven | None:
    """The facts, where the law's own reader takes them together."""
    setting = form.setting
    try:
        facts_from(plain, setting.pack.vocabulary, limits=setting.pack.limits)
    except FactFaults as faults:
        says = setting.words.say("acts.fault.answer")
        answers.faults += [(f"q.{fault.path}", says) for fault in faults.faults]
        return None
    standing = form.first("standing")
    known: Standing = next((one for one in STANDINGS if one == standing), "claimed")
    return FactsGiven(plain, known)


def asked_paths(form: Form) -> list[str]:
    """The questions that stand in the form: each comes with a mark that it was asked."""
    return [path for path in form.typed.get("asked", []) if path][:MOST]


def _of(key: str, name: str) -> bool:
    return key == name or key.startswith(f"{name}-")


def _told(setting: Setting, path: str) -> bool:
    """Whether it is somebody's to tell: not what the docket itself knows, and no whole list."""
    place = setting.speaker.names.place(path)
    return place.type is not None and place.what == "fact" and not path.startswith(OF_THE_DOCKET)
