"""Addresses of the public's pages."""

from __future__ import annotations

from django.urls import path

from clemency.web.register import views

app_name = "register"

urlpatterns = [
    path("", views.home, name="home"),
    path("procedure/", views.procedure, name="procedure"),
    path("procedure/map/", views.map_, name="map"),
    path("procedure/map/<int:sheet>.svg", views.picture, name="picture"),
    path("register/", views.list_, name="list"),
    path("register/legend/", views.legend, name="legend"),
    path("register/<str:number>/", views.entry, name="entry"),
    path("interventions/", views.interventions, name="interventions"),
]
