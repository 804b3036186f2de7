"""A person is forgotten: on a legal basis, by two officials, and for good.

The entry that says so is committed first. If the machine stops between that and the end, opening
the office destroys what is left: an erasure is finished, never undone.
"""

from __future__ import annotations

from clemency.clerk.projections import forgets
from clemency.clerk.submit import Recorded, appointments, load, may, not_in_future, recorded
from clemency.clerk.trouble import NotAllowed, NotKnown
from clemency.clerk.writing import Desk, File, Writing, Written
from clemency.docket.case import Case
from clemency.docket.guards import recused_since
from clemency.docket.keeping import Erased
from clemency.docket.policy import Action, Viewer
from clemency.docket.verdict import Accepted


def forget(desk: Desk, person: str, entry: Erased) -> tuple[Recorded, ...]:
    """Writes `entry` in every matter that speaks of the person, then destroys the keys.

    entry  who orders it and on which legal basis; the person and the number of texts are filled in

    Raises NotKnown where there is nothing to forget, NotAllowed where these two may not.
    """
    with desk.store.writing():
        writing = Writing(desk)
        not_in_future(writing, entry.on)
        items = _items(desk, person)
        done = [
            (file, _write(writing, file, entry, person, items)) for file in _files(desk, person)
        ]
        writing.finish()
        _empty(desk, person)
    desk.vault.destroy_keys(person)
    return tuple(recorded(file, written, Accepted(written.entry), ()) for file, written in done)


def _files(desk: Desk, person: str) -> list[File]:
    """Every matter that speaks of the person and does not say yet that they were forgotten."""
    speaking = [load(desk, ref) for ref in _matters(desk, person)]
    if not speaking:
        raise NotKnown(
            f"No matter speaks of a person {person}. Nothing was written.",
            "The list of persons in a matter shows the references that stand for them.",
        )
    left = [file for file in speaking if all(forgets(entry) != person for _, entry in file.entries)]
    if not left:
        raise NotKnown(
            f"The person {person} has already been forgotten. Nothing was written.",
            "The matter's entry Erased says when, by whom and on which legal basis.",
        )
    return left


def _write(
    writing: Writing, file: File, entry: Erased, person: str, items: dict[str, int]
) -> Written:
    desk = writing.desk
    may(desk, Viewer("office", entry.office, entry.officer), Action("erase"), file.case)
    _two_officials(desk, entry, file.case)
    mine = sum(1 for seq in items.values() if any(seq == at for at, _ in file.entries))
    return writing.add(
        file,
        Erased(
            on=entry.on,
            office=entry.office,
            officer=entry.officer,
            second=entry.second,
            legal_basis=entry.legal_basis,
            whose=person,
            items=mine,
        ),
    )


def _two_officials(desk: Desk, entry: Erased, case: Case) -> None:
    """Two different people, both in office, neither standing aside in the matter."""
    held = appointments(desk)
    wrong = ""
    if entry.officer is None or entry.second is None or entry.officer == entry.second:
        wrong = "an erasure takes two different officials"
    elif not held.holds(entry.officer, entry.office or "", entry.on):
        wrong = f"{entry.officer} does not hold the office {entry.office} on {entry.on}"
    elif not held.serves(entry.second, entry.on):
        wrong = f"{entry.second} holds no office on {entry.on}"
    elif recused_since(case, entry.second) is not None:
        wrong = f"{entry.second} stands aside in this matter"
    if wrong:
        raise NotAllowed(
            f"Nobody was forgotten: {wrong}. Nothing was written.",
            "Have two officials in office order it together.",
        )


def _items(desk: Desk, person: str) -> dict[str, int]:
    """The texts still there under this person's key, and the entries that commit to them."""
    rows = desk.store.docket.all(
        "SELECT item, seq FROM clerk_vaultitem WHERE person = %s AND sealed IS NOT NULL", [person]
    )
    return dict(rows)


def _matters(desk: Desk, person: str) -> list[str]:
    """Every matter with a text under the person's key, or that mentions the person."""
    found = desk.store.docket.all(
        "SELECT DISTINCT matter FROM clerk_entry WHERE seq IN"
        " (SELECT seq FROM clerk_vaultitem WHERE person = %s)"
        " UNION SELECT matter FROM clerk_person WHERE ref = %s ORDER BY 1",
        [person, person],
    )
    return [ref for (ref,) in found]


def _empty(desk: Desk, person: str) -> None:
    """Drops what was sealed, and the list of facts made from it."""
    desk.store.docket.run(
        "DELETE FROM clerk_factsitem WHERE item IN"
        " (SELECT item FROM clerk_vaultitem WHERE person = %s)",
        [person],
    )
    desk.store.docket.run("UPDATE clerk_vaultitem SET sealed = NULL WHERE person = %s", [person])
