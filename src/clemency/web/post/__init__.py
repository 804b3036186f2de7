"""Letters: made, sent, delivered.

shown.letters_of(number, viewer, language)     for the page of a matter, and the tracker
papers.receipt(number, language), copy(...)    what the petitioner's side keeps
addresses.ask_also(name, finder)               to know more of where somebody is reached
links.made_by(maker)                           links by which a consulted office answers
"""

from __future__ import annotations


def written(matter: str) -> None:
    """Something was written in a matter: its letters are listed, and set on their way."""
    from clemency.web.post import collecting, sending

    collecting.collect(matter)
    collecting.noticed(matter)
    sending.go_on()


def at_tick() -> None:
    """What the command line wrote, what was to be tried again, and what a dead worker left."""
    from clemency.web.post import collecting, sending

    collecting.collect()
    sending.go_on()
