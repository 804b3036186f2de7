"""`clemency serve`, as somebody runs it on a machine of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PATIENCE = 90  # seconds


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def serve(folder: Path, port: int, *more: str) -> subprocess.Popen[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CLEMENCY_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-P", "-m", "clemency", "serve", "--data", str(folder)]
    return subprocess.Popen(
        [*command, "--port", str(port), "--workers", "1", *more],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def until_open(running: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert running.poll() is None, running.stdout and running.stdout.read()
        try:
            get(port, "/health")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("it never answered")


@pytest.mark.xdist_group("serve")
def test_an_empty_folder_becomes_an_office_that_opens_again(tmp_path: Path) -> None:
    folder, port = tmp_path / "office", free_port()
    running = serve(folder, port, "--matters", "12")
    try:
        until_open(running, port)
        for language, direction in (("en", "ltr"), ("he", "rtl"), ("ar", "rtl")):
            page = get(port, f"/{language}/")
            assert f'lang="{language}"' in page and f'dir="{direction}"' in page
        assert '"ready": true' in get(port, "/ready")
        taken = serve(tmp_path / "another", port)
        said, _ = taken.communicate(timeout=PATIENCE)
        assert taken.returncode == 5 and str(port) in said
        assert not (tmp_path / "another").exists()
    finally:
        running.send_signal(signal.SIGTERM)
        said, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, said
    assert f"http://127.0.0.1:{port}/he/" in said and "clemency-demo" in said
    with pytest.raises(OSError):
        get(port, "/health")  # its children left with it
    _opens_again(folder)


def _opens_again(folder: Path) -> None:
    """The folder stays as it was, nobody else may read it, and no second demonstration is made."""
    before, port = (folder / "office.toml").read_bytes(), free_port()
    for file in ("desk.sqlite3", "docket.sqlite3", "keys.sqlite3", "office.key", "web.secret"):
        assert (folder / file).stat().st_mode & 0o077 == 0, file
    running = serve(folder, port)
    try:
        until_open(running, port)
    finally:
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert "12" not in said.splitlines()[0]
    assert (folder / "office.toml").read_bytes() == before


def test_without_a_demonstration_an_empty_folder_is_refused(tmp_path: Path) -> None:
    running = serve(tmp_path / "office", free_port(), "--no-demo")
    said, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 5
    assert "clemency office create" in said and not (tmp_path / "office").exists()


def test_an_address_of_another_machine_is_refused(tmp_path: Path) -> None:
    running = serve(tmp_path / "office", free_port(), "--host", "192.0.2.1")
    said, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 5 and "192.0.2.1" in said


def test_unsafe_settings_for_real_people_are_named(tmp_path: Path) -> None:
    from clemency.clerk.office import Clerk

    Clerk.create(tmp_path / "office", pack="il", origin="office.example/web", title="T").close()
    environment = {**os.environ, "CLEMENCY_PRODUCTION": "true", "CLEMENCY_PUBLIC_URL": "http://x"}
    done = subprocess.run(
        [
            *(sys.executable, "-P", "-m", "clemency", "serve", "--no-demo"),
            *("--data", str(tmp_path / "office"), "--port", str(free_port())),
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 5
    assert "CLEMENCY_PUBLIC_URL" in done.stderr and "CLEMENCY_MAIL" in done.stderr
