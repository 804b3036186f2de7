"""Keys to matters: made, and dropped when somebody is forgotten."""

from __future__ import annotations

from datetime import date

from clemency.web.accounts import codes
from clemency.web.accounts.models import AUDIENCES, MatterKey
from clemency.web.office import clerk


def new_key(
    matter: str,
    audience: str,
    *,
    person: str | None = None,
    until_on: date | None = None,
    language: str = "",
) -> str:
    """A fresh code with which somebody opens one matter as one audience. The code is shown once."""
    if audience not in AUDIENCES:
        raise ValueError(f"{audience} is no audience that holds a key")
    office = clerk()
    found = office.matter(matter)
    code = codes.new_code()
    MatterKey.objects.create(
        matter=found.ref,
        number=found.number,
        audience=audience,
        person=person,
        code=codes.hashed(code),
        made_on=office.today(),
        until_on=until_on,
        language=language,
    )
    return code


def forget(person: str) -> None:
    """Somebody was forgotten: the keys to their matter go, and those that name them."""
    MatterKey.objects.filter(matter=person).delete()
    MatterKey.objects.filter(person=person).delete()
