"""TOML as this program reads it: as others do, with places for everything."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.law.mistakes import Mistakes
from clemency.law.reading.positions import spread
from clemency.law.reading.toml import read_toml
from tests.law.reading.packs import BASE, files_in

TEXT = """\
a.b = 1
[[rule]]
id = "x"
"q k" = \"\"\"
  hello \\u0041 \\
    w\"\"\"
t = { a = 1, b = [1, "zwei"] }
[[rule.readings]]
d = 2020-01-01
[rule.extra]
y = 'lit'
[[rule]]
id = "y"
[x."y z"]
f = true
"""


@pytest.mark.parametrize(
    ("path", "line", "marked"),
    [
        (("a", "b"), 1, "1"),
        (("rule", 0, "id"), 3, '"x"'),
        (("rule", 0, "t", "b", 1), 7, '"zwei"'),
        (("rule", 0, "readings", 0, "d"), 9, "2020-01-01"),
        (("rule", 0, "extra", "y"), 11, "'lit'"),
        (("rule", 1, "id"), 13, '"y"'),
        (("x", "y z", "f"), 15, "true"),
        (("rule", 1, "nothing", "of", "this"), 12, "rule"),
    ],
)
def test_the_place_of_a_value(path: tuple[str | int, ...], line: int, marked: str) -> None:
    found = read_toml("a.toml", TEXT).at_value(path, "Here.")
    start = found.column - 1
    assert (found.line, found.source_line[start : start + found.length]) == (line, marked)


@pytest.mark.parametrize(
    ("path", "line", "marked"),
    [
        (("a", "b"), 1, "b"),
        (("rule", 0), 2, "rule"),
        (("rule", 0, "q k"), 4, '"q k"'),
        (("rule", 0, "readings", 0), 8, "readings"),
        (("x", "y z"), 14, '"y z"'),
    ],
)
def test_the_place_of_a_key(path: tuple[str | int, ...], line: int, marked: str) -> None:
    found = read_toml("a.toml", TEXT).at_key(path, "Here.")
    start = found.column - 1
    assert (found.line, found.source_line[start : start + found.length]) == (line, marked)


def test_a_place_inside_a_text_of_several_lines_with_escapes() -> None:
    file = read_toml("a.toml", TEXT)
    text = file.data["rule"][0]["q k"]
    assert text == "  hello A w"
    escape = file.inside(("rule", 0, "q k"), text.index("A"), 1, "Here.")
    assert (escape.line, escape.column) == (5, 9)
    last = file.inside(("rule", 0, "q k"), text.index("w"), 1, "Here.")
    assert (last.line, last.column, last.length) == (6, 5, 1)


def test_columns_count_characters_and_not_bytes() -> None:
    with pytest.raises(Mistakes) as told:
        read_toml("a.toml", 'x = { a = "שלום", b = 3.5 }')
    (found,) = told.value.mistakes
    assert (found.line, found.column, found.length) == (1, 23, 3)


def test_line_ends_of_other_systems() -> None:
    file = read_toml("a.toml", 'a = 1\r\nb = """x\r\ny"""\r\n')
    assert file.data == {"a": 1, "b": "x\ny"}
    assert file.at_value(("b",), "Here.").line == 2


@given(st.text(st.sampled_from("ab\"'\\\n\t é\u2028\U0001f600"), max_size=12))
def test_every_character_of_a_text_has_its_place(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    for raw in (f'"{escaped}"', f'"""\n{escaped}"""'.replace("\\n", "\n")):
        meant = tomllib.loads(f"x = {raw}")["x"]
        assert "".join(char for char, _ in spread(raw)) == meant


@pytest.mark.parametrize("name", sorted(files_in(BASE)))
def test_others_read_the_same(name: str) -> None:
    text = files_in(BASE)[name]
    assert read_toml(name, text).data == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        'a = "x',
        "a = [1, 2",
        "a = { b = 1",
        "a = 1 b = 2",
        "a 1",
        "[a\nb = 1",
        "[[a]\n",
        "= 1",
        "a = \\x",
        'a = "\\q"',
        'a = "\\u00zz"',
        'a = "\\ud800"',
        "a = 2023-99-99",
        "a = 25:00:00",
        "a = 1\na = 2",
        "[a]\n[a]",
        "a = 1\n[a.b]",
        "a = {}\n[a.b]",
        "[[a]]\n[a]",
        "a = { b = 1, b = 2 }",
        "a.b = 1\na = 2",
        "a = 01",
        "a = 1__0",
        "a = +",
        'a = "\x01"',
        "# \x01",
        "a\u200bb = 1",
        "a = 1e400",
        "a = nan",
        f"a = {'9' * 5000}",
        f"a = {'[' * 5000}",
        f"{'a.' * 5000}a = 1",
        "\ud800 = 1",
        "a = '''\nx",
        "a = \u2018x\u2019",
    ],
)
def test_what_is_no_toml_is_one_clear_mistake(text: str) -> None:
    with pytest.raises(Mistakes) as told:
        read_toml("a.toml", text)
    (mistake,) = told.value.mistakes
    assert mistake.says.endswith(".")
    assert 1 <= mistake.line <= text.count("\n") + 1
    assert 1 <= mistake.column <= len(mistake.source_line) + 1
    assert str(mistake).startswith(f"a.toml:{mistake.line}: ")
