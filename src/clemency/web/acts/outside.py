"""The door for an agency that was sent a link: no account, one question, one answer."""

from __future__ import annotations

from django.urls import URLPattern, path

from clemency.web.acts.views import answer

app_name = "answer"

urlpatterns: list[URLPattern] = [
    path("<str:secret>/", answer.answer, name="answer"),
    path("<str:secret>/thanks/", answer.thanks, name="thanks"),
]
