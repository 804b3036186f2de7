"""Addresses of what an account can do here beside allauth's own pages."""

from __future__ import annotations

from django.urls import path

from clemency.web.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("login/", views.login, name="login"),  # stands before allauth's own, at the same address
    path("arrived/", views.arrived, name="arrived"),
    path("seat/", views.take_seat, name="seat"),
    path("invited/<str:token>/", views.invited, name="invited"),
    path("demonstration/", views.as_somebody, name="as_somebody"),
]
