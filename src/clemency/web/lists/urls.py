"""Addresses of this part of the office."""

from __future__ import annotations

from django.urls import path

from clemency.web.lists import views

app_name = "lists"

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/keep/", views.keep, name="keep"),
    path("search/drop/<int:pk>/", views.drop, name="drop"),
]
