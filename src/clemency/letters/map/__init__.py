"""The procedure as a picture: offices as lanes, acts as boxes, gates with their law.

`drawn` gives one SVG with all sheets, `pages` one SVG for each. Pure: the same pack, language and
matter give the same picture, byte for byte.
"""

from __future__ import annotations

from clemency.letters.map.here import Here
from clemency.letters.map.picture import drawn, pages

__all__ = ["Here", "drawn", "pages"]
