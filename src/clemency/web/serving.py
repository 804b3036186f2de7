"""Starts the office in the browser: its folder made ready, a server and one worker beside it.

Everything here runs before or beside Django's own processes. They are children of this one: when it
ends, they end.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clemency.clerk import folder as folders
from clemency.web.config import SECRET

PATIENCE = 60  # seconds for a server to answer, and ten of them to leave
POLITE = 10


class NotServed(Exception):
    """The office is not served: why, and what to do."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key, self.params = key, params


@dataclass(frozen=True)
class Place:
    """Where the office is served.

    host  the address to listen on; workers: server processes
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2

    @property
    def address(self) -> str:
        """As a browser on this machine reaches it."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{host}:{self.port}"


def refuse_if_taken(place: Place) -> None:
    """Raises NotServed where something answers on the port already: two servers on one port would
    each answer some of the requests."""
    host = "127.0.0.1" if place.host in ("0.0.0.0", "::") else place.host
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.settimeout(1)
        if tried.connect_ex((host, place.port)) == 0:
            raise NotServed("serve.taken", port=str(place.port), other=str(place.port + 1))
    with socket.socket(socket.AF_INET6 if ":" in place.host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((place.host, place.port))
        except OSError as error:
            raise NotServed(
                "serve.unbound",
                host=place.host,
                port=str(place.port),
                why=error.strerror or str(error),
            ) from error


def is_office(folder: Path) -> bool:
    """Whether a folder holds an office already."""
    return (folder / folders.OFFICE).is_file()


def environment(place: Place, *, demo: bool) -> dict[str, str]:
    """What the server and the worker are told."""
    told = dict(os.environ)
    told["CLEMENCY_OFFICE"] = str(place.folder.resolve())
    told["DJANGO_SETTINGS_MODULE"] = "clemency.web.settings"
    told.setdefault("CLEMENCY_PUBLIC_URL", place.address)
    told.setdefault("CLEMENCY_DEMO", "true" if demo else "false")
    if "CLEMENCY_HOSTS" not in told and place.host not in ("127.0.0.1", "localhost", "::1"):
        told["CLEMENCY_HOSTS"] = f'["localhost","127.0.0.1","[::1]","{place.host}"]'
    return told


def make_secret(folder: Path) -> None:
    """Draws what signs sessions and links, once for each office."""
    if not (folder / SECRET).is_file():
        folders.write_synced(folder / SECRET, secrets.token_urlsafe(48) + "\n", mode=0o600)


def make_ready(place: Place, told: Mapping[str, str]) -> None:
    """Tables, static files and demonstration accounts, in a process of its own: it then knows its
    settings from the start. Raises NotServed with what that process said."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "clemency.web.preparing"],
        env=dict(told),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NotServed("serve.unready", why=done.stderr.strip() or done.stdout.strip())


class Running:
    """The server and the worker, as children."""

    def __init__(self, place: Place, told: Mapping[str, str]) -> None:
        self.place, self.told = place, dict(told)
        self.children: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Starts both, and returns when the first page can be had. Raises NotServed."""
        self.children = [self._child(self._server()), self._child(self._worker())]
        self._until_it_answers()

    def wait(self, stopped: Callable[[], bool]) -> int:
        """Until somebody stops it, or a child leaves by itself; the code to leave with."""
        while not stopped():
            for child in self.children:
                if (code := child.poll()) is not None:
                    return code or 1
            time.sleep(0.2)
        return 0

    def stop(self) -> None:
        """Asks the children to leave, and sees to it that they do."""
        for child in self.children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        until = time.monotonic() + POLITE
        for child in self.children:
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _server(self) -> Sequence[str]:
        place = self.place
        return [
            *("-m", "granian", "--interface", "wsgi", "--host", place.host),
            *("--port", str(place.port), "--workers", str(place.workers)),
            *("--blocking-threads", "2", "--no-ws", "--no-access-log", "--log-level", "warning"),
            *("--respawn-failed-workers", "clemency.web.wsgi:application"),
        ]

    def _worker(self) -> Sequence[str]:
        return ["-m", "clemency.web.jobs.worker"]

    def _child(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches this process alone, which then stops them in order.
        return subprocess.Popen(
            [sys.executable, "-P", *arguments], env=self.told, start_new_session=True
        )

    def _until_it_answers(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if any(child.poll() is not None for child in self.children):
                raise NotServed("serve.left")
            try:
                with urllib.request.urlopen(f"{self.place.address}/health", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise NotServed("serve.silent", seconds=PATIENCE)
