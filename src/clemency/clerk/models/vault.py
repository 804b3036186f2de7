"""What people wrote and said, sealed. The keys lie in a database of their own."""

from __future__ import annotations

from django.db import models


class VaultItem(models.Model):
    """One sealed text, found by the commitment that its entry holds.

    item      the commitment, as hex
    seq       the entry that commits to it
    domain    what is committed to: kind of entry and field ("Granted.text")
    person    whose key it lies under
    sealed    nonce, then AES-256-GCM of salt and text; None once its person is forgotten
    """

    item = models.CharField(max_length=64, primary_key=True)
    seq = models.IntegerField(db_index=True)
    domain = models.CharField(max_length=64)
    person = models.CharField(max_length=32, db_index=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = (
            # Everybody who was forgotten, found without reading the texts of all the others.
            models.Index(
                fields=("person",), condition=models.Q(sealed=None), name="clerk_vaultitem_emptied"
            ),
        )
