"""`clemency pack check`, `show`, `explain`, `schemas`: a pack as its author reads it."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clemency.cli import options, terminal
from clemency.cli.exits import NO, USAGE, YES, Trouble
from clemency.letters.words import Words

if TYPE_CHECKING:
    from clemency.law.pack import Pack
    from clemency.law.portal import Portal
    from clemency.letters.speech import Speaker

PARTS = (
    "rules",
    "acts",
    "facts",
    "offices",
    "duties",
    "considerations",
    "sources",
    "uncertain",
    "people",
)


@click.command("list")
@options.as_json
def list_packs(as_json: bool) -> None:
    """Name the packs that come with the program, with what each is called."""
    from clemency.clerk.shelf import load, packs

    found = [(name, load(name)) for name in packs()]
    if as_json:
        terminal.out(
            [
                {"pack": name, "name": pack.texts.get("pack.name", "en"), **_counts(pack)}
                for name, pack in found
            ]
        )
        return
    for name, pack in found:
        title = pack.texts.get("pack.name", pack.languages[0]) or name
        terminal.echo(f"{title} ({', '.join(pack.languages)})", f"{name:<22}")


@click.command()
@click.argument("names", metavar="PACK...", nargs=-1, required=True)
@options.as_json
def check(names: tuple[str, ...], as_json: bool) -> None:
    """Read packs whole, and show every mistake with its place and how to mend it."""
    from clemency.clerk.shelf import NoSuchPack, load, scenarios
    from clemency.law.mistakes import Mistakes

    results: list[dict[str, Any]] = []
    for name in names:
        try:
            found = load(name)
            scenarios(name, found)
            form = {"portal": _of_portal(found.portal)} if found.portal else {}
            results.append({"pack": name, "sound": True, **_counts(found), **form})
        except NoSuchPack as error:
            raise Trouble(str(error), as_json=as_json) from None
        except Mistakes as error:
            results.append(
                {"pack": name, "sound": False, "mistakes": [_mistake(m) for m in error.mistakes]}
            )
            if not as_json:
                click.echo(str(error) + "\n")
    if as_json:
        terminal.out(results)
    else:
        words = Words("en")
        for result in results:
            if result["sound"]:
                _tell(result, words)
    sys.exit(YES if all(result["sound"] for result in results) else NO)


def _counts(found: Pack) -> dict[str, int]:
    return {
        "rules": len(found.rules),
        "acts": len(found.acts),
        "facts": len(found.facts),
        "offices": len(found.offices),
        "languages": len(found.languages),
    }


def _tell(sound: dict[str, Any], words: Words) -> None:
    """A pack without mistakes, and what is in it."""
    counts = {k: v for k, v in sound.items() if k not in ("pack", "sound", "portal")}
    click.echo(words.say("pack.sound", pack=sound["pack"]))
    click.echo("  " + words.say("pack.counts", **counts))
    if "portal" in sound:
        click.echo("  " + words.say("pack.portal", **sound["portal"]))


def _of_portal(form: Portal) -> dict[str, int]:
    return {"texts": len(form.texts), "documents": len(form.documents)}


def _mistake(mistake: Any) -> dict[str, Any]:
    return {
        "file": mistake.file,
        "line": mistake.line,
        "column": mistake.column,
        "says": mistake.says,
        "mend": mistake.mend,
    }


@click.command()
@click.argument("name", metavar="PACK")
@click.argument("part", metavar="[PART]", required=False, type=click.Choice(PARTS))
@options.language
@options.as_json
def show(name: str, part: str | None, language: str, as_json: bool) -> None:
    """Show what is in a pack: all of it in short, or one PART.

    PART is rules, acts, facts, offices, duties, considerations, sources, uncertain (what is not
    confirmed), or people (law that is left to people, and what is not covered).
    """
    from clemency.cli.show import lines_of
    from clemency.letters.speech import Speaker

    found = options.load_pack(name, as_json)
    words = Words(options.choose_language(language, found))
    speaker = Speaker(found, words.language)
    if as_json:
        terminal.out({one: lines_of(found, one, speaker) for one in ([part] if part else PARTS)})
        return
    if part is None:
        terminal.echo(found.texts.get("pack.name", words.language) or found.id, bold=True)
        click.echo("  " + words.say("pack.counts", **_counts(found)))
        click.echo()
    for one in [part] if part else ("acts", "rules"):
        _show_part(one, lines_of(found, one, speaker))


def _show_part(title: str, lines: list[dict[str, str]]) -> None:
    terminal.rule(title)
    for line in lines:
        terminal.echo(line["id"], bold=True)
        for key in ("says", "cite", "note"):
            if line.get(key):
                terminal.echo(line[key], "  ", **({"dim": True} if key == "cite" else {}))
    click.echo()


@click.command()
@click.argument("name", metavar="PACK")
@click.argument("rule")
@options.fact
@options.fact_file
@options.on_day
@options.language
@options.as_json
def explain(
    name: str,
    rule: str,
    facts: tuple[str, ...],
    fact_file: Path | None,
    on: date | None,
    language: str,
    as_json: bool,
) -> None:
    """Explain one rule: its words, its source, its condition, and what it finds on some facts."""
    from clemency.cli.show import rule_lines
    from clemency.cli.typed import plain_facts
    from clemency.docket.case import Case
    from clemency.docket.facts import docket_facts
    from clemency.law.facts import FactFaults, facts_from
    from clemency.law.finding import find
    from clemency.law.parse import suggestion
    from clemency.letters.speech import Speaker

    found = options.load_pack(name, as_json)
    words = Words(options.choose_language(language, found))
    if rule not in found.rules:
        mend = (
            suggestion(rule, list(found.rules))
            or f"List them with `clemency pack show {name} rules`."
        )
        raise Trouble(words.say("pack.no_rule", pack=found.id, rule=rule), mend, USAGE, as_json)
    try:
        told = facts_from(plain_facts(facts, fact_file), found.vocabulary)
    except FactFaults as error:
        raise Trouble(
            str(error), f"See `clemency pack show {name} facts`.", USAGE, as_json
        ) from None
    day = on or options.today(found)
    speaker = Speaker(found, words.language, told, day)
    finding = find(found, rule, told, day, given=docket_facts(Case()))
    if as_json:
        terminal.out(
            {
                "rule": rule_lines(found, rule, speaker),
                "finding": speaker.finding(finding).as_plain(),
            }
        )
        return
    _explain(found, rule, finding, speaker)


def _explain(found: Pack, rule: str, finding: Any, speaker: Speaker) -> None:
    from clemency.cli.show import rule_lines

    for version in rule_lines(found, rule, speaker):
        terminal.echo(version["id"], bold=True)
        for key in ("says", "cite", "note"):
            if version.get(key):
                terminal.echo(version[key], "  ", **({"dim": True} if key == "cite" else {}))
        for kind, text in version["expressions"]:
            terminal.echo(text, f"  {kind}  ", fg="cyan")
        click.echo()
    terminal.show(speaker.finding(finding))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@options.as_json
def schemas(folder: Path, as_json: bool) -> None:
    """Write the JSON Schemas of a pack's files, for an editor that completes and checks as you
    type.
    """
    from clemency.law.reading.editors import json_schemas

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in json_schemas().items():
        file = folder / f"{name}.json"
        file.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", "utf-8")
        written.append(str(file))
    if as_json:
        terminal.out(written)
    else:
        terminal.listed(written)
