"""`clemency docket`: take the docket along with its proofs; verify one that somebody brings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, storage, terminal
from clemency.cli.exits import FAULT, YES, Trouble
from clemency.cli.matter import as_viewer, viewer_of
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.docket.seal.audit import Report


@click.group()
def docket() -> None:
    """Export the docket with its proofs; verify an export, or the office's own docket."""


@docket.command()
@click.argument("into", type=click.Path(path_type=Path))
@click.option(
    "--matter",
    help="One matter, each entry with the proof of its place. Default: the whole docket.",
)
@as_viewer
@options.folder
@options.as_json
def export(into: Path, matter: str | None, viewer: str | None, folder: Path, as_json: bool) -> None:
    """Write an export into the empty or missing folder INTO.

    What the viewer may not see is withheld, and its place in the tree is still proved.
    verifier/verify.py checks an export and shares no code with this program.
    """
    with storage.opened(folder, as_json) as clerk:
        report = clerk.export(into, matter=matter, viewer=viewer_of(viewer))
    if as_json:
        return terminal.out(_plain(report, str(into)))
    words = Words("en")
    terminal.echo(
        words.say("docket.exported", entries=report.by_content + report.by_hash, folder=str(into))
    )
    root = report.checkpoint.root.hex()
    terminal.echo(words.say("docket.root", size=report.checkpoint.size, root=root), dim=True)
    return terminal.echo(words.say("office.next", command=f"python3 verifier/verify.py {into}"))


@docket.command()
@click.argument("folder_in", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--checkpoint",
    type=click.Path(exists=True, path_type=Path),
    help="A checkpoint you kept: catches a rewritten past.",
)
@options.folder
@options.as_json
def verify(folder_in: Path | None, checkpoint: Path | None, folder: Path, as_json: bool) -> None:
    """Verify the export in FOLDER, or without one the office's own docket, from its bytes up."""
    from clemency.docket.seal.audit import audit_files
    from clemency.docket.seal.checkpoint import checkpoint_from
    from clemency.docket.seal.export import NotAnExport

    try:
        held = checkpoint_from(checkpoint.read_bytes()) if checkpoint else None
        if folder_in is not None:
            report = audit_files(_files(folder_in), held=held)
        else:
            with storage.opened(folder, as_json) as clerk:
                report = clerk.verify(held=held)
    except (NotAnExport, ValueError) as error:
        raise Trouble(str(error), "Name the folder of an export.", FAULT, as_json) from None
    if as_json:
        terminal.out(_plain(report, str(folder_in or folder)))
    else:
        _show(report)
    sys.exit(YES if report.sound else FAULT)


def _files(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise Trouble(f"{folder} is no folder.", "Name the folder of an export.")
    try:
        return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    except OSError as error:
        raise Trouble(f"{folder} cannot be read: {error}.", "Check who may read it.") from None


def _plain(report: Report, where: str) -> dict[str, Any]:
    return {
        "where": where,
        "sound": report.sound,
        "by_content": report.by_content,
        "by_hash": report.by_hash,
        "unexplained": report.unexplained,
        "faults": [str(fault) for fault in report.faults],
        "size": report.checkpoint.size,
        "root": report.checkpoint.root.hex(),
    }


def _show(report: Report) -> None:
    words = Words("en")
    if report.sound:
        terminal.echo(
            words.say("docket.verified", content=report.by_content, hashes=report.by_hash),
            bold=True,
            fg="green",
        )
        return
    terminal.echo(words.say("docket.unverified"), bold=True, fg="red")
    terminal.listed(str(fault) for fault in report.faults)
