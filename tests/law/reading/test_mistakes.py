"""How a mistake looks."""

from __future__ import annotations

from clemency.law.mistakes import Mistake, Mistakes, did_you_mean, listed, nearest


def mistake(**given: object) -> Mistake:
    plain = {"file": "rules.toml", "line": 9, "column": 1, "length": 1, "says": "Wrong."}
    return Mistake(**{**plain, **given})  # type: ignore[arg-type]


def test_the_caret_stands_under_the_place() -> None:
    shown = mistake(
        column=16,
        length=11,
        says="`released_at` is not a fact of this pack.",
        mend="Did you mean `released_on` (facts.toml:22)?",
        source_line='holds = "years(released_at, filed_on) >= 5"',
    )
    assert str(shown) == (
        "rules.toml:9: `released_at` is not a fact of this pack.\n"
        '    holds = "years(released_at, filed_on) >= 5"\n'
        "                   ^^^^^^^^^^^\n"
        "Did you mean `released_on` (facts.toml:22)?"
    )


def test_wide_letters_and_marks_do_not_move_the_caret() -> None:
    wide = str(mistake(column=3, source_line="５x!"))
    assert wide.splitlines()[2] == "    " + " " * 3 + "^"
    marked = str(mistake(column=4, source_line="שָׁ!"))
    assert marked.splitlines()[2] == "    " + " " + "^"


def test_a_tab_stays_a_tab() -> None:
    assert str(mistake(column=2, source_line="\tx")).splitlines()[2] == "    \t^"


def test_marks_that_turn_text_around_never_reach_the_terminal() -> None:
    shown = str(mistake(source_line="a\u202eb\u2066c\x1b[31m"))
    assert not {"\u202e", "\u2066", "\x1b"} & set(shown)


def test_mistakes_are_told_once_in_the_order_of_the_files() -> None:
    told = Mistakes(
        [
            mistake(line=10),
            mistake(line=9, mend="First."),
            mistake(line=9, mend="Second."),
            mistake(file="acts.toml", line=99),
        ]
    )
    assert [(m.file, m.line, m.mend) for m in told.mistakes] == [
        ("acts.toml", 99, None),
        ("rules.toml", 9, "First."),
        ("rules.toml", 10, None),
    ]
    assert str(told).count("Wrong.") == 3


def test_what_is_meant() -> None:
    assert nearest("Waiting_Period", ["waiting-period", "waiting"]) == "waiting-period"
    assert nearest("relased_on", ["released_on", "filer"]) == "released_on"
    assert nearest("zebra", ["released_on", "filer"]) is None
    assert did_you_mean("zebra", ["filer"], "There is `filer`.") == "There is `filer`."
    assert listed(["a"]) == "`a`"
    assert listed(["a", "b", "c"], "and") == "`a`, `b` and `c`"


def test_of_many_mistakes_in_a_file_the_first_ten_are_shown() -> None:
    told = Mistakes(
        [
            *(mistake(line=line) for line in range(1, 14)),
            *(mistake(file="acts.toml", line=line) for line in range(1, 11)),
        ]
    )
    parts = str(told).split("\n\n")
    assert parts[:10] == [f"acts.toml:{line}: Wrong." for line in range(1, 11)]
    assert parts[10:] == [
        *(f"rules.toml:{line}: Wrong." for line in range(1, 11)),
        "... and 3 more in rules.toml",
    ]
    assert len(told.mistakes) == 23
