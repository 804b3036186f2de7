"""Addresses of this part of the office."""

from __future__ import annotations

from django.urls import URLPattern, path

from clemency.web.acts.views import act, brief, chase, conflicts, opinions

app_name = "acts"

urlpatterns: list[URLPattern] = [
    path("opinions/", opinions.everywhere, name="opinions"),
    path("opinions/chase/", chase.chase, name="chase"),
    path("opinions/chased/", chase.chased, name="chased"),
    path("signing/", act.signing, name="signing"),
    path("<str:number>/acts/<str:act>/", act.act, name="act"),
    path("<str:number>/acts/<str:act>/confirm/", act.confirm, name="confirm"),
    path("<str:number>/acts/<str:act>/sign/", act.sign, name="sign"),
    path("<str:number>/done/<int:kept>/", act.done, name="done"),
    path("<str:number>/opinions/", opinions.board, name="board"),
    path("<str:number>/opinions/<str:office>/link/", opinions.link, name="link"),
    path("<str:number>/opinions/links/<int:pk>/take-back/", opinions.unlink, name="unlink"),
    path("<str:number>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("<str:number>/brief/", brief.brief, name="brief"),
]
