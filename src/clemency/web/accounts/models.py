"""Who somebody is to the web. What they may do is never kept here: offices come from appointments
in the docket, and what is shown of a matter from the policy."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

AUDIENCES = ("petitioner", "relative", "counsel", "victim", "sender")


class Profile(models.Model):
    """An account's own settings.

    officer   the reference under which the docket knows this officer; empty for everybody else
    name      what colleagues call them
    language  the language of their pages and of mail to them
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    officer = models.CharField(max_length=64, default="", db_index=True)
    name = models.CharField(max_length=200, default="")
    language = models.CharField(max_length=8, default="")


class MatterKey(models.Model):
    """Lets somebody outside the offices see one matter, as one audience.

    matter    its reference; `number` is what people call it
    audience  how they stand to it: petitioner, relative, counsel, victim or sender
    person    their own reference where the docket mentions them (a mandate's holder, a victim)
    code      what they were given to come back with, hashed; empty where only an account opens it
    until_on  the last day on which it fits
    address   a keyed hash of the e-mail address of whoever holds it; empty where none is known
    """

    matter = models.CharField(max_length=32, db_index=True)
    number = models.CharField(max_length=32)
    audience = models.CharField(max_length=16)
    person = models.CharField(max_length=32, null=True)
    code = models.CharField(max_length=64, default="", db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    made_on = models.DateField()
    until_on = models.DateField(null=True)
    language = models.CharField(max_length=8, default="")
    address = models.CharField(max_length=64, default="", db_index=True)

    def fits(self, on: date) -> bool:
        """Whether it opens anything on that day."""
        return self.until_on is None or on <= self.until_on
