"""Letters on their way. A row says that somebody is told something, and how far that has come.

Never a word of the letter, never an address: both are read again from the docket and the vault when
the letter is made, so that whoever was forgotten has no letters either.
"""

from __future__ import annotations

from django.db import models

WAITING, HELD, MAKING = "waiting", "held", "making"
SENT, DELIVERED, BOUNCED, FAILED = "sent", "delivered", "bounced", "failed"
PAPER, DROPPED, ERASED = "paper", "dropped", "erased"
STATES = (WAITING, HELD, MAKING, SENT, DELIVERED, BOUNCED, PAPER, FAILED, DROPPED, ERASED)
GONE_OUT = (SENT, DELIVERED)
"""Whoever waits for this letter to go first need not wait any longer; DROPPED lets go as well."""

EMAIL, PORTAL, DESK, POST = "email", "portal", "desk", "post"
CHANNELS = (EMAIL, PORTAL, DESK, POST)

OPEN, UNFILLED, UNCLEAR, ASIDE = "open", "unfilled", "unclear", "aside"
REASONS = (OPEN, UNFILLED, UNCLEAR, ASIDE)
"""Why a letter is held: it is not established whether it goes; nothing fills a place in it; a
worker died while sending, so that it may have gone; a person has taken it out of the queue."""


class Letter(models.Model):
    """One letter to one reader about one entry.

    matter, number  the matter's reference, and what people call it
    kind            what the entry is: whoever may see no such entry sees none of its letters
    seq, place      the entry's place in the docket, and this letter's among those it sends
    who             whom the pack tells: an audience or an office
    reader          who of them the address is of: "petitioner" may be read by counsel
    letter          the letter of the pack
    language        the reader's
    after           somebody earlier: this letter waits until theirs has gone
    made_on         the day that stands on it; with it the same bytes are made again
    digest          SHA-256 of the PDF that was sent, in hexadecimal digits
    delivered_on    the day on which it is known to have arrived
    by              the reference of the officer who let it go, handed it over or took it out
    """

    matter = models.CharField(max_length=32, db_index=True)
    number = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    seq = models.IntegerField()
    place = models.IntegerField()
    who = models.CharField(max_length=64)
    reader = models.CharField(max_length=64)
    letter = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    after = models.CharField(max_length=64, default="")
    state = models.CharField(max_length=16, default=WAITING)
    reason = models.CharField(max_length=16, default="")
    channel = models.CharField(max_length=16, default="")
    made_on = models.DateField(null=True)
    digest = models.CharField(max_length=64, default="")
    sent_at = models.DateTimeField(null=True)
    delivered_on = models.DateField(null=True)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(auto_now=True)
    by = models.CharField(max_length=64, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["seq", "place"], name="one_letter_for_each_telling"),
        )
        indexes = (
            models.Index(fields=["state", "next_at"]),
            models.Index(fields=["state", "-seq"]),
        )

    @property
    def name(self) -> str:
        """What its files are called: nothing in it says anything of anybody."""
        return f"letter-{self.seq}-{self.place}"
