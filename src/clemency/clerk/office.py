"""The clerk of one office: a folder, opened.

    with Clerk.open(folder) as clerk:
        letter = clerk.receive(...)
        clerk.submit(letter.matter, order, seen=...)

Every method that writes returns when it is committed and synced, or raises a Trouble and has
written nothing. Nothing here knows a rule of law: `perform` and `decide` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from clemency.clerk import (
    databases,
    export,
    forget,
    keeping,
    packs,
    reading,
    rebuild,
    submit,
)
from clemency.clerk import folder as office
from clemency.clerk import verify as verifying
from clemency.clerk.ciphers import make_office_key
from clemency.clerk.clock import Chance, Clock, SystemChance, SystemClock, today
from clemency.clerk.databases import Stores
from clemency.clerk.diagnosis import told
from clemency.clerk.evidence import FactsGiven
from clemency.clerk.reading import Listed, Matter, Mentioned
from clemency.clerk.rebuild import Comparison
from clemency.clerk.sealing import PERSON_BYTES, Sealed
from clemency.clerk.store import Store
from clemency.clerk.submit import NotRecorded, Recorded, Stale
from clemency.clerk.trouble import NoOffice
from clemency.clerk.vault import Forgotten, Vault
from clemency.clerk.writing import Desk
from clemency.docket.entries import Entry
from clemency.docket.keeping import Appointed, AppointmentEnded, Erased
from clemency.docket.order import Appointments, Order
from clemency.docket.policy import Viewer
from clemency.docket.seal.audit import Report
from clemency.docket.seal.checkpoint import Checkpoint
from clemency.docket.verdict import Accepted, Refused
from clemency.law.pack import Pack

Facts = FactsGiven | Mapping[str, Any]


class Clerk:
    """One office at work."""

    def __init__(self, desk: Desk, stores: Stores, folder: Path, settings: office.Settings) -> None:
        self.desk, self.stores, self.folder, self.settings = desk, stores, folder, settings

    # --- an office -------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path | str,
        *,
        pack: str,
        origin: str,
        title: str,
        clock: Clock | None = None,
        chance: Chance | None = None,
        auth: str = "local",
        **databases_: str,
    ) -> Self:
        """Makes an office in an empty or missing folder, and opens it.

        Interrupted, it leaves a folder without office.toml, which is no office.
        """
        folder = Path(folder)
        chance = chance or SystemChance()
        given = {"pack": pack, "origin": origin, "title": title, **databases_}
        settings = office.checked(given, folder / office.OFFICE)
        packs.load(folder, pack)
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise NoOffice(
                    f"{folder} is not empty, so no office is made in it.",
                    "Name a folder that does not exist yet, or empty this one.",
                )
            make_office_key(folder / settings.key, chance)
            databases.create(folder, settings)
            office.write_synced(folder / office.OFFICE, office.text(settings))
        return cls.open(folder, clock=clock, chance=chance, auth=auth)

    @classmethod
    def open(
        cls,
        folder: Path | str,
        *,
        clock: Clock | None = None,
        chance: Chance | None = None,
        auth: str = "local",
    ) -> Self:
        """Opens an office, or raises a Trouble that says why it stays shut.

        Erasures that were interrupted, or undone by restoring a backup, are finished first.

        auth  how officers prove here that they are who they say, as a code written in every entry
        """
        folder = Path(folder)
        settings = office.read(folder)
        pack = packs.load(folder, settings.pack)
        stores = databases.open_(folder, settings)
        chance = chance or SystemChance()
        key, forgotten = folder / settings.key, folder / office.FORGOTTEN
        store = Store(stores)
        desk = Desk(
            store=store,
            vault=Vault(store.docket, store.keys, key, chance, forgotten),
            pack=pack,
            origin=settings.origin,
            auth=auth,
            clock=clock or SystemClock(),
            chance=chance,
            folder=folder,
        )
        clerk = cls(desk, stores, folder, settings)
        try:
            packs.keep(folder, settings.pack, pack)
            desk.vault.finish_forgetting()
        except BaseException:
            clerk.close()
            raise
        return clerk

    def close(self) -> None:
        """Lets go of the databases."""
        databases.close(self.stores)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pack(self) -> Pack:
        """The law in force here."""
        return self.desk.pack

    def today(self) -> date:
        """The civil day in the office's time zone."""
        return today(self.desk.clock, self.pack.calendar.time_zone)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Many commands, committed and synced together when the block ends, or none of them: for
        making a demonstration, or an import. Nobody else writes meanwhile, and within it an answer
        promises nothing yet."""
        with self.desk.store.at_once():
            yield

    # --- commands --------------------------------------------------------------------------------

    def receive(
        self,
        officer: str,
        office: str,
        *,
        on: date | None = None,
        fields: Mapping[str, Any] | None = None,
        facts: Facts | None = None,
        sealed: Sealed | None = None,
        act: str | None = None,
    ) -> Recorded | NotRecorded:
        """Something arrived: it gets a number before anything is asked of it.

        act  the act of the pack by which it is received; by default the first that writes Received
        """
        order = Order(
            act=act or keeping.receiving(self.pack),
            by=office,
            officer=officer,
            on=on or self.today(),
            fields=fields or {},
        )
        return submit.begin(self.desk, order, facts=facts, sealed=sealed)

    def submit(
        self,
        matter: str,
        order: Order,
        *,
        facts: Facts | None = None,
        sealed: Sealed | None = None,
        seen: int | None = None,
    ) -> Recorded | NotRecorded | Stale:
        """One act on one matter.

        facts   what is told with it; recorded first, where the act is accepted
        sealed  texts for the fields that hold commitments: sealed, and their commitments written
        seen    how many entries of the matter the officer had seen; None where that does not matter
        """
        ref = reading.ref_of(self.desk, matter)
        return submit.submit(self.desk, ref, order, facts=facts, sealed=sealed, seen=seen)

    def tried(
        self,
        matter: str | None,
        order: Order,
        *,
        facts: Facts | None = None,
        sealed: Sealed | None = None,
    ) -> Accepted | Refused:
        """What would come of an act, by the same steps as `submit`, with nothing written.

        matter  None for an act that would begin one
        """
        ref = None if matter is None else reading.ref_of(self.desk, matter)
        return submit.tried(self.desk, ref, order, facts=facts, sealed=sealed)

    def notice(self, matter: str) -> tuple[Entry, ...]:
        """Writes what the law itself has done in a matter by now: a period ran out, a condition
        began. Nobody acts; mostly there is nothing."""
        return submit.notice(self.desk, reading.ref_of(self.desk, matter))

    def record(
        self,
        matter: str,
        facts: Facts,
        *,
        officer: str,
        office: str,
        on: date | None = None,
        seen: int | None = None,
    ) -> Recorded | Stale:
        """Facts alone. Raises NotAllowed where this office may not put facts on the file."""
        ref = reading.ref_of(self.desk, matter)
        given = facts if isinstance(facts, FactsGiven) else FactsGiven(facts)
        return submit.record(
            self.desk, ref, given, officer=officer, office=office, on=on or self.today(), seen=seen
        )

    # --- people ----------------------------------------------------------------------------------

    def new_person(self) -> str:
        """A reference for somebody protected, such as a victim. It stands for nobody yet."""
        return self.desk.chance.draw(PERSON_BYTES).hex()

    def appoint(
        self,
        officer: str,
        office: str,
        *,
        from_on: date | None = None,
        until_on: date | None = None,
        deputising: bool = False,
        on: date | None = None,
        by: Viewer | None = None,
    ) -> Recorded:
        """Somebody holds an office from a day on.

        by  who appoints; by default whoever keeps this office's docket
        """
        day = on or self.today()
        entry = Appointed(
            on=day,
            whose=officer,
            to=office,
            from_on=from_on,
            until_on=until_on,
            deputising=deputising,
            office=by.office if by else None,
            officer=by.officer if by else None,
        )
        return keeping.appoint(self.desk, entry, by)

    def end_appointment(
        self,
        officer: str,
        office: str,
        *,
        reason: str | None = None,
        on: date | None = None,
        by: Viewer | None = None,
    ) -> Recorded:
        """Somebody no longer holds an office after this day."""
        entry = AppointmentEnded(
            on=on or self.today(),
            whose=officer,
            to=office,
            reason=reason,
            office=by.office if by else None,
            officer=by.officer if by else None,
        )
        return keeping.end_appointment(self.desk, entry, by)

    def appointments(self) -> Appointments:
        """Who holds which office, and held it when."""
        return submit.appointments(self.desk)

    def forget(
        self,
        person: str,
        *,
        officer: str,
        office: str,
        second: str,
        legal_basis: str,
        on: date | None = None,
    ) -> tuple[Recorded, ...]:
        """Destroys every key of one person, on a legal basis, by two officials; one entry in each
        matter that speaks of them. What was sealed reads as forgotten from then on."""
        entry = Erased(
            on=on or self.today(),
            office=office,
            officer=officer,
            second=second,
            legal_basis=legal_basis,
        )
        return forget.forget(self.desk, person, entry)

    # --- reading ---------------------------------------------------------------------------------

    def matter(self, which: str, viewer: Viewer | None = None) -> Matter:
        """A matter by its number or reference, as this viewer may see it.

        Without a viewer it is shown to the clerk's own hands, whole. Raises NotKnown alike where
        there is none and where this viewer may see nothing of it.
        """
        return reading.matter(self.desk, which, viewer)

    def matters(self, viewer: Viewer | None = None) -> tuple[Listed, ...]:
        """The matters of which this viewer may see anything, oldest first."""
        return reading.matters(self.desk, viewer)

    def persons(self, matter: str, viewer: Viewer | None = None) -> tuple[Mentioned, ...]:
        """The protected persons of a matter, with the references that `forget` takes."""
        return reading.persons(self.desk, matter, viewer)

    def text(self, matter: str, commitment: str, viewer: Viewer | None = None) -> bytes | Forgotten:
        """The sealed text behind a commitment that this viewer may see in that matter."""
        return reading.text(self.desk, matter, commitment, viewer)

    # --- keeping the docket ----------------------------------------------------------------------

    def checkpoint(self) -> Checkpoint:
        """What the whole docket is now. Kept elsewhere, it shows whether any of it was changed."""
        return self.desk.store.checkpoint(self.desk.origin)

    def verify(
        self,
        *,
        held: Checkpoint | None = None,
        root: bytes | None = None,
        receipts: Iterable[bytes] = (),
        texts: bool = True,
    ) -> Report:
        """The live docket, checked from its bytes up."""
        return verifying.verify(
            self.desk.store,
            self.desk.vault,
            self.desk.origin,
            held=held,
            root=root,
            receipts=receipts,
            texts=texts,
        )

    def rebuild(self, *, mend: bool = False) -> Comparison:
        """Makes every list anew from the entries and compares; `mend` puts them in place."""
        return rebuild.rebuild(self.desk, mend=mend)

    def export(
        self,
        into: Path | str,
        *,
        matter: str | None = None,
        viewer: Viewer | None = None,
        earlier: Sequence[int] = (),
    ) -> Report:
        """Writes what this viewer may take along into a folder, and audits it there.

        matter   one matter, with proofs; by default the whole docket
        earlier  sizes of checkpoints that the reader already holds
        """
        return export.export(self.desk, Path(into), matter, viewer, earlier)
