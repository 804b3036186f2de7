"""Makes an office's folder ready to be served: tables, static files, demonstration accounts.

Run as a process of its own, `python -m clemency.web.preparing`, with the settings of the server.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PASSWORD = "clemency-demo"
"""Of every login of the demonstration, and of no other office."""


def prepare(folder: Path) -> None:
    """Brings everything beside the docket to what this version needs. May be done again."""
    import django

    django.setup()
    from django.core.management import call_command

    from clemency.web import demonstration, office

    office.use(folder)
    office.migrate()
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    made = demonstration.about(folder)
    if made is not None:
        from clemency.web.accounts import demonstrating

        demonstrating.make_accounts(made, PASSWORD)
    from clemency.web.lists import catch_up

    catch_up()


def main() -> int:
    """The process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clemency.web.settings")
    os.environ["CLEMENCY_COLLECT"] = "true"
    from clemency.clerk.trouble import Trouble

    try:
        prepare(Path(os.environ["CLEMENCY_OFFICE"]))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 5
    return 0


if __name__ == "__main__":
    sys.exit(main())
