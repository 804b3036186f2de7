"""Addresses of whoever asked, once something is on the docket."""

from __future__ import annotations

from django.urls import path

from clemency.web.tracker.views import coming, ending, papers, people, request, talk

app_name = "tracker"

urlpatterns = [
    path("", coming.home, name="home"),
    path("code/", coming.by_code, name="code"),
    path("link/", coming.ask_link, name="link"),
    path("by/<str:token>/", coming.by_mail, name="by_link"),
    path("keep/", coming.keep, name="keep"),
    path("clients/", coming.clients, name="clients"),
    path("<str:number>/", request.matter, name="matter"),
    path("<str:number>/map/<int:sheet>.svg", request.picture, name="picture"),
    path("<str:number>/decision/", request.decision, name="decision"),
    path("<str:number>/text/<int:seq>/<int:place>/", request.text, name="text"),
    path("<str:number>/information/", papers.information, name="information"),
    path("<str:number>/information/<str:code>/", papers.reply, name="reply"),
    path("<str:number>/add/", papers.add, name="add"),
    path("<str:number>/messages/", talk.thread, name="messages"),
    path("<str:number>/people/", people.people, name="people"),
    path("<str:number>/withdraw/", ending.withdraw, name="withdraw"),
    path("<str:number>/withdraw/confirm/", ending.confirm, name="confirm"),
    path("<str:number>/again/", ending.ask_again, name="again"),
]
