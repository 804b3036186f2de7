"""`clemency pack check`: what is in a pack without mistakes."""

from __future__ import annotations

from tests.cli.running import RURITANIA, run


def test_a_form_is_counted_where_there_is_one() -> None:
    done = run("pack", "check", RURITANIA, "us_pa")
    assert done.code == 0
    form = [line for line in done.out.splitlines() if "form in the browser" in line]
    assert form == ["  its form in the browser: texts 2, documents 2"]
    first, second = run("pack", "check", RURITANIA, "us_pa", "--json").json
    assert first["portal"] == {"texts": 2, "documents": 2}
    assert "portal" not in second
