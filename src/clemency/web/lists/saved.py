"""Lists that an officer keeps under a name: filters and order, never the words looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from django.db import transaction

from clemency.docket.policy import Viewer
from clemency.web import sealed
from clemency.web.lists.filters import Filter
from clemency.web.lists.index import keeper
from clemency.web.lists.models import SavedView
from clemency.web.office import clerk

LONGEST = 60  # characters of a name
MOST = 20  # lists of one officer


class NotKept(Exception):
    """Why a list is not kept: a word of `lists.views`."""


@dataclass(frozen=True)
class Saved:
    """One list that is kept."""

    pk: int
    name: str
    query: str


def kept(viewer: Viewer) -> tuple[Saved, ...]:
    """What this officer has kept for this office, oldest first."""
    rows = SavedView.objects.filter(officer=viewer.officer, office=viewer.office).order_by("pk")
    names = ((row, sealed.unseal(_keeper(), _purpose(row.pk), row.name)) for row in rows)
    return tuple(Saved(row.pk, name.decode(), row.query) for row, name in names if name is not None)


def keep(viewer: Viewer, name: str, query: str) -> Saved:
    """Keeps a list. Raises NotKept."""
    name = " ".join(name.split())
    if not name:
        raise NotKept("no_name")
    if len(name) > LONGEST:
        raise NotKept("long")
    wanted = replace(Filter.read(dict(parse_qsl(query))), text="").query()
    if not wanted:
        raise NotKept("plain")
    with transaction.atomic():
        mine = SavedView.objects.filter(officer=viewer.officer, office=viewer.office)
        if mine.count() >= MOST:
            raise NotKept("many")
        row = SavedView.objects.create(
            officer=viewer.officer or "", office=viewer.office or "", name=b"", query=wanted
        )
        row.name = sealed.seal(_keeper(), _purpose(row.pk), name.encode())
        row.save(update_fields=["name"])
    return Saved(row.pk, name, wanted)


def drop(viewer: Viewer, pk: int) -> None:
    """Deletes one of this officer's own."""
    SavedView.objects.filter(pk=pk, officer=viewer.officer, office=viewer.office).delete()


def _keeper() -> str:
    return keeper(clerk().desk.origin)


def _purpose(pk: int) -> str:
    return f"saved-view:{pk}"
