"""Whatever is done to the text of a pack, only mistakes come of it, and each says where."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clemency.docket.vocabulary import FORMS
from clemency.law.mistakes import Mistake, Mistakes
from clemency.law.reading import read_pack
from clemency.law.reading.trials import read_trials
from tests.law.reading.packs import files_in

FILES = files_in(Path(__file__).parents[2] / "packs" / "ruritania")
PACK = read_pack(FILES, FORMS)
TRIALS = {name: text for name, text in FILES.items() if name.startswith("scenarios/")}

SNIPPETS = st.sampled_from(
    [
        *"\"'[]{}=.,#\n\\ \t\r\x00",
        '"""',
        "'''",
        "[[",
        "]]",
        "true",
        "none",
        "-1",
        "9" * 30,
        "1.5",
        "2023-02-29",
        "07:30:00",
        "\ufeff",
        "\u202e",
        "\u2068",
        "٣",
        "é",
        "ключ",
        "\\u0041",
        "\\e",
        " and ",
        " if ",
        "any(x for x in charges)",
        "(",
        "()",
        "* 2",
        "{opens_on}",
        "{",
        "id = 3\n",
        "[rule]\n",
        "[[rule]]\n",
        "[fact.x]\n",
        "[fact.filer.labels]\n",
    ]
)
WORDS = st.text(max_size=4) | SNIPPETS


@st.composite
def mutated(draw: st.DrawFn, files: dict[str, str]) -> dict[str, str]:
    """The files with one to three places cut out, doubled, exchanged or written over."""
    made = dict(files)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(made)))
        made[name] = draw(_changed(made[name], made))
    return made


@st.composite
def _changed(draw: st.DrawFn, text: str, files: dict[str, str]) -> str:
    start = draw(st.integers(0, len(text)))
    length = draw(st.integers(0, 12) | st.integers(0, 400))
    before, here, after = text[:start], text[start : start + length], text[start + length :]
    other = files[draw(st.sampled_from(sorted(files)))]
    place = draw(st.integers(0, len(other)))
    return draw(
        st.sampled_from(
            [
                before + after,
                before + here + here + after,
                before + here + other[place : place + length] + after,
                after + before,
            ]
        )
        | WORDS.map(lambda word: before + word + after)
        | WORDS.map(lambda word: before + here + word + after)
    )


def has_a_place(mistake: Mistake, files: dict[str, str]) -> None:
    lines = files.get(mistake.file, "").replace("\r\n", "\n").split("\n")
    assert mistake.file
    assert 1 <= mistake.line <= len(lines)
    assert 1 <= mistake.column <= len(mistake.source_line) + 1
    assert mistake.length >= 1
    assert mistake.says.endswith((".", "?")), mistake.says
    assert "pydantic" not in str(mistake) and "Input should" not in str(mistake)


@given(mutated({name: text for name, text in FILES.items() if name not in TRIALS}))
def test_a_pack_is_read_whole_or_not_at_all(files: dict[str, str]) -> None:
    try:
        read_pack(files, FORMS)
    except Mistakes as told:
        for mistake in told.mistakes:
            has_a_place(mistake, files)


@given(mutated(TRIALS))
def test_scenarios_are_read_whole_or_not_at_all(files: dict[str, str]) -> None:
    try:
        read_trials(files, PACK, FORMS)
    except Mistakes as told:
        for mistake in told.mistakes:
            has_a_place(mistake, files)


@given(st.dictionaries(st.sampled_from(sorted(FILES)) | st.text(max_size=8), st.text(max_size=40)))
def test_any_text_at_all(files: dict[str, str]) -> None:
    try:
        read_pack(files, FORMS)
    except Mistakes as told:
        assert told.mistakes
