"""What is kept of a request until it is sent. Words of people lie sealed; the rest says nothing of
anybody."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models

KEPT = timedelta(days=180)

DRAFT, SENDING, SENT = "draft", "sending", "sent"


class Draft(models.Model):
    """A request that somebody writes.

    id           stands in addresses; says nothing and cannot be guessed
    person       whose key the words lie under until they are sent
    code         what was printed to come back with, hashed; agree_code: what the person concerned
                 was given where somebody else files
    door         by whom it is filed: myself, relative or counsel
    sealed       everything that was written
    version      counts changes: two tabs never overwrite each other unawares
    state        draft, sending or sent
    began_at     the size of the docket when sending began: what was sent is looked for after it
    matter       the matter's reference once it was received, and `number` its number
    holder       the reference of whoever holds a mandate in it
    channel      portal; or paper or prison, where a clerk enters what came so: then `officer` of
                 `office` receives it, and not the portal
    """

    id = models.CharField(max_length=24, primary_key=True)
    person = models.CharField(max_length=32, db_index=True)
    code = models.CharField(max_length=64, unique=True)
    agree_code = models.CharField(max_length=64, default="", db_index=True)
    door = models.CharField(max_length=16)
    language = models.CharField(max_length=8)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    sealed = models.BinaryField()
    version = models.IntegerField(default=0)
    state = models.CharField(max_length=8, default=DRAFT)
    began_at = models.BigIntegerField(null=True)
    matter = models.CharField(max_length=32, default="", db_index=True)
    number = models.CharField(max_length=32, default="")
    holder = models.CharField(max_length=32, default="")
    channel = models.CharField(max_length=16, default="portal")
    officer = models.CharField(max_length=64, default="")
    office = models.CharField(max_length=64, default="")
    started_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(db_index=True)


class DraftFile(models.Model):
    """A file that came with a draft, rebuilt and as it was, both sealed under the draft's person.

    size  bytes of both: what counts against the quota
    """

    id = models.CharField(max_length=24, primary_key=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    content = models.BinaryField()
    original = models.BinaryField()
    size = models.IntegerField()


class Original(models.Model):
    """A file as it came, sealed under its matter's person: never opened here, only kept.

    digest  of the rebuilt copy that lies in the docket
    """

    matter = models.CharField(max_length=32, db_index=True)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
