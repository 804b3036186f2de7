"""What the operator decides, and what a server for real people refuses to start with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clemency.web.config import SECRET, Config

SAFE: dict[str, Any] = {
    "production": True,
    "office": Path("/somewhere"),
    "public_url": "https://pardons.example.org",
    "hosts": ("pardons.example.org",),
    "secret": "x" * 40,
    "mail": "smtp://user:password@mail.example.org:587?tls=yes",
}


def test_safe_settings_have_no_fault() -> None:
    assert Config(**SAFE).faults() == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"office": None}, "CLEMENCY_OFFICE"),
        ({"debug": True}, "CLEMENCY_DEBUG"),
        ({"demo": True}, "CLEMENCY_DEMO"),
        ({"public_url": ""}, "CLEMENCY_PUBLIC_URL"),
        ({"public_url": "http://pardons.example.org"}, "CLEMENCY_PUBLIC_URL"),
        ({"hosts": ("localhost",)}, "CLEMENCY_HOSTS"),
        ({"hosts": ("*", "pardons.example.org")}, "CLEMENCY_HOSTS"),
        ({"secret": "short"}, "CLEMENCY_SECRET"),
        ({"mail": ""}, "CLEMENCY_MAIL"),
    ],
)
def test_each_unsafe_setting_is_named_with_its_cure(change: dict[str, Any], named: str) -> None:
    faults = Config(**{**SAFE, **change}).faults()
    assert len(faults) == 1 and faults[0].startswith(named) and ": " in faults[0]


def test_nothing_is_refused_where_no_real_people_are() -> None:
    assert Config(debug=True, demo=True).faults() == []


def test_the_secret_comes_from_the_folder(tmp_path: Path) -> None:
    (tmp_path / SECRET).write_text("s" * 48 + "\n")
    assert Config(office=tmp_path).signing_key() == "s" * 48
    assert Config(office=tmp_path, secret="t" * 48).signing_key() == "t" * 48


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEMENCY_HOSTS", '["a.example.org", "b.example.org"]')
    monkeypatch.setenv("CLEMENCY_PROXIES", "2")
    found = Config()
    assert (found.hosts, found.proxies) == (("a.example.org", "b.example.org"), 2)


def test_every_setting_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs/reference/settings.md").read_text("utf-8")
    own = {"collect"}  # set by the program itself
    assert [
        n for n in Config.model_fields if n not in own and f"CLEMENCY_{n.upper()}" not in text
    ] == []


def test_a_secret_is_not_told_by_looking() -> None:
    assert "x" * 40 not in repr(Config(**SAFE)) and "password" not in repr(Config(**SAFE))
