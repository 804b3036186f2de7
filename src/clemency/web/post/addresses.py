"""Where somebody can be reached: read when a letter is made, and kept nowhere.

    addresses.ask_also("accounts", finder)     # another part of the office may know more

The first finder that knows somebody is believed; those who were added last are asked first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clemency.docket.entries import MandateRecorded
from clemency.web.accounts.models import MatterKey, Profile
from clemency.web.application import Application, Letter, Person
from clemency.web.office import clerk
from clemency.web.post import models
from clemency.web.post.docket import File

PETITIONERS_SIDE = ("petitioner", "counsel", "relative", "sender")


@dataclass(frozen=True)
class Address:
    """Where one reader is reached.

    reader    as whom: "counsel" where the petitioner's letters go to the lawyer who filed
    lines     name and postal address, as they are printed
    language  the reader's own; "" where it is not known
    by        how they wish to be told: models.EMAIL, PORTAL or POST; DESK for an office that works
              here
    """

    reader: str
    lines: tuple[str, ...] = ()
    email: str = ""
    language: str = ""
    by: str = models.POST
    more_emails: tuple[str, ...] = field(default=())

    @property
    def emails(self) -> tuple[str, ...]:
        """Every address to which mail goes."""
        return tuple(one for one in (self.email, *self.more_emails) if one)


Finder = Callable[[str, File], Address | None]
_finders: dict[str, Finder] = {}


def ask_also(name: str, finder: Finder) -> None:
    """Lets another part of the office say where somebody is reached, before what is known here."""
    _finders[name] = finder


def address_of(who: str, file: File) -> Address:
    """Where `who` is reached in a matter; where nobody knows, on paper, without an address."""
    for finder in (*reversed(_finders.values()), _as_filed, _by_key):
        found = finder(who, file)
        if found is not None:
            return found
    if who in clerk().pack.offices:
        return _office(who)
    return Address(who)


# --- people ---------------------------------------------------------------------------------------


def _as_filed(who: str, file: File) -> Address | None:
    """As they wrote themselves in what was received."""
    if who not in PETITIONERS_SIDE:
        return None
    found = file.received
    if isinstance(found, Letter) and who == "sender":
        return _of_letter(found.sender, found.language)
    if isinstance(found, Application):
        return _of_application(who, found, file)
    return None


def _of_application(who: str, one: Application, file: File) -> Address | None:
    """Whoever files is written to, as long as they may act; otherwise the person concerned."""
    reader, told = "petitioner", one.person
    if one.filer is not None:
        role = "counsel" if one.door == "counsel" or one.filer.licence else "relative"
        if not _ended(role, file):
            reader, told = role, one.filer
    if who in ("counsel", "relative") and who != reader:
        return None
    by = {"email": models.EMAIL, "portal": models.PORTAL}.get(one.tell_by, models.POST)
    if by == models.EMAIL and not told.email:
        by = models.POST
    return Address(reader, _lines(told), told.email, one.language, by)


def _ended(role: str, file: File) -> bool:
    """Whether every mandate that was recorded for this role has ended."""
    today = clerk().today()
    held = [entry for _, entry in file.entries if isinstance(entry, MandateRecorded)]
    latest = {entry.holder: entry.until_on for entry in held if entry.role == role}
    return bool(latest) and all(until and until < today for until in latest.values())


def _lines(person: Person) -> tuple[str, ...]:
    where = person.held_at or person.address
    return tuple(line.strip() for line in (person.name, *where.splitlines()) if line.strip())


def _of_letter(sender: Mapping[str, str], language: str) -> Address:
    named = (sender.get("name", ""), sender.get("office", ""))
    lines = (*named, *sender.get("address", "").splitlines())
    email = sender.get("email", "")
    by = models.EMAIL if email else models.POST
    return Address("sender", tuple(filter(None, lines)), email, language, by)


def _by_key(who: str, file: File) -> Address | None:
    """Somebody who holds a key to the matter with an account finds the letter there."""
    keys = MatterKey.objects.filter(matter=file.ref, audience=who, user__isnull=False)
    key = keys.select_related("user").order_by("-pk").first()
    if key is None or key.user is None:
        return None
    email = key.user.email
    by = models.EMAIL if email else models.PORTAL
    return Address(who, (), email, key.language, by)


# --- offices --------------------------------------------------------------------------------------


def _office(id: str) -> Address:
    """An office whose officers work here finds its letters on its desk; another gets paper."""
    serving = clerk().appointments().officers(id, clerk().today())
    if not serving:
        return Address(id)
    profiles = Profile.objects.filter(officer__in=serving).select_related("user")
    languages = [one.language for one in profiles if one.language]
    emails = tuple(sorted(one.user.email for one in profiles if one.user.email))
    language = max(set(languages), key=lambda one: (languages.count(one), one), default="")
    return Address(id, (), "", language, models.DESK, emails)
