"""Addresses of the public's pages."""

from __future__ import annotations

from django.urls import path

from clemency.web.register import views

app_name = "register"

urlpatterns = [path("", views.home, name="home")]
