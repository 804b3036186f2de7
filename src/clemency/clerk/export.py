"""What a viewer may take along: written into a folder, and audited as its reader will do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from clemency.clerk import folder as office
from clemency.clerk import reading, submit
from clemency.clerk.commitments import committed
from clemency.clerk.diagnosis import told
from clemency.clerk.store import Row
from clemency.clerk.trouble import NotAllowed, NotKnown
from clemency.clerk.vault import Opened
from clemency.clerk.writing import Desk, File
from clemency.docket.case import Case
from clemency.docket.entries import Entry
from clemency.docket.policy import Action, Allowed, Viewer, decide, sight, visible
from clemency.docket.seal.audit import Report, audit_files
from clemency.docket.seal.export import Opening, export_files, prove, withheld
from clemency.docket.shape import shapes_of


def export(
    desk: Desk, into: Path, which: str | None, viewer: Viewer | None, earlier: Sequence[int]
) -> Report:
    """Writes the export and audits it. Raises NotKnown where the folder is in use already."""
    files = matter_files(desk, which, viewer, earlier) if which else docket_files(desk, viewer)
    with told(into):
        into.mkdir(parents=True, exist_ok=True)
        if any(into.iterdir()):
            raise NotKnown(
                f"{into} is not empty, so nothing was exported into it.",
                "Name a folder that does not exist yet.",
            )
        for name, content in files.items():
            (into / name).write_bytes(content)
        office.sync_folder(into)
    return audit_files(files)


def matter_files(
    desk: Desk, which: str, viewer: Viewer | None, earlier: Sequence[int] = ()
) -> dict[str, bytes]:
    """One matter, each entry with the proof of its place in the whole docket."""
    ref = reading.ref_of(desk, which)
    rows = desk.store.matter(ref)
    file = submit.file_from(desk, ref, rows)
    _may(desk, viewer, file, which)
    checkpoint = desk.store.checkpoint(desk.origin)
    proofs = prove(
        checkpoint,
        ref,
        [(row.seq, bytes.fromhex(row.leaf)) for row in rows],
        desk.store.node,
        earlier,
    )
    lines = [_line(desk, viewer, row, entry, file.case) for row, entry in _pairs(rows, file)]
    openings = list(_openings(desk, viewer, _pairs(rows, file), file.case))
    return export_files(checkpoint, lines, proofs=proofs, openings=openings)


def docket_files(desk: Desk, viewer: Viewer | None) -> dict[str, bytes]:
    """The whole docket in order; what this viewer may not see is there as a hash."""
    checkpoint = desk.store.checkpoint(desk.origin)
    rows = list(desk.store.everything(checkpoint.size))
    by_matter: dict[str, list[Row]] = {}
    for row in rows:
        by_matter.setdefault(row.matter, []).append(row)
    lines: dict[int, bytes] = {}
    openings: list[Opening] = []
    for ref, of_matter in by_matter.items():
        file = submit.file_from(desk, ref, of_matter)
        for row, entry in _pairs(of_matter, file):
            lines[row.seq] = _line(desk, viewer, row, entry, file.case)
        openings += _openings(desk, viewer, _pairs(of_matter, file), file.case)
    return export_files(
        checkpoint,
        [lines[seq] for seq in sorted(lines)],
        openings=sorted(openings, key=lambda one: (one.seq, one.at)),
    )


def _pairs(rows: Sequence[Row], file: File) -> list[tuple[Row, Entry]]:
    return [(row, entry) for row, (_, entry) in zip(rows, file.entries, strict=True)]


def _may(desk: Desk, viewer: Viewer | None, file: File, which: str) -> None:
    if viewer is None:
        return
    if not isinstance(decide(viewer, Action("export"), file.case, desk.pack), Allowed):
        raise NotAllowed(
            "This viewer may take nothing of that matter along. Nothing was exported.",
            "Ask an office that may see it; docs/reference/policy.md shows which.",
        )
    if not any(visible(viewer, entry, file.case, desk.pack) for _, entry in file.entries):
        raise reading.not_known(which)


def _line(desk: Desk, viewer: Viewer | None, row: Row, entry: Entry, case: Case) -> bytes:
    """The entry's bytes, where every field in them is shown to this viewer; otherwise its hash."""
    shown = viewer is None or _whole(desk, viewer, entry, case)
    return row.data if shown else withheld(bytes.fromhex(row.leaf))


def _whole(desk: Desk, viewer: Viewer, entry: Entry, case: Case) -> bool:
    """Bytes cannot be shown in part: a viewer gets them only who may see all that they say."""
    seen = visible(viewer, entry, case, desk.pack)
    said = {
        s.name for s in shapes_of(type(entry)) if getattr(entry, s.name) not in (None, s.default)
    }
    return (
        bool(seen) and said <= set(seen) and "recorded_at" in sight(desk.pack, viewer, entry.kind)
    )


def _openings(
    desk: Desk, viewer: Viewer | None, pairs: Iterable[tuple[Row, Entry]], case: Case
) -> Iterator[Opening]:
    """The texts that this viewer may read, with their salts; none of anybody who was forgotten."""
    wanted: dict[tuple[int, str], str] = {}
    for row, entry in pairs:
        if viewer is None or _whole(desk, viewer, entry, case):
            wanted.update({(row.seq, at): item for at, item in committed(entry)})
    texts = desk.vault.open_all(wanted.values())
    for (seq, at), item in wanted.items():
        text = texts[item]
        if isinstance(text, Opened):
            yield Opening(seq, at, text.domain, text.salt, text.text)
