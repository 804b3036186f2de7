"""What the workbench keeps beside the docket. None of it is part of a case, and none is shown
outside the offices."""

from __future__ import annotations

from django.db import models


class Note(models.Model):
    """What officers write to themselves and to one another about a matter: no entry, no evidence.

    id        random: it is part of what the words are sealed with
    matter    its reference; the words lie sealed under the key of the person at its centre
    officer   the reference of whoever wrote it
    office    for which they wrote it
    only_us   whether only officers of that office read it, and not the other offices of the house
    """

    id = models.CharField(max_length=32, primary_key=True)
    matter = models.CharField(max_length=32, db_index=True)
    officer = models.CharField(max_length=64)
    office = models.CharField(max_length=64)
    only_us = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    sealed = models.BinaryField()


class LastLook(models.Model):
    """How much of a matter an officer had seen when they last looked at it.

    seen  the number of its entries then
    """

    matter = models.CharField(max_length=32)
    officer = models.CharField(max_length=64)
    seen = models.IntegerField()

    class Meta:
        """One for each officer and matter."""

        constraints = (models.UniqueConstraint(fields=["matter", "officer"], name="one_look_each"),)
