"""The sound pack in miniature with something changed, and what is proved of it."""

from __future__ import annotations

from clemency.clerk import shelf
from clemency.docket.vocabulary import FORMS
from clemency.law.pack import Pack
from clemency.law.reading import read_pack
from clemency.law.reading.trials import read_trials
from clemency.law.trial import run_scenarios
from clemency.proof.prove import prove
from clemency.proof.result import Result, Verdict
from tests.broken.packs import HERE, SOUND

RULE = """
[[rule]]
id      = "{id}"
cite    = "Act s 9"
force   = "statute"
says    = "A rule."
holds   = "{holds}"
failing = "{failing}"
else    = "It fails."
{more}
"""


def rule(id: str, holds: str, failing: str = "refuse", more: str = "") -> str:
    """One more rule."""
    return RULE.format(id=id, holds=holds, failing=failing, more=more)


def sound(needs: str = "", **added: str) -> Pack:
    """The sound pack with text added to its files; `needs`: what opening a petition needs too."""
    files = dict(shelf.read_files(HERE / SOUND))
    for name, text in added.items():
        files[f"{name}.toml"] += text
    files["acts.toml"] = files["acts.toml"].replace('"waiting"]', f'"waiting"{needs}]')
    return read_pack(files, FORMS)


def results(pack: Pack, *properties: str) -> dict[tuple[str, ...], Result]:
    """What is proved of these properties, by what it is about."""
    return {result.about: result for result in prove(pack, properties)}


def verdict(pack: Pack, name: str, *about: str) -> Verdict:
    """One verdict."""
    return results(pack, name)[about].verdict


def passes(pack: Pack, result: Result) -> bool:
    """Whether the story of a result runs, and shows what it says."""
    assert result.witness is not None
    trials = read_trials({"story.toml": result.witness.text}, pack, FORMS)
    assert trials.scenarios
    return all(one.passed for one in run_scenarios(pack, trials.scenarios))
