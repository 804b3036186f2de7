"""The launcher on machines it has never seen: no Python, broken ones, odd folders, interruptions.

Each test runs a copy of `./clemency` with a PATH made for it. The Pythons on that PATH are small
shell scripts that answer as a Python would and write down what they were asked, so nothing is
downloaded and nothing outside the test's own folder is touched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNAVAILABLE, UNWRITABLE, BUSY = 69, 73, 75

SHELL_TOOLS = ("cmp", "cp", "ln", "mkdir", "mv", "readlink", "rm", "rmdir", "sed", "sh", "sleep")

FAKE_PYTHON = """#!/bin/sh
# Answers the launcher's probe, makes environments, installs nothing, and keeps a diary.
case $1 in
-c) echo "clemency {version} {complete} $0" ;;
-P) shift; printf '<%s>' "$@"; echo ;;
-m)
    echo "$*" >>"$DIARY"
    case $2 in
    venv)
        site=$3/lib/python3.11/site-packages
        mkdir -p "$3/bin" "$site"
        cp "$0" "$3/bin/python"
        cp "$0" "$3/bin/pip"
        ;;
    pip)
        [ "$3" = install ] || exit 1
        [ -z "$PIP_IS_SLOW" ] || sleep 1
        [ -z "$PIP_FAILS" ] || {{ echo "no route to host" >&2; exit 1; }}
        ;;
    esac ;;
esac
"""

FAKE_UV = """#!/bin/sh
echo "uv $* [index ${UV_DEFAULT_INDEX:-default}, downloads $UV_PYTHON_DOWNLOADS]" >>"$DIARY"
case $1 in venv)
    for folder; do :; done
    mkdir -p "$folder/bin" "$folder/lib/python3.11/site-packages"
    cp "$FAKE" "$folder/bin/python" ;;
esac
"""


class Machine:
    """A folder with a copy of the project, and the only programs that its launcher can find."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "a folder with spaces" / "clemency's copy"
        self.launcher = self.project / "clemency"
        self.first, self.later = folder / "first", folder / "later"
        self.diary = folder / "diary"
        self.settings = {"DIARY": str(self.diary), "CLEMENCY_INSTALLER": "pip"}
        for made in (self.project, self.first, self.later):
            made.mkdir(parents=True)
        shutil.copy(ROOT / "clemency", self.launcher)
        shutil.copytree(ROOT / "requirements", self.project / "requirements")
        for tool in SHELL_TOOLS:
            (self.later / tool).symlink_to(shutil.which(tool) or pytest.fail(f"no {tool} here"))

    def put(self, path: Path, script: str) -> Path:
        path.write_text(script)
        path.chmod(0o755)
        return path

    def has_python(
        self, name: str = "later/python3", version: str = "3 11", complete: str = "complete"
    ) -> Path:
        script = FAKE_PYTHON.format(version=version, complete=complete)
        return self.put(self.first.parent / name, script)

    def has_uv(self) -> None:
        self.put(self.later / "uv", FAKE_UV)
        self.settings |= {"CLEMENCY_INSTALLER": "uv", "FAKE": str(self.has_python())}

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.launcher, *arguments],
            env={"PATH": f"{self.first}:{self.later}"} | self.settings | settings,
            cwd=self.first,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **settings: str) -> tuple[int, str, str]:
        """Exit code, output, messages."""
        process = self.start(*arguments, **settings)
        output, messages = process.communicate()
        return process.returncode, output, messages

    def installations(self) -> list[str]:
        """Which requirements were installed so far, in order."""
        told = self.diary.read_text() if self.diary.exists() else ""
        return re.findall(r" install .*/requirements/(\w+)\.txt", told)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_any_python_it_says_what_to_install(machine: Machine) -> None:
    code, output, messages = machine.run("demo")

    assert (code, output) == (UNAVAILABLE, "")
    assert "the PATH has no python3 and no python" in messages
    assert "What to do: install one" in messages


def test_every_unfit_python_is_named_with_its_fault(machine: Machine) -> None:
    machine.put(machine.first / "python3.12", "#!/bin/sh\necho 'shim: no version' >&2; exit 127")
    machine.has_python("first/python3", version="3 9")
    machine.has_python("later/python3", version="3 15")
    machine.has_python("later/python3.11", complete="bare")
    machine.put(machine.first / "python", "#!/bin/sh\necho hello")

    code, output, messages = machine.run("demo")

    assert (code, output) == (UNAVAILABLE, "")
    faults = dict(re.findall(r"^  (/.*)\n      (.*)$", messages, re.MULTILINE))
    assert faults == {
        f"{machine.first}/python3.12": "fails: shim: no version",
        f"{machine.first}/python3": "is Python 3.9: too old",
        f"{machine.later}/python3": "is Python 3.15: newer than this version of Clemency knows",
        f"{machine.later}/python3.11": "has no venv module "
        "(Debian, Ubuntu: apt install python3-venv)",
        f"{machine.first}/python": "does not behave like a Python",
    }


def test_a_broken_shim_does_not_hide_the_python_behind_it(machine: Machine) -> None:
    machine.put(machine.first / "python3", "#!/bin/sh\nexit 127")
    machine.has_python("later/python3")

    assert machine.run("demo")[:2] == (0, "<-m><clemency><demo>\n")


def test_arguments_pass_unchanged_through_a_link_from_another_folder(machine: Machine) -> None:
    machine.has_python()
    link, second_link = machine.first / "link", machine.first / "second link"
    link.symlink_to(os.path.relpath(machine.launcher, machine.first))
    second_link.symlink_to("link")

    machine.launcher = second_link
    code, output, _ = machine.run("two words", "", "*", "$HOME")

    assert (code, output) == (0, "<-m><clemency><two words><><*><$HOME>\n")
    assert (machine.project / ".venv").exists()


def test_the_second_run_installs_nothing_and_says_nothing(machine: Machine) -> None:
    machine.has_python()
    _, _, first_messages = machine.run("demo")
    _, _, second_messages = machine.run("demo")

    assert "making the environment" in first_messages
    assert second_messages == ""
    assert machine.installations() == ["core"]


def test_the_environment_reaches_the_source_wherever_the_folder_lies(machine: Machine) -> None:
    machine.has_python()
    machine.run("demo")

    site = machine.project / ".venv/lib/python3.11/site-packages"
    line = (site / "clemency.pth").read_text().strip()
    assert (site / line).resolve() == machine.project / "src"


def test_changed_requirements_are_installed_again(machine: Machine) -> None:
    machine.has_python()
    machine.run("demo")
    with (machine.project / "requirements/core.txt").open("a") as requirements:
        requirements.write("# one more line\n")

    assert machine.run("demo")[0] == 0
    assert machine.installations() == ["core", "core"]


@pytest.mark.parametrize(
    ("command", "wanted"), [("prove", "test"), ("diff", "test"), ("check", "core")]
)
def test_the_solver_is_brought_where_it_is_needed(
    machine: Machine, command: str, wanted: str
) -> None:
    machine.has_python()
    assert machine.run("pack", command, "x")[0] == 0
    assert machine.installations() == [wanted]


def test_the_test_environment_serves_the_program_too(machine: Machine) -> None:
    machine.has_python()
    assert machine.run("test", "-k", "one thing")[1] == (
        "<-m><pytest><-n><2><--dist><loadgroup><-k><one thing>\n"
    )
    machine.run("demo")
    assert machine.installations() == ["test"]


@pytest.mark.parametrize("argument", ["-n4", "--pdb", "--numprocesses=0"])
def test_arguments_may_say_how_many_processes_test(machine: Machine, argument: str) -> None:
    machine.has_python()
    assert machine.run("test", argument)[1] == f"<-m><pytest><{argument}>\n"


def test_a_failed_installation_is_explained_and_started_over(machine: Machine) -> None:
    machine.has_python()
    code, output, messages = machine.run("demo", PIP_FAILS="yes")

    assert (code, output) == (UNAVAILABLE, "")
    assert "no route to host" in messages
    assert "What to do" in messages and "CLEMENCY_WHEELS" in messages
    assert machine.run("demo")[:2] == (0, "<-m><clemency><demo>\n")


def test_failing_to_add_the_tests_leaves_the_program_working(machine: Machine) -> None:
    machine.has_python()
    machine.run("demo")

    assert machine.run("test", PIP_FAILS="yes")[0] == UNAVAILABLE
    assert machine.run("demo", PIP_FAILS="yes")[0] == 0


def test_an_environment_left_half_made_is_not_used(machine: Machine) -> None:
    machine.has_python()
    machine.run("demo")
    (machine.project / ".venv/clemency.stamp").unlink()

    _, _, messages = machine.run("demo")
    assert "making the environment" in messages
    assert machine.installations() == ["core", "core"]


def test_two_launchers_at_once_install_once(machine: Machine) -> None:
    machine.has_python()
    both = [machine.start(word, PIP_IS_SLOW="yes") for word in ("one", "two")]

    said = sorted(process.communicate()[0] for process in both)
    assert said == ["<-m><clemency><one>\n", "<-m><clemency><two>\n"]
    assert machine.installations() == ["core"]


def test_the_lock_of_a_launcher_that_was_killed_is_cleared(machine: Machine) -> None:
    machine.has_python()
    gone = subprocess.Popen(["true"])
    gone.wait()
    lock = machine.project / ".venv.lock"
    lock.symlink_to(f"pid-{gone.pid}")

    assert machine.run("demo")[0] == 0
    assert not lock.is_symlink()


def test_a_lock_held_too_long_is_named_so_that_it_can_be_removed(machine: Machine) -> None:
    machine.has_python()
    machine.put(machine.first / "sleep", "#!/bin/sh\n")
    lock = machine.project / ".venv.lock"
    lock.symlink_to(f"pid-{os.getpid()}")

    code, _, messages = machine.run("demo")
    assert code == BUSY
    assert f"remove these and try again:\n  {lock}\n" in messages


def test_a_folder_that_cannot_be_written_in_is_explained(machine: Machine) -> None:
    machine.has_python()
    for writing in ("ln", "mkdir"):
        machine.put(
            machine.first / writing, "#!/bin/sh\necho 'Read-only file system' >&2; exit 1\n"
        )

    code, _, messages = machine.run("demo")
    assert code == UNWRITABLE
    assert f"nothing can be written in {machine.project}" in messages
    assert "What to do: copy the folder" in messages


def test_the_python_can_be_named(machine: Machine) -> None:
    machine.has_python("later/python3")
    named = machine.has_python("first/another", version="3 13")
    machine.run("demo")

    assert machine.run("demo", CLEMENCY_PYTHON=str(named))[0] == 0
    assert machine.run("demo")[2] == ""  # and stays until another is named
    assert machine.installations() == ["core", "core"]


def test_a_named_python_that_cannot_be_used_is_refused(machine: Machine) -> None:
    machine.has_python("later/python3")
    old = machine.has_python("first/another", version="2 7")

    code, _, messages = machine.run("demo", CLEMENCY_PYTHON=str(old))
    assert code == UNAVAILABLE
    assert f"{old}\n      is Python 2.7: too old" in messages


def test_wheels_in_a_folder_replace_the_network(machine: Machine) -> None:
    machine.has_python()
    machine.run("demo", CLEMENCY_WHEELS="/media/stick/wheels")

    told = machine.diary.read_text()
    assert "--no-index --find-links /media/stick/wheels" in told
    assert "--require-hashes --only-binary :all:" in told


def test_an_installer_that_does_not_exist_is_refused(machine: Machine) -> None:
    machine.has_python()
    code, _, messages = machine.run("demo", CLEMENCY_INSTALLER="conda")
    assert code == 2
    assert "`conda`. Say uv or pip" in messages


def test_uv_is_told_what_pip_knows_and_fetches_no_python(machine: Machine) -> None:
    machine.has_uv()
    assert machine.run("demo", PIP_INDEX_URL="https://mirror.example")[0] == 0

    told = machine.diary.read_text()
    assert re.search(r"uv pip install .*\[index https://mirror.example, downloads never\]", told)
    assert machine.installations() == ["core"]


def test_uv_makes_up_for_a_missing_venv_module(machine: Machine) -> None:
    machine.has_uv()
    machine.has_python(complete="bare")
    assert machine.run("demo")[:2] == (0, "<-m><clemency><demo>\n")


def test_a_check_that_does_not_exist_is_refused_with_those_that_do(machine: Machine) -> None:
    machine.has_python()
    code, _, messages = machine.run("check", "colour")
    assert code == 2
    assert "`colour`" in messages and "format lint types floors packs" in messages


PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def test_the_tests_only_add_to_the_core_requirements() -> None:
    core, test = (
        set(PIN.findall((ROOT / "requirements" / name).read_text()))
        for name in ("core.txt", "test.txt")
    )
    assert core < test


@pytest.mark.parametrize("name", ["core", "test", "uv"])
def test_requirements_are_pinned_hashed_and_without_addresses(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text()
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    starts = [line for line in lines if not line.startswith("    --hash=sha256:")]

    assert starts and all(PIN.match(line) and line.endswith("\\") for line in starts)
    assert "://" not in text and "file:" not in text
