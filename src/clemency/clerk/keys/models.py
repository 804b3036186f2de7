"""The tables of the key store.

Every key lies wrapped: an item's under its person's, a person's under the office key, which is in
neither database.
"""

from __future__ import annotations

from django.db import models


class PersonKey(models.Model):
    """The key of one person. Destroyed, it takes everything sealed under it along."""

    person = models.CharField(max_length=32, primary_key=True)
    wrapped = models.BinaryField()


class ItemKey(models.Model):
    """The key of one sealed text, wrapped by the key of exactly one person.

    item   the text's commitment, as hex
    """

    item = models.CharField(max_length=64, primary_key=True)
    person = models.CharField(max_length=32, db_index=True)
    wrapped = models.BinaryField()
