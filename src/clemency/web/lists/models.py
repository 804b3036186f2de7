"""What lists are read from. All of it but claims and saved views is made from entries, and can be
thrown away and made again at any time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

NEVER = date.max
"""Stands where nothing is due, so that such matters come last in every order by day."""


OPEN: tuple[tuple[str, tuple[str, ...], dict[str, Any]], ...] = (
    ("lists_open_due", ("due_on", "first"), {}),
    ("lists_open_last", ("last_on", "first"), {}),
    ("lists_open_kind", ("kind", "due_on", "first"), {}),
    ("lists_open_waiting", ("waiting_on", "due_on", "first"), {}),
    ("lists_open_lies", ("lies_with", "due_on", "first"), {}),
    ("lists_open_answers", ("due_on", "first"), {"answers__gt": 0}),
    ("lists_open_carrying", ("due_on", "first"), {"effective_on__isnull": False}),
)
"""Indexes of what is open, which is mostly what people ask for: name, columns, and what else."""


class Mark(models.Model):
    """How far the lists have read.

    size   the first entry of the docket that they have not read
    form   of what shape they are: the pack, this program's version of them, the key of the index
    """

    name = models.CharField(max_length=16, primary_key=True)
    size = models.IntegerField()
    form = models.CharField(max_length=64)


class Row(models.Model):
    """One matter as those who share one sight see it in a list. What they may not see is not in it,
    so no filter and no order can give it away.

    sight       whose: see sights.py
    matter      its reference; `first` its first entry's place in the docket, shorter and as unique
    kind        petition, correspondence, enquiry, unsorted, transferred
    lies_with   the office of the institution whose turn it is
    waiting_on  office, petitioner, agency, court, victim or nobody
    blocked     what keeps it from going on: codes with their particulars, the most telling first
    due_on      the nearest day on which something is due; NEVER where nothing is
    due_of      whom that concerns, where it is somebody else than who began it
    answers     how many answers have come since anybody acted on them; answers_on the first of them
    finished    nothing more is to be done for anybody
    number_key  the number, so written that letters sort it
    """

    sight = models.CharField(max_length=64)
    matter = models.CharField(max_length=32)
    first = models.IntegerField()
    number = models.CharField(max_length=32)
    number_key = models.CharField(max_length=48)
    stage = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    received_on = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    language = models.CharField(max_length=16, null=True)
    channel = models.CharField(max_length=64, null=True)
    track = models.CharField(max_length=64, null=True)
    relief = models.CharField(max_length=64, null=True)
    sender_office = models.CharField(max_length=64, null=True)
    in_public_office = models.BooleanField()
    last_on = models.DateField()
    entries = models.IntegerField()
    lies_with = models.CharField(max_length=64, null=True)
    waiting_on = models.CharField(max_length=16)
    blocked = models.JSONField()
    due_on = models.DateField()
    due_clock = models.CharField(max_length=64, null=True)
    due_of = models.CharField(max_length=64, null=True)
    answers = models.IntegerField()
    answers_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    withheld_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    finished = models.BooleanField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("matter", "sight"), name="lists_row_once"),)
        indexes = (
            models.Index(fields=("sight", "first"), name="lists_row_age"),
            models.Index(fields=("sight", "due_on", "first"), name="lists_row_due"),
            models.Index(fields=("sight", "number_key"), name="lists_row_number"),
            models.Index(fields=("sight", "last_on", "first"), name="lists_row_last"),
            *(
                models.Index(fields=("sight", name, "due_on", "first"), name=f"lists_row_{name}")
                for name in ("stage", "kind", "language", "track", "relief", "channel")
            ),
            *(
                models.Index(
                    fields=("sight", *fields), condition=models.Q(finished=False, **only), name=name
                )
                for name, fields, only in OPEN
            ),
            models.Index(
                fields=("sight", "due_on", "first"),
                condition=models.Q(finished=True),
                name="lists_row_finished",
            ),
        )


class Wait(models.Model):
    """Somebody of whom something is awaited in a matter, as one sight sees it.

    what     opinion, information, victim, court
    whom     an office, or a code such as "petitioner"
    """

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="waits", db_index=False)
    sight = models.CharField(max_length=64)
    whom = models.CharField(max_length=64)
    what = models.CharField(max_length=16)
    asked_on = models.DateField(null=True)
    due_on = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("row",), name="lists_wait_row"),
            models.Index(fields=("sight", "whom", "row"), name="lists_wait_whom"),
        )


class Aside(models.Model):
    """An officer who stands aside in a matter, and so sees nothing of it."""

    pk = models.CompositePrimaryKey("officer", "matter")
    officer = models.CharField(max_length=64)
    matter = models.CharField(max_length=32, db_index=True)


class Step(models.Model):
    """How long one step of one matter took, from entry to entry. Whole days.

    step  sorted, answered, opinion, information, decided or in-force
    of    the office that took so long, where the step is an office's own
    """

    matter = models.CharField(max_length=32, db_index=True)
    step = models.CharField(max_length=16)
    of = models.CharField(max_length=64, null=True)
    days = models.IntegerField()
    ended_on = models.DateField()

    class Meta:
        indexes = (models.Index(fields=("step", "of", "ended_on"), name="lists_step_of"),)


class Word(models.Model):
    """One word in one field of one entry, as a number that says nothing without the index's key.

    word    63 bits of an HMAC of the word as search.fold writes it
    matter  the first entry of its matter, by its place in the docket
    seq     the entry in which it stands
    place   the kind and field in which it stands, by its place in search.PLACES
    of      the office that the entry names: it may be shown what others are not
    """

    pk = models.CompositePrimaryKey("word", "matter", "seq", "place")
    word = models.BigIntegerField()
    matter = models.IntegerField()
    seq = models.IntegerField()
    place = models.SmallIntegerField()
    of = models.CharField(max_length=64, null=True)

    class Meta:
        indexes = (models.Index(fields=("seq",), name="lists_word_seq"),)


class Claim(models.Model):
    """An officer works on a matter for an office; others of that office see it."""

    matter = models.CharField(max_length=32)
    office = models.CharField(max_length=64)
    officer = models.CharField(max_length=64)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("matter", "office"), name="lists_claim_once"),
        )
        indexes = (models.Index(fields=("office", "officer", "matter"), name="lists_claim_whose"),)


class SavedView(models.Model):
    """Filters that an officer has given a name. What was searched for is never kept: a search is
    mostly somebody's name.

    name   sealed, for it may name somebody as well
    query  the filters, as they stand in an address
    """

    officer = models.CharField(max_length=64)
    office = models.CharField(max_length=64)
    name = models.BinaryField()
    query = models.CharField(max_length=500)

    class Meta:
        indexes = (models.Index(fields=("officer", "office"), name="lists_savedview_whose"),)
