"""Sending a request: received, opened where the law lets the portal open it, its papers added.

Each step looks first whether it was done. After a broken line, a machine that stopped or a second
click it goes on where the first one ended, and nothing is sent twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from clemency.clerk.reading import Matter
from clemency.clerk.submit import NotRecorded, Recorded, Stale
from clemency.clerk.vault import Forgotten
from clemency.docket.order import Order
from clemency.law.pack import Act
from clemency.web import application, counter, sealed
from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey
from clemency.web.application import Application, Paper
from clemency.web.office import clerk
from clemency.web.petition import compose, desk, drafts, portals
from clemency.web.petition.drafts import Open
from clemency.web.petition.models import DRAFT, SENDING, SENT, Draft, DraftFile, Original
from clemency.web.words import in_language

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}").fullmatch

WORDS = "/commits/words"
"""Where an entry holds the commitment to its words."""

LEASE = timedelta(seconds=60)
"""How long a step may take before somebody else goes on in its place."""


class Busy(Exception):
    """It is being sent at this moment, by an earlier click."""


class NotReceived(Exception):
    """The office refuses even to receive it: with the refusal, which is its pack's."""

    def __init__(self, refused: NotRecorded) -> None:
        super().__init__("not received")
        self.refused = refused


def send(draft: Open) -> str:
    """Sends a draft, or finishes sending it; the number of its matter.

    Raises Busy, NotReceived, or a Trouble; then the draft is as it was, or half sent and can be
    finished by the same call.
    """
    row = _claim(draft.row)
    try:
        if row.state != SENT:
            compose.settle(draft.content)  # by the law as it stands at this moment
        _Sending(Open(row, draft.content)).run()
    except BaseException:
        _let_go(row)
        raise
    return row.number


def _claim(row: Draft) -> Draft:
    now = timezone.now()
    mine = Draft.objects.filter(pk=row.pk, state=DRAFT).update(
        state=SENDING, began_at=clerk().checkpoint().size, updated_at=now
    ) or Draft.objects.filter(pk=row.pk, state=SENDING, updated_at__lt=now - LEASE).update(
        updated_at=now
    )
    found = Draft.objects.get(pk=row.pk)
    if not mine and found.state != SENT:
        raise Busy
    return found


def _let_go(row: Draft) -> None:
    """After trouble: what was not received is a draft again; what was can be finished at once."""
    if row.state == SENT:
        return
    if not row.matter:
        found = _sent_before(_mark(row), row.began_at or 0)
        row.matter, row.number = found or ("", "")
        Draft.objects.filter(pk=row.pk).update(matter=row.matter, number=row.number)
    state = SENDING if row.matter else DRAFT
    ago = timezone.now() - (LEASE if row.matter else timedelta()) - timedelta(seconds=1)
    Draft.objects.filter(pk=row.pk, state=SENDING).update(state=state, updated_at=ago)


def _mark(row: Draft) -> str:
    """What tells this sending from every other, inside what is sealed."""
    return sha256(f"{row.id}:{row.person}".encode()).hexdigest()[:24]


@dataclass
class _Sending:
    """One sending, step by step."""

    draft: Open
    office: str = ""
    officer: str = ""

    def run(self) -> None:
        row = self.draft.row
        if row.state == SENT:
            return
        self.office = row.office or desk.portal_office()
        self.officer = row.officer or desk.portal_officer()
        if not row.matter:
            self._receive()
        self._mandate()
        self._open()
        self._papers()
        self._finish()

    # --- the steps ------------------------------------------------------------------------------

    def _receive(self) -> None:
        """Under a number, unless an earlier try was received and broke off before it was noted."""
        row, content = self.draft.row, self.draft.content
        mark = _mark(row)
        found = _sent_before(mark, row.began_at or 0)
        if found is None:
            whole = compose.application_of(self.draft, row.language, clerk().today(), mark)
            fields = {"channel": row.channel, "language": row.language}
            relief = content["answers"].get("relief")
            if isinstance(relief, str) and _CODE(relief):
                fields["asked_for"] = relief
            done = counter.receive(
                self.officer,
                self.office,
                act=_receiving(self.office),
                fields=fields,
                facts=compose.facts_of(content) or None,
                sealed={"words": application.to_words(whole)},
            )
            if not isinstance(done, Recorded):
                raise NotReceived(done)
            found = done.matter, done.number
        row.matter, row.number = found
        Draft.objects.filter(pk=row.pk).update(matter=row.matter, number=row.number)

    def _mandate(self) -> None:
        """Who may act for the person concerned, until when; where the office records mandates."""
        row, told = self.draft.row, self.draft.content["mandate"]
        if row.door != "counsel" or not told:
            return
        act = self._act("MandateRecorded")
        if act is None or self._matter().case.mandates:  # type: ignore[union-attr]
            return
        if not row.holder:
            row.holder = sealed.new_person()
            Draft.objects.filter(pk=row.pk).update(holder=row.holder)
        fields: dict[str, Any] = {"holder": row.holder, "role": "counsel"}
        if told.get("until_on"):
            fields["until_on"] = told["until_on"]
        self._submit(act, {name: v for name, v in fields.items() if name not in act.sets})

    def _open(self) -> None:
        """The petition, where nothing stands in the way; otherwise it stays received, and a person
        looks at it."""
        matter, act = self._matter(), desk.opening_act()
        if matter.case is None or matter.case.petition_on is not None:
            return
        if act is None or self.office not in act.by:
            return
        content = self.draft.content
        told = compose.facts_of(content)
        fields = {"filer": told.get(portals.FILER), "relief": content["answers"].get("relief")}
        kept = {
            name: code
            for name, code in fields.items()
            if isinstance(code, str) and _CODE(code) and name not in act.sets
        }
        grounds = compose.statement_text(content, in_language(self.draft.row.language))
        self._submit(act, kept, {"words": grounds} if grounds else {})

    def _papers(self) -> None:
        """Each file as an entry of its own, unless it is there already."""
        there = set(_digests(self._matter()))
        for paper in self._files():
            if paper.digest in there:
                continue
            there.add(paper.digest)
            act = self._takes_papers()
            if act is None:
                return
            words = {"words": application.to_words(paper)}
            self._submit(act, {"items": [paper.what]}, words)

    def _finish(self) -> None:
        """The code now opens the tracker; nothing else of the draft is left."""
        row = self.draft.row
        with transaction.atomic():
            for key in _keys(self.draft):
                MatterKey.objects.get_or_create(
                    matter=key.matter, audience=key.audience, code=key.code, defaults=_fields(key)
                )
            for file in DraftFile.objects.filter(draft=row):
                self._keep_original(file)
            drafts.purge(row)
            row.state = SENT
            Draft.objects.filter(pk=row.pk).update(state=SENT, updated_at=timezone.now())

    def _keep_original(self, file: DraftFile) -> None:
        row = self.draft.row
        content = sealed.unseal(row.person, f"original:{file.id}", file.original)
        kept = sealed.unseal(row.person, f"file:{file.id}", file.content)
        if content is None or kept is None:
            return
        digest = sha256(kept).hexdigest()
        shut = sealed.seal(row.matter, f"original:{digest}", content)
        Original.objects.create(matter=row.matter, digest=digest, content=shut)

    # --- what they need -------------------------------------------------------------------------

    def _matter(self) -> Matter:
        return clerk().matter(self.draft.row.matter)

    def _act(self, *kinds: str) -> Act | None:
        acts = clerk().pack.acts.values()
        return next((one for one in acts if one.writes in kinds and self.office in one.by), None)

    def _takes_papers(self) -> Act | None:
        """The act that puts a paper on the file now: as an addition to the petition, or to what was
        received."""
        opened = self._matter().case.petition_on is not None  # type: ignore[union-attr]
        kinds = portals.TAKES_PAPERS if opened else portals.TAKES_PAPERS[1:]
        return next((act for kind in kinds if (act := self._act(kind)) is not None), None)

    def _submit(
        self, act: Act, fields: dict[str, Any], words: dict[str, Any] | None = None
    ) -> Recorded | NotRecorded | Stale:
        order = Order(act.id, self.office, self.officer, clerk().today(), fields)
        return counter.submit(self.draft.row.matter, order, sealed=words or {})

    def _files(self) -> Iterator[Paper]:
        row, content = self.draft.row, self.draft.content
        titles = {one.what: one.title for one in compose.papers(content, row.language)}
        for what, told in content["documents"].items():
            for file in told.get("files", ()):
                kept = DraftFile.objects.filter(pk=file["id"], draft=row).first()
                made = kept and sealed.unseal(row.person, f"file:{file['id']}", kept.content)
                if made:
                    title, origin = titles.get(what, file["name"]), file["original"]
                    yield Paper(file["name"], file["type"], title, what, made, origin)


# --- what was sent before -----------------------------------------------------------------------


def _receiving(office: str) -> str | None:
    """The act by which an office receives; None for the pack's first."""
    acts = clerk().pack.acts.values()
    return next((one.id for one in acts if one.writes == "Received" and office in one.by), None)


def _sent_before(mark: str, since: int) -> tuple[str, str] | None:
    """What an earlier try received, among what was received since it began."""
    rows = clerk().desk.store.docket.all(
        "SELECT matter FROM clerk_entry WHERE kind = %s AND seq >= %s", ["Received", since]
    )
    for (ref,) in rows:
        matter = clerk().matter(ref)
        found = of_matter(matter)
        if isinstance(found, Application) and found.mark == mark:
            return matter.ref, matter.number
    return None


def of_matter(matter: Matter) -> Application | application.Letter | Paper | str | None:
    """What a matter began with, opened; None where it was forgotten, or nothing was sealed."""
    for entry in matter.entries:
        commitment = entry.texts.get(WORDS)
        if entry.kind == "Received" and commitment:
            text = clerk().text(matter.ref, commitment)
            return None if isinstance(text, Forgotten) else application.from_words(text)
    return None


def _digests(matter: Matter) -> Iterator[str]:
    """The digests of the files that a matter holds already."""
    for entry in matter.entries:
        commitment = entry.texts.get(WORDS)
        if entry.kind in portals.TAKES_PAPERS and commitment:
            text = clerk().text(matter.ref, commitment)
            paper = None if isinstance(text, Forgotten) else application.from_words(text)
            if isinstance(paper, Paper):
                yield paper.digest


# --- keys ---------------------------------------------------------------------------------------

AUDIENCES = {"myself": "petitioner", "relative": "relative", "counsel": "counsel"}


def _keys(draft: Open) -> Iterator[MatterKey]:
    """The keys to the matter: for whoever filed, and for the person concerned who agreed."""
    row = draft.row
    common = {
        "matter": row.matter,
        "number": row.number,
        "made_on": clerk().today(),
        "language": row.language,
    }
    ends = draft.content["mandate"].get("until_on") if row.door == "counsel" else None
    yield MatterKey(
        audience=AUDIENCES.get(row.door, "petitioner"),
        person=row.holder or None,
        until_on=date.fromisoformat(ends) if ends else None,
        code=row.code,
        user_id=row.user_id if not row.officer else None,
        **common,
    )
    if row.agree_code:
        yield MatterKey(audience="petitioner", code=row.agree_code, **common)


def _fields(key: MatterKey) -> dict[str, Any]:
    return {
        "number": key.number,
        "person": key.person,
        "until_on": key.until_on,
        "user_id": key.user_id,
        "made_on": key.made_on,
        "language": key.language,
    }


def letter(
    text: str, sender: dict[str, str], language: str, in_office: bool
) -> tuple[Recorded, str]:
    """A letter of support: received under a number, and no request. With a code for its sender.

    Raises NotReceived, or a Trouble.
    """
    words = application.to_words(application.Letter(language, sender, text))
    told = portals.portal_of(clerk().pack).told("support").given
    known = {name: value for name, value in told.items() if name in clerk().pack.facts}
    office = desk.portal_office()
    done = counter.receive(
        desk.portal_officer(),
        office,
        act=_receiving(office),
        fields={"channel": desk.PORTAL, "language": language, "in_public_office": in_office},
        facts={name: known[name] for name in known if name == portals.FILER} or None,
        sealed={"words": words},
    )
    if not isinstance(done, Recorded):
        raise NotReceived(done)
    code = codes.new_code()
    MatterKey.objects.create(
        matter=done.matter,
        number=done.number,
        audience="sender",
        code=codes.hashed(code),
        made_on=clerk().today(),
        language=language,
    )
    return done, code
