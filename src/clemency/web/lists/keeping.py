"""Keeps the lists as the docket says: after each write, at every tick, and before a page is shown.

Whoever brings them up to date holds the mark meanwhile, so that an older reading never overwrites a
newer one. A list that is behind is only late, never wrong: nothing is decided by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256

from django.db import transaction

from clemency.clerk.writing import Desk, File, file_of
from clemency.docket.entries import Entry
from clemency.docket.keeping import Erased
from clemency.law.pack import Pack
from clemency.web.lists import index, rows
from clemency.web.lists.models import Aside, Claim, Mark, Row, Step, Wait, Word
from clemency.web.office import clerk

TIP = "tip"
VERSION = 2  # of what rows say; raise it when they say something else of the same entries
AT_ONCE = 100  # matters read together: others wait no longer than that takes


def catch_up() -> int:
    """Reads what was written since the lists last looked; how many matters that touched.

    Two cheap reads where nothing was. Under another pack, or another key of the index, everything
    is made anew.
    """
    desk = clerk().desk
    size = _size(desk)
    mark = Mark.objects.filter(pk=TIP).first()
    if mark is not None and mark.size == size and mark.form.startswith(_form(desk.pack)):
        return 0
    key = index.Key.of(desk)
    if mark is None or mark.form != _whole_form(desk.pack, key):
        return _anew(desk, key)
    done = 0
    while (touched := _some(desk, key)) > 0:
        done += touched
    return done


def touch(matter: str) -> None:
    """A page wrote in a matter: whatever was written meanwhile is read along with it."""
    catch_up()


def rebuild() -> int:
    """Throws every list away and makes it again; how many matters there are."""
    desk = clerk().desk
    return _anew(desk, index.Key.of(desk), anyway=True)


def purge(person: str) -> None:
    """Somebody was forgotten: the words that lay under their keys are found no more."""
    index.purge(clerk().desk, person)


# --- how far ------------------------------------------------------------------------------------


def _size(desk: Desk) -> int:
    last = desk.store.docket.one("SELECT max(seq) FROM clerk_entry")
    return 0 if last is None else int(last) + 1


def _form(pack: Pack) -> str:
    """What rows depend on beside the entries."""
    return _shape(pack.digest)


@cache
def _shape(digest: str) -> str:
    return sha256(f"{VERSION}\x00{digest}\x00{index.PLACES}".encode()).hexdigest()[:24]


def _whole_form(pack: Pack, key: index.Key) -> str:
    return f"{_form(pack)}:{key.name()}"


def _anew(desk: Desk, key: index.Key, *, anyway: bool = False) -> int:
    """Everything from the first entry on, matter by matter, in one transaction: until it is done
    others see the lists as they were. What people made themselves (claims, views) stays.

    anyway  also where somebody else has just done it
    """
    form = _whole_form(desk.pack, key)
    with transaction.atomic():
        Mark.objects.get_or_create(pk=TIP, defaults={"size": 0, "form": ""})
        mark = Mark.objects.select_for_update().get(pk=TIP)
        if mark.form == form and not anyway:
            return 0
        for model in (Wait, Row, Step, Aside, Word):
            model.objects.all()._raw_delete("default")
        size = _size(desk)
        refs = [ref for (ref,) in desk.store.docket.all("SELECT ref FROM clerk_matter")]
        for start in range(0, len(refs), AT_ONCE):
            _take(desk, key, refs[start : start + AT_ONCE], 0, size)
        mark.size, mark.form = size, form
        mark.save(update_fields=["size", "form"])
    return len(refs)


def _some(desk: Desk, key: index.Key) -> int:
    """The matters that the next entries belong to, as far as one transaction goes."""
    with transaction.atomic():
        mark = Mark.objects.select_for_update().get(pk=TIP)
        size = _size(desk)
        if mark.size >= size:
            return 0
        refs, upto = _next(desk, mark.size, size)
        _take(desk, key, refs, mark.size, upto)
        mark.size = upto
        mark.save(update_fields=["size"])
    return len(refs)


def _take(desk: Desk, key: index.Key, refs: Sequence[str], start: int, end: int) -> None:
    """Reads these matters; of their words, only the entries from `start` up to `end` are new."""
    files = _files(desk, refs)
    _write(desk.pack, files, _told(desk, [seq for file in files for seq, _ in file.entries]))
    new = [(file, _since(file, start, end)) for file in files]
    index.add(desk, key, [(file.entries[0][0], file.number, some) for file, some in new])
    for _, entry in (one for _, some in new for one in some):
        if isinstance(entry, Erased) and entry.whose is not None:
            index.purge(desk, entry.whose)


def _next(desk: Desk, start: int, size: int) -> tuple[list[str], int]:
    """The matters of the next entries, and where to go on after them."""
    found = desk.store.docket.all(
        "SELECT matter, seq FROM clerk_entry WHERE seq >= %s AND seq < %s ORDER BY seq LIMIT 2000",
        [start, size],
    )
    refs: dict[str, None] = {}
    upto = start
    for ref, seq in found:
        if ref not in refs and len(refs) == AT_ONCE:
            break
        refs[ref] = None
        upto = seq + 1
    return list(refs), upto


def _files(desk: Desk, refs: Iterable[str]) -> list[File]:
    """These matters as they are now; not the docket in which the office keeps its appointments."""
    numbers = dict(
        desk.store.docket.among(
            "SELECT ref, number FROM clerk_matter WHERE stage <> 'office' AND ref IN ({})", refs
        )
    )
    return [file_of(ref, number, desk.store.matter(ref)) for ref, number in numbers.items()]


def _told(desk: Desk, seqs: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for seq, _, who in sorted(
        desk.store.docket.among("SELECT seq, place, who FROM clerk_outbox WHERE seq IN ({})", seqs)
    ):
        found.setdefault(seq, []).append(who)
    return found


def _since(file: File, start: int, end: int) -> list[tuple[int, Entry]]:
    return [(seq, entry) for seq, entry in file.entries if start <= seq < end]


# --- writing ------------------------------------------------------------------------------------


def _write(pack: Pack, files: Sequence[File], told: Mapping[int, Sequence[str]]) -> None:
    """These matters' rows in place of those that were there."""
    matters = [rows.Matter(f.ref, f.number, f.entries, f.case, told) for f in files]
    made = [one for matter in matters for one in rows.rows(matter, pack)]
    refs = [matter.ref for matter in matters]
    for model, named in ((Wait, "row__matter__in"), (Row, "matter__in"), (Step, "matter__in")):
        model.objects.filter(**{named: refs}).delete()
    kept = Row.objects.bulk_create([Row(**one.columns) for one in made])
    Wait.objects.bulk_create(
        [
            Wait(row=row, sight=row.sight, **vars(awaited))
            for row, one in zip(kept, made, strict=True)
            for awaited in one.awaited
        ]
    )
    Step.objects.bulk_create([Step(**one) for matter in matters for one in rows.steps(matter)])
    for file in files:
        _aside(file)


def _aside(file: File) -> None:
    """Who stands aside sees the matter no more, and does not hold it either."""
    for officer in dict.fromkeys(row.officer for row in file.case.recusals):
        Aside.objects.get_or_create(officer=officer, matter=file.ref)
        Claim.objects.filter(matter=file.ref, officer=officer).delete()
