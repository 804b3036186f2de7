"""How a sheet leaves the server: as a page of its own, or as a file."""

from __future__ import annotations

from django.http import HttpResponse

from clemency.letters.post import Sheet, as_html, as_pdf
from clemency.letters.post.html import style_digest

FRAMED = {"style-src": [style_digest()], "script-src": ["'none'"]}


def page(sheet: Sheet) -> HttpResponse:
    """The twin for screens. It carries its own style, and the policy allows that style alone."""
    response = HttpResponse(as_html(sheet))
    response._csp_replace = FRAMED  # type: ignore[attr-defined]
    return response


def file(sheet: Sheet, record: bytes | None, name: str) -> HttpResponse:
    """The PDF."""
    response = HttpResponse(as_pdf(sheet, record), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
