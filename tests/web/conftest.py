"""What the web's tests share: a small office of the first pack, or of Ruritania, served here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from clemency.clerk import databases

databases.ready()  # models can be imported only once Django is set up

# Hashing a password is slow on purpose; what is tested here is not how slow.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from clemency.web import office as serving  # noqa: E402
from tests.web.offices import Office, served  # noqa: E402

RURITANIA = str(Path(__file__).parents[1] / "packs" / "ruritania")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office of the first pack."""
    yield served("il", tmp_path / "office")
    serving.leave()


@pytest.fixture
def ruritania(tmp_path: Path) -> Iterator[Office]:
    """An office of the pack that uses every key of the format."""
    yield served(RURITANIA, tmp_path / "office")
    serving.leave()


@pytest.fixture
def anybody(office: Office) -> Client:
    """A browser of the public."""
    return office.anybody()
