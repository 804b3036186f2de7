"""The demonstration office: invented people, a real docket."""

from __future__ import annotations

from clemency.web.demonstration.made import Made, about
from clemency.web.demonstration.making import NotMade, make
from clemency.web.demonstration.people import DemoOfficer, DemoPetitioner, people
from clemency.web.demonstration.telling import OffScript

__all__ = [
    "DemoOfficer",
    "DemoPetitioner",
    "Made",
    "NotMade",
    "OffScript",
    "about",
    "make",
    "people",
]
