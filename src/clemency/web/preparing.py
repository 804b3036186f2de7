"""Makes an office's folder ready to be served: tables, static files, demonstration accounts.

Run as a process of its own, `python -m clemency.web.preparing`, with the settings of the server.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PASSWORD = "clemency-demo"
"""Of every login of the demonstration, and of no other office."""


def enter(folder: Path) -> None:
    """Opens the office in this process as its server would, with the same secret. Before anything
    of Django is loaded."""
    from clemency.web import serving

    serving.make_secret(folder)
    os.environ["CLEMENCY_OFFICE"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "clemency.web.settings"
    import django

    django.setup()
    from clemency.web import office

    office.use(folder)
    office.migrate()


def prepare(folder: Path) -> None:
    """Brings everything beside the docket to what this version needs. May be done again."""
    enter(folder)
    from django.core.management import call_command

    from clemency.web import demonstration

    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    made = demonstration.about(folder)
    if made is not None:
        from clemency.web.accounts import demonstrating

        demonstrating.make_accounts(made, PASSWORD)
    from clemency.web.lists import keeping

    keeping.catch_up()
    if made is not None:
        from clemency.web.post import history

        history.begin()


def main() -> int:
    """The process."""
    os.environ["CLEMENCY_COLLECT"] = "true"
    from clemency.clerk.trouble import Trouble

    try:
        prepare(Path(os.environ["CLEMENCY_OFFICE"]))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 5
    except Exception as error:
        if os.environ.get("CLEMENCY_TRACE"):
            raise
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 70
    return 0


if __name__ == "__main__":
    sys.exit(main())
