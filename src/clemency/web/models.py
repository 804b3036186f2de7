"""What every part of the web shares in the desk database."""

from __future__ import annotations

from django.db import models


class Once(models.Model):
    """A form that arrived, by its token, and where its sender was led."""

    token = models.CharField(max_length=64, primary_key=True)
    taken_at = models.DateTimeField(auto_now_add=True)
    went_to = models.CharField(max_length=2000, default="")


class Dropped(models.Model):
    """Somebody forgotten, of whom the desk database holds nothing any more but this reference."""

    person = models.CharField(max_length=64, primary_key=True)


class Looked(models.Model):
    """On which day the law was last looked at for a matter, and how many entries it had."""

    matter = models.CharField(max_length=32, primary_key=True)
    on = models.DateField()
    entries = models.IntegerField()
