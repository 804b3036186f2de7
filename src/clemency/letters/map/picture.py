"""A whole map: its sheets, one above the other in one picture, or each in its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from importlib import resources
from xml.sax.saxutils import escape, quoteattr

from clemency.law.pack import Pack
from clemency.letters.map.cards import Cards
from clemency.letters.map.drawing import Pen, drawn_sheet
from clemency.letters.map.gates import BETWEEN
from clemency.letters.map.here import Here
from clemency.letters.map.layout import HEIGHT, WIDTH
from clemency.letters.map.order import Procedure
from clemency.letters.map.overview import overview
from clemency.letters.map.sheets import Sheet, Sheets, cards_of
from clemency.letters.speech import Speaker
from clemency.letters.words import Words

APART = 16.0  # points between sheets in one picture

STYLE = """\
text{font-family:Rubik,"Noto Sans","Noto Sans Hebrew","Noto Sans Arabic",Arial,sans-serif;fill:#000}
.b{font-weight:700}.light{fill:#fff}.cite{fill:#333}
.paper{fill:#fff}.lane{fill:#fff;stroke:#8a8f94;stroke-width:.5}.odd{fill:#f3f4f5}
.lane.law{fill:#fff;stroke-dasharray:3 2}.office{fill:#22313f}
.box{fill:#fff;stroke:#000;stroke-width:.9}.box.law{stroke-dasharray:3 2}
.inner{fill:none;stroke:#000;stroke-width:.5}
.open{fill:#fff6d6;stroke-width:2.2}.past{fill:#e4ebe6}.shut{stroke:#666;stroke-width:.6}
.wire{fill:none;stroke:#000;stroke-width:.8;stroke-linejoin:round}.some{stroke-dasharray:2.4 1.8}
.tip,.full{fill:#000}.thin{fill:none;stroke:#000;stroke-width:.7}.dashed{stroke-dasharray:1.6 1.1}
.thick{fill:none;stroke:#000;stroke-width:1.3}.rule{stroke:#8a8f94;stroke-width:.5}
.head{stroke:#22313f;stroke-width:1.2}
"""


def sheets_of(pack: Pack, language: str, here: Here | None = None) -> tuple[Sheet, ...]:
    """What is drawn, before it is drawn."""
    speaker = _speaker(pack, language, here)
    procedure = Procedure.of(pack)
    sheets = Sheets(procedure, Cards(procedure, speaker, here))
    name = speaker.names.text("pack.name") or pack.id
    title = speaker.words.say("map.title", pack=name)
    opening = _opening(speaker, here)
    whole = sheets.whole(title, opening)
    if whole is not None:
        return (whole,)
    detailed = sheets.detailed()
    where = {id: number for number, sheet in enumerate(detailed, 2) for id in sheet.ids}
    return (overview(title, sheets, opening, where), *detailed)


def drawn(pack: Pack, language: str, here: Here | None = None, *, embed_fonts: bool = False) -> str:
    """The map of a pack in one of its languages, as one SVG; with a matter, "you are here".

    embed_fonts  put the letters into the picture, so that it looks the same on every machine
    """
    sheets = sheets_of(pack, language, here)
    return _svg(pack, language, here, sheets, range(len(sheets)), embed_fonts)


def pages(
    pack: Pack, language: str, here: Here | None = None, *, embed_fonts: bool = False
) -> tuple[str, ...]:
    """The same, each sheet an SVG of its own, of the size of A4 in landscape."""
    sheets = sheets_of(pack, language, here)
    return tuple(
        _svg(pack, language, here, sheets, range(at, at + 1), embed_fonts)
        for at in range(len(sheets))
    )


def _svg(
    pack: Pack,
    language: str,
    here: Here | None,
    sheets: Sequence[Sheet],
    which: range,
    embed_fonts: bool,
) -> str:
    words = Words(language)
    pen = Pen(words, fitted=not embed_fonts)
    high = len(which) * HEIGHT + (len(which) - 1) * APART
    foot = words.say("map.foot", pack=pack.id, version=pack.version)
    chosen = [sheets[at] for at in which]
    parts = [
        _head(words, high, chosen, len(which) == 1),
        f"<style>{_faces(words) if embed_fonts else ''}{STYLE}</style>",
    ]
    for nth, at in enumerate(which):
        number = words.say("map.sheet", n=at + 1, of=len(sheets)) if len(sheets) > 1 else ""
        y = nth * (HEIGHT + APART)
        parts.append(f'<g transform="translate(0 {y:g})" aria-label={quoteattr(sheets[at].title)}>')
        parts += drawn_sheet(sheets[at], pen, number, foot, here is not None)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>\n"])


def _head(words: Words, high: float, sheets: Sequence[Sheet], paper: bool) -> str:
    """The opening, with a title, and a description that tells the steps one after the other."""
    unit = "pt"
    direction = "rtl" if words.right_to_left else "ltr"
    told = [f"{box.label}." for sheet in sheets for box in cards_of(sheet)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {high:g}"'
        f' width="{WIDTH:g}{unit}" height="{high:g}{unit}" role="graphics-document document"'
        f' lang="{words.language}" xml:lang="{words.language}" direction="{direction}"'
        f' style="direction:{direction}" aria-labelledby="map-title map-desc">\n'
        f'<title id="map-title">{escape(sheets[0].title)}</title>\n'
        f'<desc id="map-desc">{escape(" ".join(told))}</desc>'
    )


def _speaker(pack: Pack, language: str, here: Here | None) -> Speaker:
    if here is None:
        return Speaker(pack, language)
    return Speaker(pack, language, here.facts, here.on)


def _opening(speaker: Speaker, here: Here | None) -> list[str]:
    """Where the matter stands, what runs, and who is waited for."""
    from clemency.docket.case import stage

    if here is None:
        return []
    words = speaker.words
    where = words.say(
        "map.here",
        number=words.reference(here.number),
        stage=speaker.stage(stage(here.case)),
        on=here.on,
    )
    return [where, *_running(speaker, here), *_awaited(speaker, here)]


def _running(speaker: Speaker, here: Here) -> Iterator[str]:
    words = speaker.words
    said = []
    for clock, of, due in here.clocks:
        name = speaker.act(clock)
        if of:
            name = words.say("value.noted", text=name, note=speaker.office(of))
        key = "map.no_due" if due is None else "map.late" if due < here.on else "map.due"
        said.append(words.say(key, clock=name, due=due))
    if said:
        yield words.say("map.running", clocks=BETWEEN.join(said))


def _awaited(speaker: Speaker, here: Here) -> Iterator[str]:
    offices = [speaker.office(office) for office, _ in here.waits]
    if offices:
        yield speaker.words.say("map.waits", who=speaker.words.listed(offices))


def _faces(words: Words) -> str:
    """The letters themselves, for the scripts that the language needs."""
    scripts = {"he": ("hebrew",), "ar": ("arabic",)}.get(words.language, ())
    folder = resources.files("clemency.letters").joinpath("fonts")
    faces = []
    for script in ("latin", *scripts):
        data = b64encode(folder.joinpath(f"rubik-{script}.woff2").read_bytes()).decode()
        faces.append(
            "@font-face{font-family:Rubik;font-weight:300 900;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2');"
            f"unicode-range:{RANGES[script]}}}\n"
        )
    return "".join(faces)


RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+2000-206F,U+20AC,U+2122,U+2212",
    "hebrew": "U+0307-0308,U+0590-05FF,U+20AA,U+FB1D-FB4F",
    "arabic": "U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFC",
}
