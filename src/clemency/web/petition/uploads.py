"""Files on their way in: kept in memory, never in a folder, and sealed as soon as they are safe."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.db.models import Sum

from clemency.web import sealed
from clemency.web.petition import drafts, intake
from clemency.web.petition.drafts import Content, Open
from clemency.web.petition.intake import Faulty, Rebuilt
from clemency.web.petition.models import DraftFile

MOST_FILES = 30  # of one draft
MOST_BYTES = 150 * 2**20  # of one draft, as it came and rebuilt
MOST_AT_ONCE = 60 * 2**20  # bytes of one form


class InMemory(FileUploadHandler):
    """Keeps what is uploaded in memory alone, and no more of it than anybody may send."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._chunks: list[bytes] = []
        self._size = self._all = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._chunks, self._size = [], 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._all += len(raw_data)
        if self._all > MOST_AT_ONCE:
            raise StopUpload(connection_reset=True)
        self._size += len(raw_data)
        if self._size <= intake.MOST_BYTES + 1:
            self._chunks.append(raw_data)
        return None

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        content = b"".join(self._chunks)
        if self._size > intake.MOST_BYTES:
            content = content[: intake.MOST_BYTES].ljust(intake.MOST_BYTES + 1, b"\0")
        return SimpleUploadedFile(self.file_name or "file", content)


def add(draft: Open, what: str, name: str, content: bytes) -> Faulty | None:
    """A file to a draft: rebuilt, sealed beside the one that came, and listed; or why not."""
    made = intake.rebuilt(name, content)
    if isinstance(made, Faulty):
        return made
    held = DraftFile.objects.filter(draft=draft.row)
    size = len(made.content) + len(made.original)
    if held.count() >= MOST_FILES:
        return Faulty("too-many-files", made.name)
    if (held.aggregate(all=Sum("size"))["all"] or 0) + size > MOST_BYTES:
        return Faulty("too-much", made.name)
    known = draft.content["documents"].get(what, {}).get("files", ())
    if any(file["digest"] == made.digest for file in known):
        return None  # the same file twice: a double click
    id = _sealed(draft, made, size)
    drafts.change(draft, lambda now: _listed(now, what, id, made))
    return None


def _sealed(draft: Open, made: Rebuilt, size: int) -> str:
    id, person = secrets.token_hex(8), draft.row.person
    DraftFile.objects.create(
        id=id,
        draft=draft.row,
        content=sealed.seal(person, f"file:{id}", made.content),
        original=sealed.seal(person, f"original:{id}", made.original),
        size=size,
    )
    return id


def _listed(content: Content, what: str, id: str, made: Rebuilt) -> None:
    told = content["documents"].setdefault(what, {"files": []})
    told["state"] = "attached"
    told.setdefault("files", []).append(
        {
            "id": id,
            "name": made.name,
            "type": made.type,
            "size": len(made.content),
            "digest": made.digest,
            "original": made.origin(),
        }
    )


def remove(draft: Open, id: str) -> None:
    """Nothing of a file is left."""

    def do(content: Content) -> None:
        for told in content["documents"].values():
            told["files"] = [file for file in told.get("files", ()) if file["id"] != id]
            if not told["files"] and told.get("state") == "attached":
                told["state"] = ""

    drafts.change(draft, do)
    DraftFile.objects.filter(pk=id, draft=draft.row).delete()
