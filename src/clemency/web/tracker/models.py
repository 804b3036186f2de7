"""What the tracker itself keeps. No word of anybody stands here in clear, and nothing of it is the
docket."""

from __future__ import annotations

from django.db import models

from clemency.web.accounts.models import MatterKey


class Message(models.Model):
    """One message between an office and somebody who holds a key to a matter.

    author   "office", or the audience of whoever wrote: petitioner, counsel, relative...
    key      by which key it was written; none for an office's
    office   for which office, and `officer` by whom, an office's was written
    readers  the audiences outside that may read it beside its author, as codes between commas
    sealed   the words, under the key of the matter's person
    read_at  when the other side first opened it
    """

    matter = models.CharField(max_length=32, db_index=True)
    author = models.CharField(max_length=16)
    key = models.ForeignKey(MatterKey, null=True, on_delete=models.SET_NULL)
    office = models.CharField(max_length=64, default="")
    officer = models.CharField(max_length=64, default="")
    readers = models.CharField(max_length=100, default="")
    language = models.CharField(max_length=8, default="")
    sealed = models.BinaryField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)


class Leaving(models.Model):
    """The person concerned wants to withdraw, and is asked once more by another way.

    by_mail  whether the question went by mail; otherwise an officer asks, by letter
    code     what was mailed, hashed; empty until it has gone
    sealed   their words, if they gave any
    until    after this instant the question has lapsed and nothing was withdrawn
    """

    matter = models.CharField(max_length=32, db_index=True)
    key = models.ForeignKey(MatterKey, on_delete=models.CASCADE)
    by_mail = models.BooleanField()
    code = models.CharField(max_length=64, default="")
    tries = models.IntegerField(default=0)
    language = models.CharField(max_length=8, default="")
    sealed = models.BinaryField(default=b"")
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
