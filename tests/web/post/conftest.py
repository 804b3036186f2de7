"""How many times a page asks the desk database and the docket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connections

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def django_queries() -> Counting:
    """Counts every statement on every database."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        asked: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            asked.append(sql)
            return execute(sql, params, many, context)

        wrapped = [one.execute_wrapper(note) for one in connections.all(initialized_only=True)]
        for one in wrapped:
            one.__enter__()
        try:
            yield asked
        finally:
            for one in reversed(wrapped):
                one.__exit__(None, None, None)

    return counting
