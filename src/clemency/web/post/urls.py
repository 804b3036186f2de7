"""Addresses of letters."""

from __future__ import annotations

from django.urls import path

from clemency.web.post.views import desk, mine

app_name = "post"

urlpatterns = [
    path("", desk.queue, name="queue"),
    path("matter/<str:number>/", desk.of_matter, name="matter"),
    path("<int:pk>/", desk.letter, name="letter"),
    path("<int:pk>/do", desk.act, name="act"),
    path("<int:pk>/page", desk.twin, name="page"),
    path("<int:pk>/letter.pdf", desk.pdf, name="pdf"),
    path("<int:pk>/decision.pdf", desk.decision, name="decision"),
    path("my/<str:number>/", mine.letters, name="mine"),
    path("my/<str:number>/<int:pk>/", mine.letter, name="my_letter"),
    path("my/<str:number>/<int:pk>/letter.pdf", mine.pdf, name="my_pdf"),
    path("my/<str:number>/<int:pk>/decision.pdf", mine.decision, name="my_decision"),
    path("my/<str:number>/paper/<str:which>/", mine.paper, name="paper"),
    path("my/<str:number>/paper/<str:which>.pdf", mine.paper_pdf, name="paper_pdf"),
]
