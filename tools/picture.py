"""A picture of what a terminal shows, as SVG: for the README, where colours and margins should
survive.
"""

from __future__ import annotations

from html import escape

CELL, LINE, MARGIN, BAR = 8.4, 19, 18, 30  # pixels
STYLES = {"head": 'class="no"', "dim": 'class="dim"', "": ""}

STYLE = """<style>
  text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
  text { fill: #e6e6e6; white-space: pre; }
  .no { fill: #ff8b7b; font-weight: 700; } .dim { fill: #9aa4ad; } .ask { fill: #8fd0a4; }
</style>"""


def picture(command: str, lines: list[tuple[str, str]], title: str) -> str:
    """The command and the lines it printed, each with its style; eighty columns wide."""
    wide = 80 * CELL + 2 * MARGIN
    high = BAR + (len(lines) + 2) * LINE + MARGIN
    body = [f'<text x="{MARGIN}" y="{BAR + LINE}" class="ask">$ {escape(command)}</text>']
    for place, (style, line) in enumerate(lines, 2):
        if line.strip():
            body.append(
                f'<text x="{MARGIN}" y="{BAR + LINE * place}" {STYLES[style]}>{escape(line)}</text>'
            )
    dots = "".join(
        f'<circle cx="{MARGIN + 16 * i}" cy="15" r="5" fill="#5b6670"/>' for i in range(3)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" role="img" '
        f'aria-label="{escape(title)}">\n{STYLE}\n'
        f'<rect width="100%" height="100%" rx="8" fill="#1d2328"/>\n{dots}\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )
