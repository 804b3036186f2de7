"""A small office that is served in a test's own process: made once, copied for each test."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client

from clemency.clerk.clock import GivenClock
from clemency.clerk.office import Clerk
from clemency.clerk.submit import Recorded
from clemency.docket.order import Order
from clemency.web import office as serving
from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey, Profile

DAY = date(2026, 3, 2)  # a Monday
HOST = "localhost"


@cache
def template(pack: str) -> Path:
    """The office as it is before anything is received: one officer for every office that acts."""
    folder = Path(tempfile.mkdtemp(prefix="clemency-web-")) / "office"
    clock = GivenClock.on(DAY)
    named = {"pack": pack, "origin": "office.example/web", "title": "Office of Clemency"}
    with Clerk.create(folder, clock=clock, **named) as clerk:
        for one in clerk.pack.offices.values():
            if not one.outside:
                clerk.appoint(f"o-{one.id}", one.id)
                clerk.appoint(f"o2-{one.id}", one.id)
    serving.use(folder, clock=clock)
    serving.migrate()
    serving.leave()
    return folder


@dataclass
class Office:
    """An office that is served, and what tests do in it.

    clerk  its clerk; its clock stands still at noon of DAY until it is set
    """

    clerk: Clerk
    clock: GivenClock
    matters: dict[str, str] = field(default_factory=dict)

    def set_day(self, on: date) -> None:
        """Goes to noon of a later day."""
        self.clock.set(on, self.clerk.pack.calendar.time_zone)

    def receive(self, **given: Any) -> str:
        """Something arrives at the first office that may receive; its number."""
        act = next(a for a in self.clerk.pack.acts.values() if a.writes == "Received")
        office = given.pop("by", act.by[0])
        done = self.clerk.receive(given.pop("officer", f"o-{office}"), office, **given)
        assert isinstance(done, Recorded), done
        return done.number

    def act(self, number: str, act: str, *, by: str = "", **given: Any) -> Recorded:
        """One act, which must be accepted."""
        found = self.clerk.pack.acts[act]
        office = by or found.by[0]
        extra = {name: given.pop(name) for name in ("facts", "sealed") if name in given}
        order = Order(
            act,
            office,
            given.pop("officer", f"o-{office}"),
            given.pop("on", self.clerk.today()),
            given.pop("fields", {}),
            given.pop("second", None),
        )
        done = self.clerk.submit(number, order, **extra)
        assert isinstance(done, Recorded), done
        return done

    # --- who looks ---------------------------------------------------------------------------

    def anybody(self) -> Client:
        """A browser that nobody signed in with."""
        return Client(headers={"host": HOST})

    def officer(self, office: str, *, which: str = "o", language: str = "en") -> Client:
        """A browser in which an officer of that office is signed in."""
        reference = f"{which}-{office}"
        user, _ = get_user_model().objects.get_or_create(
            username=reference, defaults={"email": f"{reference}@office.example"}
        )
        Profile.objects.update_or_create(
            user=user, defaults={"officer": reference, "name": reference, "language": language}
        )
        client = self.anybody()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def key(self, number: str, audience: str = "petitioner", person: str | None = None) -> str:
        """A code that opens a matter."""
        code = codes.new_code()
        ref = self.clerk.matter(number).ref
        MatterKey.objects.create(
            matter=ref,
            number=number,
            audience=audience,
            person=person,
            code=codes.hashed(code),
            made_on=self.clerk.today(),
        )
        return code

    def keyholder(
        self, number: str, audience: str = "petitioner", person: str | None = None
    ) -> Client:
        """A browser that holds the key to a matter."""
        self.key(number, audience, person)
        client = self.anybody()
        session = client.session
        session["keys"] = [MatterKey.objects.latest("pk").pk]
        session.save()
        return client


def served(pack: str, into: Path) -> Office:
    """A fresh copy, served."""
    shutil.copytree(template(pack), into)
    clock = GivenClock.on(DAY)
    return Office(serving.use(into, clock=clock), clock)
