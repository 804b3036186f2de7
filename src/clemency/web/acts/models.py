"""What waits on its way into a docket: orders that somebody has drawn up, and links that were sent.

Neither is part of a case. What an officer has typed lies sealed under the key of the matter's
person, and goes when it has been done, when it is old, or when that person is forgotten.
"""

from __future__ import annotations

from datetime import date

from django.db import models


class Proposal(models.Model):
    """An order as an officer has drawn it up: shown what it will do, not yet done.

    matter     the matter's reference; `number` is what people call it
    act        the act of the pack
    officer    who drew it up, for `office`
    second     who is to sign beside; empty where nobody must
    typed      what was typed, sealed; empty once it is done
    digest     a fingerprint of the order and of its texts: what is confirmed is what was shown
    seen       how many entries the matter had when it was drawn up
    signed_at  when the first of two officers signed
    done_at    when it was written; `outcome` says where and who is told, by codes alone
    """

    matter = models.CharField(max_length=32, db_index=True)
    number = models.CharField(max_length=32)
    act = models.CharField(max_length=64)
    officer = models.CharField(max_length=64)
    office = models.CharField(max_length=64)
    second = models.CharField(max_length=64, default="", db_index=True)
    typed = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64, default="")
    seen = models.IntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    signed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)


class ScopedLink(models.Model):
    """Lets one officer of a consulted office answer one request without an account.

    secret      a hash of the secret in the address; the secret itself is kept nowhere
    matter      the matter's reference; `number` is what people call it
    office      the office that was asked; `officer` for whom the answer is recorded
    asked_seq   the entry of the matter by which it was asked
    until_on    the last day on which it opens: the due date and some days of grace
    used_at     when it was answered; `revoked_at` when somebody took it back
    """

    secret = models.CharField(max_length=64, unique=True)
    matter = models.CharField(max_length=32, db_index=True)
    number = models.CharField(max_length=32)
    office = models.CharField(max_length=64)
    officer = models.CharField(max_length=64)
    asked_seq = models.IntegerField()
    language = models.CharField(max_length=8, default="")
    made_by = models.CharField(max_length=64, default="")
    made_on = models.DateField()
    due_on = models.DateField(null=True)
    until_on = models.DateField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def opens(self, on: date) -> bool:
        """Whether it still opens anything on that day."""
        return self.used_at is None and self.revoked_at is None and on <= self.until_on
