"""Files on their way in: what is taken, what is not and why; nothing lives in what is kept."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from clemency.letters.words import LANGUAGES
from clemency.web.petition import intake
from clemency.web.petition.intake import Faulty, Rebuilt, plain_name, rebuilt
from clemency.web.words import in_language
from tests.web.petition.person import picture

ALIVE = (
    b"/JavaScript",
    b"/JS",
    b"/OpenAction",
    b"/AA",
    b"/Launch",
    b"/EmbeddedFile",
    b"/URI",
    b"/RichMedia",
    b"/AcroForm",
    b"/Names",
    b"/SubmitForm",
    b"/XFA",
)


def document(**root: object) -> pikepdf.Pdf:
    """A page that says "Hello", with whatever else is hung on it."""
    made = pikepdf.new()
    page = made.add_blank_page()
    page.Contents = made.make_stream(b"BT /F1 24 Tf 100 700 Td (Hello) Tj ET")
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    return made


def written(made: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def kept(name: str, content: bytes) -> Rebuilt:
    found = rebuilt(name, content)
    assert isinstance(found, Rebuilt), found
    return found


def refused(name: str, content: bytes) -> str:
    found = rebuilt(name, content)
    assert isinstance(found, Faulty), found
    return found.code


@pytest.mark.parametrize(
    ("name", "kind", "becomes"),
    [("a.jpg", "JPEG", "a.jpg"), ("a.PNG", "PNG", "a.png"), ("a.tiff", "TIFF", "a.pdf")],
)
def test_pictures_are_kept_as_what_every_machine_opens(name: str, kind: str, becomes: str) -> None:
    found = kept(name, picture(kind))
    assert found.name == becomes
    assert found.original == picture(kind)
    assert found.origin()["size"] == len(found.original)


def test_a_photograph_does_not_say_where_it_was_taken() -> None:
    made = Image.new("RGB", (40, 20), "green")
    exif = Image.Exif()
    exif[0x010E] = "at home"
    exif[0x0112] = 6  # turned: 40 by 20 is shown as 20 by 40
    out = io.BytesIO()
    made.save(out, "JPEG", exif=exif, comment=b"secret")
    found = kept("a.jpg", out.getvalue())
    again = Image.open(io.BytesIO(found.content))
    assert again.size == (20, 40)
    assert not again.getexif()
    assert b"at home" not in found.content and b"secret" not in found.content


def test_what_hides_behind_a_picture_is_left_behind() -> None:
    hidden = io.BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("evil.exe", b"MZ evil")
    found = kept("a.jpg", picture() + hidden.getvalue())
    assert b"evil" not in found.content and b"PK\x03\x04" not in found.content


def test_a_see_through_picture_stands_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    found = Image.open(io.BytesIO(kept("a.png", out.getvalue()).content))
    assert found.getpixel((0, 0)) == (255, 255, 255)


def test_every_page_of_a_scan_is_kept() -> None:
    pages = [Image.new("1", (100, 140), colour) for colour in (0, 1, 0)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    assert len(pypdfium2.PdfDocument(kept("scan.tif", out.getvalue()).content)) == 3


def test_a_document_looks_as_before_and_does_nothing() -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made = document(OpenAction=script, AA=pikepdf.Dictionary(WC=script))
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 100, 100],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/track"),
    )
    made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(link)])
    made.attachments["evil.exe"] = b"MZ"
    plain = io.BytesIO()
    found = kept("a.pdf", written(made))
    pikepdf.open(io.BytesIO(found.content)).save(
        plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False
    )
    assert not [mark for mark in ALIVE if mark in plain.getvalue()]
    page = pypdfium2.PdfDocument(found.content)[0]
    assert page.get_textpage().get_text_range().strip() == "Hello"


def test_what_was_typed_into_a_form_is_still_there() -> None:
    made = document()
    drawn = made.make_stream(
        b"BT /F1 12 Tf 2 4 Td (Typed) Tj ET",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 100, 20],
        Resources=made.pages[0].Resources,
    )
    field = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="name",
            V="Typed",
            Rect=[100, 600, 200, 620],
            AP=pikepdf.Dictionary(N=drawn),
            F=4,
        )
    )
    made.pages[0].obj.Annots = pikepdf.Array([field])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    page = pypdfium2.PdfDocument(kept("a.pdf", written(made)).content)[0]
    assert "Typed" in page.get_textpage().get_text_range()


def test_the_same_file_gives_the_same_bytes() -> None:
    content = written(document())
    assert kept("a.pdf", content).digest == kept("b.pdf", content).digest


def test_files_that_are_not_taken() -> None:
    locked = written(document(), encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refused("a.pdf", locked) == "locked"
    assert refused("a.pdf", b"%PDF-1.7 and then nothing") == "broken"
    assert refused("a.jpg", picture()[:60]) == "broken"
    assert refused("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64) == "broken"
    assert refused("a.jpg", b"") == "empty"
    assert refused("a.docx", b"PK\x03\x04") == "not-allowed"
    assert refused("a.svg", b"<svg onload=alert(1)>") == "not-allowed"
    assert refused("a.pdf", picture()) == "not-what-it-says"
    assert refused("a.png", picture()) == "not-what-it-says"
    assert refused("a.jpg", b"\0" * (intake.MOST_BYTES + 1)) == "too-large"


def test_a_picture_that_swells_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    assert refused("a.png", out.getvalue()) == "too-big-inside"


def test_a_document_of_too_many_pages() -> None:
    made = pikepdf.new()
    for _ in range(301):
        made.add_blank_page(page_size=(10, 10))
    assert refused("a.pdf", written(made)) == "too-many-pages"


def test_a_document_that_leads_in_circles_ends() -> None:
    made = document()
    form = made.make_stream(
        b"/X Do",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 9, 9],
    )
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
    made.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
    assert kept("a.pdf", written(made)).content


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\photos\\a.jpg", "a.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b\n.jpg", "ab.jpg"),
        ("  .jpg", "file.jpg"),
        (
            "\u05e4\u05e1\u05e7 \u05d3\u05d9\u05df 😀.pdf",
            "\u05e4\u05e1\u05e7 \u05d3\u05d9\u05df 😀.pdf",
        ),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_names_are_made_plain(typed: str, plain: str) -> None:
    assert plain_name(typed) == plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_says_what_to_do(language: str) -> None:
    words = in_language(language)
    codes = [
        "empty",
        "too-large",
        "not-allowed",
        "not-what-it-says",
        "broken",
        "locked",
        "too-big-inside",
        "too-many-pages",
        "too-heavy",
        "too-many-files",
        "too-much",
    ]
    for code in codes:
        assert "a.pdf" in intake.said(words, Faulty(code, "a.pdf"))
