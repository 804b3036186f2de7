"""Lists to look things up by, rebuilt from entries at any time. Never the source of anything.

`Matter`, `Person` and `Outbox` are bare: they hold nothing but what entries and the pack say.
`FactsItem` is sealed: it also holds what lies in the vault, under the same keys.
"""

from __future__ import annotations

from django.db import models


class Matter(models.Model):
    """One matter as a list shows it.

    ref       its random reference, 16 bytes as hex
    number    what people call it: the year in which it was received, and a running number
    stage     where it stands, in one word (clemency.docket.case.STAGES); "office" for the docket
              in which the office keeps its own appointments
    entries   how many entries it has; the officer who has seen this many has seen them all
    last_seq  its latest entry, by its place in the whole docket
    """

    ref = models.CharField(max_length=32, primary_key=True)
    number = models.CharField(max_length=32, unique=True)
    stage = models.CharField(max_length=64, db_index=True)
    received_on = models.DateField(null=True)
    petition_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    sender_office = models.CharField(max_length=64, null=True)
    in_public_office = models.BooleanField()
    entries = models.IntegerField()
    last_seq = models.IntegerField()


class Person(models.Model):
    """Somebody protected whom a matter mentions, by the reference under which their keys lie.

    called         what the matter's entries call them: that reference, or a code of its own
    role           the field that first mentioned them ("VictimAsked.victim"); "principal" for the
                   person who is at the centre of the matter
    forgotten_seq  the entry that records their erasure
    """

    pk = models.CompositePrimaryKey("ref", "matter")
    ref = models.CharField(max_length=32)
    matter = models.CharField(max_length=32, db_index=True)
    role = models.CharField(max_length=64)
    called = models.CharField(max_length=64)
    first_seq = models.IntegerField()
    forgotten_seq = models.IntegerField(null=True)


class FactsItem(models.Model):
    """One fact that a matter holds, from the latest entry that speaks of it.

    name      the fact's name in the pack ("charges")
    seq       the entry that recorded it
    item      the sealed text in which the entry's facts lie
    sealed    AES-256-GCM of the value, under a key made from that text's key
    """

    pk = models.CompositePrimaryKey("matter", "name")
    matter = models.CharField(max_length=32)
    name = models.CharField(max_length=128)
    seq = models.IntegerField()
    item = models.CharField(max_length=64, db_index=True)
    sealed = models.BinaryField()


class Outbox(models.Model):
    """Somebody is to be told of an entry: whom, and by which letter of the pack. Never its words.

    place  in which order, from 0, among those whom this entry tells
    after  somebody earlier in that order: this letter waits until they have been told
    open   it is not established whether they are told: a person looks before this letter goes
    """

    pk = models.CompositePrimaryKey("seq", "place")
    seq = models.IntegerField()
    place = models.IntegerField()
    who = models.CharField(max_length=64)
    letter = models.CharField(max_length=64)
    after = models.CharField(max_length=64, null=True)
    open = models.BooleanField()
