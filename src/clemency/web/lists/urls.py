"""Addresses of this part of the office."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "lists"

urlpatterns: list[URLPattern] = []
