"""Rebuilds one file from what it shows. A program of its own: it imports nothing of the office.

    python -I worker.py KIND < what came > what is kept

Memory, time and open files are bounded before the first byte is read. Exit codes: 3 broken,
4 locked with a password, 5 more inside than outside promises, 6 too many pages.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Callable
from typing import Any

MEGABYTE = 2**20
MOST_MEMORY = 1024 * MEGABYTE  # of addresses, libraries included
MOST_SECONDS = 30  # of the processor
MOST_PIXELS = 60_000_000  # telephones make up to 50 million
LONGEST_SIDE = 3600  # pixels: an A4 page at 300 dots an inch, and a little more
MOST_PAGES = 300
MOST_OBJECTS = 60_000
DEEPEST = 60
MOST_OUT = 60 * MEGABYTE
BROKEN, LOCKED, TOO_BIG, TOO_MANY = 3, 4, 5, 6


class Fault(Exception):
    """Why nothing can be kept, as an exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def main() -> int:
    """Reads, rebuilds, writes."""
    kind = sys.argv[1]
    make: Callable[[bytes], bytes] = from_pdf if kind == "pdf" else _pictures(kind)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_OUT, MOST_OUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        made = make(sys.stdin.buffer.read())
    except Fault as fault:
        return fault.code
    except MemoryError:
        return TOO_BIG
    except Exception:  # whatever a hostile file brings about: it is not kept, and nothing is said
        return BROKEN
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


# --- pictures -----------------------------------------------------------------------------------


def _pictures(kind: str) -> Callable[[bytes], bytes]:
    if kind == "heic":
        import pi_heif

        pi_heif.register_heif_opener()
    return lambda content: from_picture(kind, content)


def from_picture(kind: str, content: bytes) -> bytes:
    """The pixels alone, upright: no place, no telephone, nothing hidden behind them."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, and sooner
    formats = {"jpeg": ["JPEG"], "png": ["PNG"], "tiff": ["TIFF"], "heic": ["HEIF"]}[kind]
    picture = Image.open(io.BytesIO(content), formats=formats)
    made = io.BytesIO()
    if kind == "tiff":
        pages = _tiff_pages(picture)
        pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    elif kind == "png":
        _page(picture, keep_grey=True).save(made, "PNG", optimize=False)
    else:
        _page(picture).save(made, "JPEG", quality=85)
    return made.getvalue()


def _tiff_pages(picture: Any) -> list[Any]:
    count = getattr(picture, "n_frames", 1)
    if count > MOST_PAGES // 10:
        raise Fault(TOO_MANY)
    pages = []
    for number in range(count):
        picture.seek(number)
        pages.append(_page(picture))
    return pages


def _page(picture: Any, keep_grey: bool = False) -> Any:
    """One picture, small enough, upright, on white where it was see-through."""
    from PIL import Image, ImageOps

    width, height = picture.size
    if width < 1 or height < 1 or width * height > MOST_PIXELS:
        raise Fault(TOO_BIG)
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        over = upright.convert("RGBA")
        upright = Image.new("RGB", over.size, "white")
        upright.paste(over, mask=over.getchannel("A"))
    mode = "L" if keep_grey and upright.mode in ("1", "L") else "RGB"
    plain = upright.convert(mode)
    if max(plain.size) > LONGEST_SIDE:
        plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)  # without what the file said about itself
    return clean


# --- PDF ----------------------------------------------------------------------------------------

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
RESOURCES = ("/Font", "/XObject", "/ColorSpace", "/ExtGState", "/Pattern", "/Shading", "/ProcSet")
NAMED = frozenset({*RESOURCES, "/CharProcs", "/Colorants"})
"""Dictionaries whose keys are names that a page gives: any may stand there."""

_NAMES = """
    Type Subtype Name BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode
    DescendantFonts CIDSystemInfo Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap
    FontBBox FontMatrix FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent
    Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile
    FontFile2 FontFile3 CharSet CIDSet Style Lang BaseEncoding Differences CMapName WMode
    UseCMap Length1 Length2 Length3 FormType BBox Matrix Resources Group S CS I K Width
    Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask
    SMaskInData Matte Filter DecodeParms Predictor Colors Columns EarlyChange
    EncodedByteAlign EndOfLine EndOfBlock Rows BlackIs1 ColorTransform JBIG2Globals N
    Alternate Range WhitePoint BlackPoint Gamma LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca
    AIS TK G PatternType PaintType TilingType XStep YStep Shading ShadingType Background
    AntiAlias Coords Domain Function Extend BitsPerCoordinate BitsPerFlag VerticesPerRow
    FunctionType C0 C1 Functions Bounds Encode Size BitsPerSample Order Process Components
    MixingHints Solidities DotGain
"""

KEPT = frozenset(f"/{name}" for name in _NAMES.split()) | NAMED
"""What draws. Actions, scripts, links, forms, files and references to the world outside do not."""

XOBJECTS = frozenset({"/Image", "/Form"})


def from_pdf(content: bytes) -> bytes:
    """The pages as they look, drawn anew into an empty document."""
    import pikepdf

    try:
        source = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise Fault(LOCKED) from None
    if not 0 < len(source.pages) <= MOST_PAGES:
        raise Fault(TOO_MANY if source.pages else BROKEN)
    _fill_in(source)
    made = pikepdf.new()
    copier = Copier(made)
    for page in source.pages:
        copier.page(page.obj)
    out = io.BytesIO()
    made.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if out.tell() > MOST_OUT:
        raise Fault(TOO_BIG)
    return out.getvalue()


def _fill_in(source: Any) -> None:
    """What was typed into a form becomes part of the page, before the form is left behind."""
    if "/AcroForm" in source.Root:
        source.generate_appearance_streams()
    source.flatten_annotations()


class Copier:
    """Copies what draws, and nothing else, into another document."""

    def __init__(self, into: Any) -> None:
        self.into = into
        self._done: dict[tuple[int, int], Any] = {}
        self._objects = 0

    def page(self, source: Any) -> None:
        """One page, with what it inherits."""
        import pikepdf

        table: dict[str, Any] = {"/Type": pikepdf.Name.Page}
        for key in INHERITED:
            found = _inherited(source, key)
            if found is not None:
                table[key] = self._resources(found) if key == "/Resources" else self.copy(found)
        table.setdefault("/MediaBox", pikepdf.Array([0, 0, 595, 842]))
        contents = source.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        drawn = [self.copy(one) for one in streams if isinstance(one, pikepdf.Stream)]
        table["/Contents"] = self.into.make_indirect(pikepdf.Array(drawn))
        made = self.into.make_indirect(pikepdf.Dictionary(table))
        self.into.pages.append(pikepdf.Page(made))

    def _resources(self, source: Any) -> Any:
        import pikepdf

        kept = {key: self.copy(source[key], 1, key) for key in RESOURCES if key in source}
        return pikepdf.Dictionary(kept)

    def copy(self, one: Any, deep: int = 0, under: str = "") -> Any:
        """A value, deep down. What is referred to twice is copied once."""
        import pikepdf

        self._objects += 1
        if deep > DEEPEST or self._objects > MOST_OBJECTS:
            raise Fault(TOO_BIG)
        if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            return one
        key = one.objgen
        if one.is_indirect and key in self._done:
            return self._done[key]
        if isinstance(one, pikepdf.Array):
            return pikepdf.Array([self._item(item, deep) for item in one])
        made: Any = pikepdf.Dictionary()
        if isinstance(one, pikepdf.Stream):
            made = pikepdf.Stream(self.into, one.read_raw_bytes())
        elif one.is_indirect:
            made = self.into.make_indirect(made)
        if one.is_indirect:
            self._done[key] = made
        self._table(one, made, deep, under)
        return made

    def _item(self, item: Any, deep: int) -> Any:
        return self.copy(item, deep + 1)

    def _table(self, one: Any, made: Any, deep: int, under: str) -> None:
        import pikepdf

        for key in sorted(one.keys()):
            value = one[key]
            if under not in NAMED and key not in KEPT:
                continue
            if under == "/XObject" and not _draws(value):
                continue
            if key == "/Resources" and isinstance(value, pikepdf.Dictionary):
                made[key] = self._resources(value)
            else:
                made[key] = self.copy(value, deep + 1, key if under not in NAMED else "")


def _draws(value: Any) -> bool:
    """Whether an external object is a picture or a drawing, and no program or media."""
    kind = value.get("/Subtype")
    if kind is None or str(kind) not in XOBJECTS:
        return False
    size = int(value.get("/Width", 0)) * int(value.get("/Height", 0))
    if size > 4 * MOST_PIXELS:
        raise Fault(TOO_BIG)
    return True


def _inherited(page: Any, key: str) -> Any:
    """What a page says itself, or one of the nodes above it."""
    for _ in range(DEEPEST):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None


if __name__ == "__main__":
    sys.exit(main())
