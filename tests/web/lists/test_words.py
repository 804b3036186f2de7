"""Whatever a list may have to say, it can say in every language."""

from __future__ import annotations

import pytest

from clemency.letters.words import LANGUAGES
from clemency.web.lists.filters import ORDERS, QUEUES
from clemency.web.lists.views import KINDS
from clemency.web.lists.waiting import WAITING
from clemency.web.words import in_language

BLOCKED = (
    "carrying-out",
    "court",
    "deferred",
    "deferred-until",
    "information.other",
    "information-of",
    "not-in-force",
    "opinions",
    "returned",
    "to-be-answered",
    "to-be-countersigned",
    "to-be-sorted",
    "victim",
    "with",
    "withheld",
    "your-information",
    "your-opinion",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_word(language: str) -> None:
    words = in_language(language)
    keys = [
        *(f"lists.queue.{one}" for one in QUEUES),
        *(f"lists.empty.{one}" for one in QUEUES),
        *(f"lists.order.{one}" for one in ORDERS),
        *(f"lists.waiting.{one}" for one in WAITING),
        *(f"lists.blocked.{one}" for one in BLOCKED),
        *(f"lists.kind.{one}" for one in (*KINDS, "none")),
    ]
    for key in keys:
        assert words.has(key), key
