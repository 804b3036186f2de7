"""An office to work in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import RURITANIA, run


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office of Ruritania with somebody at each desk that a test uses."""
    folder = tmp_path / "office"
    assert run("office", "create", str(folder), "--pack", RURITANIA).code == 0
    for officer, seat in (
        ("desk-1", "pardons_desk"),
        ("prince-1", "prince"),
        ("chancellor-1", "chancellor"),
    ):
        assert (
            run("office", "appoint", officer, seat, "--from", "2020-01-01", office=folder).code == 0
        )
    return folder
