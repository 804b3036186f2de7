"""Addresses of asking: from the door to the receipt."""

from __future__ import annotations

from django.urls import path

from clemency.web.petition.views import (
    about,
    check,
    documents,
    keep,
    mandate,
    questions,
    review,
    start,
    story,
    tasks,
)

app_name = "petition"

urlpatterns = [
    path("", start.start, name="start"),
    path("support/", start.support, name="letter"),
    path("support/sent/", start.supported, name="supported"),
    path("enter/", start.enter, name="enter"),
    path("check/<slug:door>/", check.begin, name="begin"),
    path("check/<slug:door>/answer/", check.answer, name="answer"),
    path("check/<slug:door>/about/<str:path>/", check.ask, name="ask"),
    path("prepare/<slug:door>/", keep.prepare, name="prepare"),
    path("back/", keep.back, name="back"),
    path("agree/", mandate.agree, name="agree"),
    path("agree/<slug:verdict>/", mandate.agreed, name="agreed"),
    path("sent/<str:number>/", review.sent, name="sent"),
    path("d/<slug:draft>/", tasks.tasks, name="tasks"),
    path("d/<slug:draft>/place/", keep.place, name="place"),
    path("d/<slug:draft>/leave/", keep.leave, name="leave"),
    path("d/<slug:draft>/delete/", keep.delete, name="delete"),
    path("d/<slug:draft>/questions/", questions.questions, name="questions"),
    path("d/<slug:draft>/question/<str:path>/", questions.ask, name="question"),
    path("d/<slug:draft>/list/<str:path>/", questions.rows, name="rows"),
    path("d/<slug:draft>/list/<str:path>/<slug:which>/", questions.row, name="row"),
    path("d/<slug:draft>/halt/", review.halt, name="halt"),
    path("d/<slug:draft>/about/<slug:who>/", about.about, name="about"),
    path("d/<slug:draft>/text/<slug:which>/", about.text, name="text"),
    path("d/<slug:draft>/story/", story.story, name="story"),
    path("d/<slug:draft>/documents/", documents.documents, name="documents"),
    path("d/<slug:draft>/documents/<slug:what>/", documents.document, name="document"),
    path("d/<slug:draft>/mandate/", mandate.mandate, name="mandate"),
    path("d/<slug:draft>/mandate/given/", mandate.given, name="mandate_given"),
    path("d/<slug:draft>/check/", review.check, name="check"),
    path("d/<slug:draft>/send/", review.send, name="send"),
]
