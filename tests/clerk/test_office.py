"""An office as a folder, who sees what of it, and its settings."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from clemency.clerk import folder, settings
from clemency.clerk.clock import GivenClock, SystemClock
from clemency.clerk.folder import Settings
from clemency.clerk.office import Clerk
from clemency.clerk.submit import Recorded
from clemency.clerk.trouble import NoOffice, NotKnown
from clemency.docket.policy import Viewer
from tests.clerk import offices
from tests.clerk.offices import DESK, OFFICER

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "reference"


# --- the folder ----------------------------------------------------------------------------------


def test_an_office_is_made_once(tmp_path: Path) -> None:
    place = tmp_path / "new" / "office"
    offices.make(place)
    names = {file.name for file in place.iterdir()}
    assert names == {"office.toml", "office.key", "docket.sqlite3", "keys.sqlite3", "packs"}
    with pytest.raises(NoOffice, match="is not empty"):
        offices.make(place)
    with offices.open_(place) as clerk:
        assert clerk.settings.title == "Office"
        assert clerk.pack.id == "ruritania"


def test_a_half_made_office_is_none(tmp_path: Path) -> None:
    offices.make(tmp_path / "o")
    (tmp_path / "o" / folder.OFFICE).unlink()  # it is written last
    with pytest.raises(NoOffice, match=r"there is no office\.toml"):
        Clerk.open(tmp_path / "o")


def test_a_pack_that_is_not_there_makes_no_office(tmp_path: Path) -> None:
    with pytest.raises(NoOffice, match=r"no folder called .ruritanja"):
        Clerk.create(tmp_path / "o", pack="ruritanja", origin="a/b", title="O")
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = 1", "`title` must be text in quotes"),
        ("titel = 'x'", "`titel` is not a setting. Did you mean `title`?"),
        ("origin = 'Not an origin'", "`origin` may hold small letters"),
        ("title = 'x'", "`origin` is missing. `pack` is missing."),
        ("title = 'x'\norigin = 'a'\npack = 'p'\nkeys = 'docket.sqlite3'", "must lie apart"),
        ("title = ", "is not TOML"),
        ("\udcff", "is not TOML"),
    ],
)
def test_a_wrong_office_toml_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / folder.OFFICE).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(NoOffice, match=re.escape(says)):
        Clerk.open(tmp_path)


def test_office_toml_says_again_what_it_was_told() -> None:
    told = Settings(title='An "Office"\n\\ of\ttwo', origin="a.b/c-d_e", pack="il", key="/else/k")
    import tomllib

    assert folder.checked(tomllib.loads(folder.text(told)), Path("office.toml")) == told


def test_the_key_may_lie_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick" / "office.key"
    elsewhere.parent.mkdir()
    offices.make(tmp_path / "office", key=str(elsewhere))
    assert elsewhere.exists()
    assert not (tmp_path / "office" / folder.KEY).exists()
    with offices.open_(tmp_path / "office") as clerk:
        offices.receive(clerk)
        assert clerk.verify().sound


def test_two_offices_in_one_process_are_kept_apart(template: Path) -> None:
    one, two = offices.copier(template)(), offices.copier(template)()
    with offices.open_(one) as first, offices.open_(two) as second:
        offices.receive(first)
        offices.receive(first)
        offices.receive(second)
        assert (first.checkpoint().size, second.checkpoint().size) == (12, 10)
    for place in (one, two):
        shutil.rmtree(place.parent)


def test_an_office_can_be_used_from_several_threads(clerk: Clerk) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def work(number: int) -> int:
        got = offices.receive(clerk)
        clerk.desk.store.docket.close()
        clerk.desk.store.keys.close()
        return got.seq + 0 * number

    with ThreadPoolExecutor(4) as pool:
        places = list(pool.map(work, range(12)))
    assert len(set(places)) == 12
    assert clerk.verify().sound
    assert clerk.rebuild().same


def test_opening_needs_no_environment_and_loads_no_django_before(office: Path) -> None:
    script = (
        "import sys\n"
        "import clemency.clerk, clemency.clerk.shelf, clemency.clerk.folder\n"
        "assert 'django' not in sys.modules\n"
        "from clemency.clerk.office import Clerk\n"
        "with Clerk.open(sys.argv[1]) as clerk:\n"
        "    print(clerk.checkpoint().size)\n"
        "from django.conf import settings\n"
        "assert settings.SETTINGS_MODULE == 'clemency.clerk.settings'\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(office)],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "8"), ran.stderr


# --- who sees what -------------------------------------------------------------------------------


def test_each_viewer_is_shown_what_the_policy_shows(clerk: Clerk) -> None:
    got = offices.whole_story(clerk)
    whole = clerk.matter(got.number)
    assert whole.case is not None and whole.facts is not None
    desk = clerk.matter(got.number, Viewer("office", DESK, OFFICER))
    assert desk.case == whole.case
    petitioner = clerk.matter(got.number, Viewer("petitioner"))
    assert (petitioner.case, petitioner.facts) == (None, None)
    assert {entry.kind: set(entry.fields) for entry in petitioner.entries}["Received"] == {
        "channel",
        "kind",
        "on",
    }
    kinds = {entry.kind for entry in petitioner.entries}
    assert kinds == {"Received", "PetitionOpened", "Voted", "Granted", "Countersigned"}
    assert all(
        entry.recorded_at is None for entry in petitioner.entries if entry.kind == "Received"
    )


def test_a_text_is_opened_for_those_who_see_its_field(clerk: Clerk) -> None:
    got = offices.whole_story(clerk)
    heard = next(e for e in clerk.matter(got.number).entries if e.kind == "VictimHeard")
    statement = heard.texts["/commits/statement"]
    assert b"canary-victim" in clerk.text(got.number, statement, Viewer("office", DESK, OFFICER))  # type: ignore[operator]
    for viewer in (Viewer("petitioner"), Viewer("office", "police", "o-police"), Viewer("victim")):
        with pytest.raises(NotKnown, match=r"shows no text|There is no matter"):
            clerk.text(got.number, statement, viewer)


def test_what_is_not_yours_and_what_is_not_there_look_the_same(clerk: Clerk) -> None:
    got = offices.receive(clerk)
    nobody = Viewer("office", "nowhere")
    with pytest.raises(NotKnown) as hidden:
        clerk.matter(got.number, nobody)
    with pytest.raises(NotKnown) as absent:
        clerk.matter("2026-9999", nobody)
    assert hidden.value.says.replace(got.number, "N") == absent.value.says.replace("2026-9999", "N")
    assert clerk.matters(nobody) == ()


def test_lists_show_an_office_its_matters(clerk: Clerk) -> None:
    first, second = offices.receive(clerk), offices.receive(clerk)
    seen = clerk.matters(Viewer("office", DESK, OFFICER))
    assert {first.number, second.number} <= {one.number for one in seen}
    petitioner = clerk.matters(Viewer("petitioner"))
    assert {one.number for one in petitioner} == {first.number, second.number}


def test_a_matter_is_found_by_number_and_by_reference(clerk: Clerk) -> None:
    got = offices.receive(clerk)
    assert clerk.matter(got.number).ref == clerk.matter(got.matter).ref == got.matter


# --- clocks --------------------------------------------------------------------------------------


def test_the_day_is_the_offices_own() -> None:
    from clemency.clerk.clock import today

    clock = GivenClock.on(date(2026, 3, 2), "Pacific/Kiritimati")
    assert today(clock, "Pacific/Kiritimati") == date(2026, 3, 2)
    assert today(clock, "Pacific/Pago_Pago") == date(2026, 3, 1)
    clock.set(date(2026, 3, 1))
    assert today(clock, "Pacific/Kiritimati") == date(2026, 3, 2)  # it never goes back
    clock.set(date(2026, 4, 1))
    assert today(clock, "UTC") == date(2026, 4, 1)
    assert SystemClock().now().utcoffset() is not None


def test_the_machines_clock_is_used_where_none_is_given(office: Path) -> None:
    with Clerk.open(office) as clerk:
        got = clerk.receive(OFFICER, DESK)
        assert isinstance(got, Recorded)
        assert got.recorded_at <= SystemClock().now()
        assert got.entry.on == clerk.today()


# --- documented ----------------------------------------------------------------------------------


def test_every_setting_is_documented() -> None:
    text = (DOCS / "settings.md").read_text()
    ours = [field.name for field in fields(Settings)]
    djangos = [name for name in vars(settings) if name.isupper()]
    assert [name for name in (*ours, *djangos) if f"`{name}`" not in text] == []
    files = [folder.OFFICE, folder.KEY, folder.FORGOTTEN, folder.DOCKET, folder.KEYS, "packs"]
    assert [name for name in files if name not in text] == []


def test_every_table_trigger_and_trouble_is_documented() -> None:
    from django.apps import apps

    from clemency.clerk import databases, guards, trouble

    databases.ready()
    text = (DOCS / "storage.md").read_text()
    own = [app for app in apps.get_app_configs() if app.name.startswith("clemency.")]
    tables = [model._meta.db_table for app in own for model in app.get_models()]
    triggers = {*guards.SQLITE, *guards.POSTGRESQL_TRIGGERS}
    codes = [
        kind.code
        for kind in vars(trouble).values()
        if isinstance(kind, type) and issubclass(kind, trouble.Trouble)
    ]
    assert len(tables) > 9
    assert [name for name in (*tables, *triggers, *codes) if f"`{name}`" not in text] == []
