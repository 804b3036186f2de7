"""The program as a whole: help, JSON, exit codes, what it loads, the demonstration."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from clemency.cli.main import commands
from tests.cli.running import ROOT, RURITANIA, run


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Each command that does something, by its path."""

    def walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from walk(found, f"{path} {name}".strip())
        else:
            yield path, command

    yield from walk(commands, "")


COMMANDS = dict(every_command())


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_explains_itself_and_answers_as_json(path: str):
    command = COMMANDS[path]
    assert command.help and len(command.help) > 20
    options = {option for p in command.params for option in p.opts}
    assert "--json" in options
    for param in command.params:
        assert isinstance(param, click.Argument) or param.help, f"{path} {param.name}"


@pytest.mark.parametrize(
    "args", [["--help"], ["ask", RURITANIA, "-f", "filer=other"], ["pack", "check", RURITANIA]]
)
def test_no_django_before_storage_is_needed(args: list[str]):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "clemency", *args],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "clemency.cli" in done.stderr
    assert "django" not in done.stderr


def test_a_command_that_does_not_exist_is_met_with_the_nearest():
    done = run("mater")
    assert done.code == 2
    assert "`matter`" in done.err


def test_a_broken_pack_shows_every_mistake_and_nothing_is_loaded(tmp_path):
    import shutil

    folder = tmp_path / "broken"
    shutil.copytree(RURITANIA, folder)
    rules = folder / "rules.toml"
    rules.write_text(
        rules.read_text("utf-8")
        .replace("filer", "filler")
        .replace('force   = "statute"', 'force   = "statut"', 1),
        "utf-8",
    )
    done = run("pack", "check", str(folder))
    assert done.code == 1
    assert "rules.toml:" in done.out
    assert "^^^" in done.out
    assert "Did you mean" in done.out
    assert run("ask", str(folder)).code == 2


def test_scenarios_run_from_anywhere(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[scenario]]\nname = "A stranger"\nfacts = { filer = "other" }\n'
        'finds = { standing = "not-a-petition" }\n'
        '[[scenario]]\nname = "Wrongly expected"\nfacts = { filer = "other" }\n'
        'finds = { standing = "holds" }\n',
        "utf-8",
    )
    done = run("pack", "test", RURITANIA, "--scenarios", str(tmp_path))
    assert done.code == 1
    assert "1 of 2 passed" in done.out
    assert "Wrongly expected" in done.out


def test_the_demonstration_tells_both_stories_and_the_docket_verifies(tmp_path):
    done = run("demo", "--folder", str(tmp_path / "office"), "--json")
    assert done.code == 0, done.err
    told = done.json
    assert told["as_told"]
    assert told["counts"]["petitions"] == 1
    assert told["counts"]["interventions"] >= 5
    assert {"open-petition", "grant", "countersign"} <= {
        step["act"] for step in told["steps"] if step["accepted"]
    }
    assert any(step["act"] == "open-petition" and not step["accepted"] for step in told["steps"])


def test_documents_made_from_the_program_are_current():
    done = subprocess.run(
        [sys.executable, "tools/documents.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
