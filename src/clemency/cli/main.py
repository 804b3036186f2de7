"""`clemency`: every command, each loaded only when it is called.

Nothing here imports Django, a pack or a language: `clemency --help` answers at once.
"""

from __future__ import annotations

import os
import sys

import click

from clemency import __version__
from clemency.cli.exits import INTERRUPTED, OURS, USAGE
from clemency.cli.lazy import Lazy

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serve:serve", "Open the office in a browser, with its demonstration."),
    "ask": ("ask:ask", "Ask what the law says of some facts; one question at a time."),
    "pack": ("pack:pack", "Check, test, prove, draw and explain a jurisdiction's pack."),
    "office": ("office:office", "Create an office; appoint officers; rebuild; forget a person."),
    "receive": ("receive:receive", "Register what has come in. Always possible."),
    "act": ("act:act", "Do one act of the procedure, or see which are possible and why not."),
    "matter": ("matter:matter", "List matters; show one with its docket."),
    "correspondence": ("correspondence:correspondence", "Letters and statements from outside."),
    "docket": ("docket:docket", "Export the docket with its proofs; verify an export."),
    "demo": (
        "demo:demo",
        "Run the letter of November 2025 and one full petition, in a fresh office.",
    ),
}


@click.group(
    cls=Lazy,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 yes, 1 refused or failed, 2 wrong usage, 3 facts are missing, "
    "4 somebody acted first, 5 storage trouble, 6 the docket does not verify.",
)
@click.version_option(__version__, prog_name="clemency")
def commands() -> None:
    """A pardon office in software: every step the law requires, every refusal with its reason.

    Start with `clemency demo`. `clemency pack list` names the packs that come with the program.
    """


def main() -> None:
    """Run the command line. Every trouble ends in one clear message and a code that means
    something.
    """
    try:
        commands(prog_name="clemency", standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        click.echo("\nStopped. Nothing was written.", err=True)
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(getattr(error, "code", USAGE))
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has left; there is nobody to tell
        sys.exit(0)
    except Exception as error:
        if os.environ.get("CLEMENCY_TRACE"):
            raise
        name = type(error).__name__
        click.echo(f"This is a mistake of ours, not of yours: {name}: {error}", err=True)
        click.echo("Run it again with CLEMENCY_TRACE=1 and send us what it prints.", err=True)
        sys.exit(OURS)
