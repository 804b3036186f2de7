"""The demonstration, smaller: every stage, three languages, and somebody for every office."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.contrib.auth import get_user_model
from django.test import Client

from clemency.clerk.clock import GivenClock
from clemency.web import demonstration
from clemency.web import office as serving
from clemency.web.accounts import demonstrating
from clemency.web.lists import keeping
from tests.web.offices import DAY, HOST, Office

MATTERS = 60


@cache
def made() -> Path:
    """Its folder, made once for all tests of a process."""
    folder = Path(tempfile.mkdtemp(prefix="clemency-demonstration-")) / "office"
    told = demonstration.make(folder, matters=MATTERS, today=DAY)
    serving.use(folder, clock=GivenClock.on(DAY))
    serving.migrate()
    demonstrating.make_accounts(told, "only-for-tests")
    keeping.catch_up()
    serving.leave()
    return folder


def served(into: Path) -> Office:
    """A fresh copy, served, on the day on which it was made."""
    shutil.copytree(made(), into)
    clock = GivenClock.on(DAY)
    return Office(serving.use(into, clock=clock), clock)


def signed_in(login: str) -> Client:
    """A browser in which somebody of the demonstration is signed in."""
    client = Client(headers={"host": HOST})
    user = get_user_model().objects.get(username=login)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
