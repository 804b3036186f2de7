"""Addresses for those who answer by a link that was sent to them."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "answer"

urlpatterns: list[URLPattern] = []
