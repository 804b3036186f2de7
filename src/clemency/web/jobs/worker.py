"""The worker: a process beside the server that runs tasks, `python -m clemency.web.jobs.worker`."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Opens the office that CLEMENCY_OFFICE names and runs tasks until it is told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clemency.web.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from clemency.clerk.trouble import Trouble
    from clemency.web import office
    from clemency.web.config import config
    from clemency.web.jobs import tasks

    named = config().office
    if named is None:
        print("CLEMENCY_OFFICE names no folder, so there is nothing to do.", file=sys.stderr)
        return 2
    try:
        office.use(named)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 5
    tasks.start()
    call_command("db_worker", interval=0.5, verbosity=0, startup_delay=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
