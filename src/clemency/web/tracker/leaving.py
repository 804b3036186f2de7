"""Withdrawing: only by the person concerned, and only after a second way has confirmed it.

First the code from their own paper is typed again. Then a number is mailed to the address on file;
where there is none, an officer asks by letter and records what the person answers.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from clemency.clerk.submit import NotRecorded, Recorded
from clemency.web import sealed
from clemency.web.accounts import codes
from clemency.web.accounts.models import MatterKey
from clemency.web.tracker import messages, portal, reaching
from clemency.web.tracker.models import Leaving
from clemency.web.tracker.own import Own
from clemency.web.words import in_language

KIND = "Withdrawn"
DIGITS = 8
TRIES = 5
OPEN_FOR = timedelta(days=3)


def may(own: Own) -> bool:
    """Whether this viewer could withdraw at all: the person concerned, while there is something to
    withdraw. Nobody else can, whatever their mandate says."""
    return own.key.audience == "petitioner" and not own.ended and portal.can(own, KIND) is not None


def is_own_code(key: MatterKey, typed: str) -> bool:
    """Whether somebody typed the very code of this key. A key without a code cannot be confirmed
    so."""
    return bool(key.code) and codes.read(typed) is not None and codes.hashed(typed) == key.code


def ask(own: Own, words: str, language: str) -> Leaving:
    """The first step: the question goes out by the second way. An earlier question lapses."""
    Leaving.objects.filter(matter=own.matter.ref, done_at=None).delete()
    now = timezone.now()
    by_mail = bool(reaching.address_of(own.key))
    row = Leaving(
        matter=own.matter.ref,
        key=own.key,
        by_mail=by_mail,
        language=language,
        asked_at=now,
        until=now + OPEN_FOR,
    )
    row.sealed = sealed.seal(row.matter, _purpose(row), words.encode())
    row.save()
    if by_mail:
        send_number.enqueue(row.pk)
    else:
        text = in_language(language).say("tracker.withdraw.to_office")
        messages.from_key(own.key, f"{text}\n\n{words}".strip(), (), language)
    return row


@task()
def send_number(id: int) -> None:
    """Mails the number that confirms. It is drawn here, so that the task holds none."""
    row = Leaving.objects.filter(pk=id, done_at=None, code="").select_related("key__user").first()
    address = reaching.address_of(row.key) if row is not None else ""
    if row is None or not address:
        return
    number = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    Leaving.objects.filter(pk=id).update(code=make_password(number))
    reaching.mail(row.key, address, row.language, "withdraw", {"code": number})


def open_question(own: Own) -> Leaving | None:
    """The question that waits for its answer."""
    rows = Leaving.objects.filter(matter=own.matter.ref, key=own.key, done_at=None)
    return rows.filter(until__gt=timezone.now(), tries__lt=TRIES).order_by("-pk").first()


def confirms(row: Leaving, typed: str) -> bool:
    """Whether this is the number that was mailed. Each try counts."""
    Leaving.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    digits = "".join(letter for letter in typed if letter.isdigit())
    return bool(row.code) and row.tries < TRIES and check_password(digits, row.code)


def withdraw(own: Own, row: Leaving) -> Recorded | NotRecorded | None:
    """The second step: it is withdrawn."""
    words = sealed.unseal(row.matter, _purpose(row), row.sealed) or b""
    text = words.decode()
    done = portal.write(own, KIND, {"by_whom": "person"}, {"words": text} if text else None)
    if isinstance(done, Recorded):
        Leaving.objects.filter(pk=row.pk).update(done_at=timezone.now(), sealed=b"")
    return done


def lapse() -> int:
    """Forgets questions that nobody answered; how many."""
    return Leaving.objects.filter(done_at=None, until__lt=timezone.now()).delete()[0]


def forget(matter: str) -> None:
    """Somebody was forgotten."""
    Leaving.objects.filter(matter=matter).delete()


def _purpose(row: Leaving) -> str:
    return f"leaving:{row.asked_at.isoformat()}"
