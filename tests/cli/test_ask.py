"""`clemency ask`: an answer with its reason, its source, its date and a way forward."""

from __future__ import annotations

import os
import pty
import select
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.running import RURITANIA, run

ANSWER = """\
Not a petition.
  Only the person concerned, their counsel or a close relative may ask for
  mercy.
  Clemency Act s 3 (statute, in force since 1 May 1921; text verified 1 January
  2026)
  because  Who is writing to the Office? someone else (you said so just now)
  instead  You may write: your letter is answered and kept, and changes nothing
           in a case.
"""


def test_the_answer_of_the_design_is_what_the_terminal_shows():
    done = run("ask", RURITANIA, "--fact", "filer=other", "--on", "2026-11-22")
    assert done.code == 1
    assert done.out.startswith(ANSWER)


def test_a_no_that_waiting_ends_names_the_day():
    rows = "charges={complete = true, list = [{sentence = 'prison', released_on = 2024-02-29}]}"
    done = run(
        "ask",
        RURITANIA,
        "-f",
        "filer=person",
        "-f",
        "last_refused_on=none",
        "-f",
        rows,
        "--on",
        "2026-11-22",
        "--json",
    )
    (waiting,) = [f for f in done.json["findings"] if f["rule"] == "waiting-period"]
    assert done.code == 1
    assert (waiting["outcome"], waiting["opens_on"]) == ("not-yet", "2027-02-28")
    assert done.json["pack"]["digest"]


def test_missing_facts_are_asked_for_and_never_refused_upon():
    done = run("ask", RURITANIA, "-f", "filer=person", "--json")
    assert done.code == 3
    assert done.json["answer"] == "not-established"
    assert "charges" in done.json["asks"]


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("filler=other", "filer"),
        ("filer=nobody", "filer"),
        ("last_refused_on=2023-02-29", "29 February"),
        ("last_refused_on=٢٠٢٣-01-01", ""),
        ("filer", "NAME=VALUE"),
        ("charges[0].colour=red", "colour"),
    ],
)
def test_what_is_no_fact_is_refused_with_one_clear_message(pair: str, says: str):
    done = run("ask", RURITANIA, "--fact", pair)
    assert done.code == 2
    assert says in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_file_of_facts_with_a_key_twice_is_refused(tmp_path: Path):
    file = tmp_path / "facts.json"
    file.write_text('{"filer": "person", "filer": "other"}', "utf-8")
    done = run("ask", RURITANIA, "--facts", str(file))
    assert done.code == 2
    assert "twice" in done.err


def test_an_unknown_pack_rule_or_act_is_met_with_what_there_is():
    assert "il" in run("ask", "isreal").err
    assert "waiting-period" in run("ask", RURITANIA, "--rule", "waiting-perod").err
    assert "open-petition" in run("ask", RURITANIA, "--act", "open-petitoin").err
    assert run("ask", RURITANIA, "-l", "fr").code == 2


@pytest.mark.parametrize(
    ("language", "says"), [("he", "אין זו בקשת חנינה"), ("ar", "هذا ليس طلب عفو")]
)
def test_hebrew_and_arabic_keep_citations_apart(language: str, says: str):
    done = run("ask", "il", "-l", language, "--fact", "filer=other", "--on", "2026-11-22")
    assert done.code == 1
    assert says in done.out
    for line in done.out.splitlines():
        assert sum(line.count(sign) for sign in "\u2066\u2067\u2068") == line.count("\u2069")


def talk(args: Sequence[str], answers: Sequence[str]) -> tuple[int, str]:
    """A conversation in a terminal of its own."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["COLUMNS"] = "80"
        os.execv(sys.executable, [sys.executable, "-m", "clemency", *args])
    heard, left = b"", list(answers)
    while True:
        if select.select([terminal], [], [], 30)[0]:
            try:
                heard += os.read(terminal, 65536)
            except OSError:
                break
        else:
            break
        if left and heard.rstrip().endswith(b":"):
            os.write(terminal, f"{left.pop(0)}\n".encode())
            heard += b" "
    os.close(terminal)  # whoever still waits for an answer gets none
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), heard.decode()


def test_an_interview_asks_one_question_at_a_time_and_ends_in_a_finding():
    answers = ["1", "none", "1", "y", "2025-13-01", "2025-01-01"]
    code, heard = talk(["ask", RURITANIA, "--on", "2026-11-22"], answers)
    assert code == 1
    assert "Why we ask" in heard
    assert "`2025-13-01` is not an answer" in heard
    assert "You may ask from 1 January 2028" in heard


def test_i_do_not_know_is_an_answer_and_one_can_go_back_and_stop():
    code, heard = talk(["ask", RURITANIA], ["?", "<", "2", "?", "q"])
    assert code == 3
    assert "Has counsel a written mandate" in heard
    assert "Nothing was kept" in heard


def test_where_nothing_opens_a_petition_the_first_act_that_needs_rules_is_asked_about():
    done = run("ask", "us_or_cannabis_2022", "--json")
    assert done.json["act"] == "find-covered"
    assert done.json["findings"]


def test_a_no_beside_open_questions_still_says_what_would_end_it():
    facts = ("-f", "filer=counsel", "-f", "has_mandate=no")
    done = run("ask", "il", *facts, "--on", "2026-11-22")
    assert done.code == 1
    assert "This would not stand in the way on 22 November 2026" in done.out
    assert "What else stands before this step is still open." in done.out
    plain = run("ask", "il", *facts, "--on", "2026-11-22", "--json").json["ways"]
    assert plain["of_failing_rules_only"]
    assert plain["ways"] == [{"from": "2026-11-22", "changes": {"has_mandate": True}}]
