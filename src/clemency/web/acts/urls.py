"""Addresses of this part of the office."""

from __future__ import annotations

from django.urls import URLPattern, path

from clemency.web.acts.views import act

app_name = "acts"

urlpatterns: list[URLPattern] = [
    path("signing", act.signing, name="signing"),
    path("<str:number>/acts/<str:act>", act.act, name="act"),
    path("<str:number>/acts/<str:act>/confirm", act.confirm, name="confirm"),
    path("<str:number>/acts/<str:act>/sign", act.sign, name="sign"),
    path("<str:number>/done/<int:kept>", act.done, name="done"),
]
