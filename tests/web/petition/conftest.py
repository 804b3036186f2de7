"""Mail of these tests stays in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import override_settings


@pytest.fixture
def settings_mail() -> Iterator[None]:
    """Mail is kept in a list."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield
