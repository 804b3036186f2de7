"""The office's own docket: who holds which office, written like everything else."""

from __future__ import annotations

from clemency.clerk.projections import OFFICE, office_ref
from clemency.clerk.submit import Recorded, may, not_in_future, recorded
from clemency.clerk.trouble import NoOffice, NotKnown
from clemency.clerk.writing import Desk, Writing, file_of
from clemency.docket.entries import Entry
from clemency.docket.keeping import Appointed, AppointmentEnded
from clemency.docket.policy import KEEPER, Action, Viewer
from clemency.docket.rows import Appointment
from clemency.docket.verdict import Accepted
from clemency.law.mistakes import did_you_mean
from clemency.law.pack import Pack


def appoint(desk: Desk, entry: Appointed, by: Viewer | None) -> Recorded:
    """Writes an appointment. Raises NotKnown for an office that the pack does not have, or that is
    outside the institution."""
    office = desk.pack.offices.get(entry.to)
    if office is None or office.outside:
        inside = [name for name, one in desk.pack.offices.items() if not one.outside]
        raise NotKnown(
            f"{entry.to} is not an office to which somebody can be appointed. Nothing was written.",
            did_you_mean(entry.to, inside) or f"The offices are: {', '.join(inside)}.",
        )
    return _write(desk, entry, by)


def end_appointment(desk: Desk, entry: AppointmentEnded, by: Viewer | None) -> Recorded:
    """Writes the end of an appointment. Raises NotKnown where there is none to end."""
    return _write(desk, entry, by)


def receiving(pack: Pack) -> str:
    """The act by which something is received. Raises NoOffice for a pack that has none."""
    for act in pack.acts.values():
        if act.writes == "Received":
            return act.id
    raise NoOffice(
        f"The pack {pack.id} has no act that writes Received, so nothing can be received.",
        "Add one to its acts.toml.",
    )


def _write(desk: Desk, entry: Entry, by: Viewer | None) -> Recorded:
    viewer = by or Viewer(KEEPER)
    ref = office_ref(desk.origin)
    with desk.store.writing():
        writing = Writing(desk)
        file = file_of(ref, OFFICE, desk.store.matter(ref))
        may(desk, viewer, Action("appoint"), file.case)
        not_in_future(writing, entry.on)
        if isinstance(entry, AppointmentEnded) and not _held(file.case.appointments, entry):
            raise NotKnown(
                f"{entry.whose} holds no appointment to {entry.to} that could end. "
                "Nothing was written.",
                "Look up the appointments: the officer's reference or the office may be another.",
            )
        written = writing.add(file, entry)
        writing.finish()
        return recorded(file, written, Accepted(entry), ())


def _held(rows: tuple[Appointment, ...], entry: AppointmentEnded) -> bool:
    return any(row.officer == entry.whose and row.office == entry.to for row in rows)
