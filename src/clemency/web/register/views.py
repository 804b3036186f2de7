"""What everybody may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from clemency.web.access import everybody
from clemency.web.pages import render


@everybody
def home(request: HttpRequest) -> HttpResponse:
    """The procedure, as the pack has it."""
    return render(request, "register/home.html")
