"""What happened: entries, which are only ever added, and the tree of hashes over them."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One entry of the docket.

    seq          its place in the whole docket, from 0, without gaps
    matter       the random reference of its matter, 16 bytes as hex
    matter_seq   its place in the matter, from 0, without gaps
    data         the entry itself: canonical bytes, of which the other columns are copies to look by
    leaf         SHA-256(00 || data), as hex
    """

    seq = models.IntegerField(primary_key=True)
    matter = models.CharField(max_length=32)
    matter_seq = models.IntegerField()
    kind = models.CharField(max_length=64)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    data = models.BinaryField()
    leaf = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("matter", "matter_seq"), name="clerk_entry_place"),
        )
        indexes = (models.Index(fields=("kind", "on"), name="clerk_entry_kind_on"),)


class TreeNode(models.Model):
    """A full subtree: `hash` covers the 2^level entries from index * 2^level on."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.IntegerField()
    index = models.IntegerField()
    hash = models.CharField(max_length=64)
