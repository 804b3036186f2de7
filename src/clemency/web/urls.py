"""Addresses. Every page for people carries its language: /en/, /he/, /ar/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from clemency.web import home, styleguide
from clemency.web.config import config

handler400 = "clemency.web.errors.bad_request"
handler403 = "clemency.web.errors.not_allowed"
handler404 = "clemency.web.errors.not_found"
handler500 = "clemency.web.errors.our_mistake"

urlpatterns = [
    path("", home.to_a_language, name="front"),
    path("health", home.health, name="health"),
    path("ready", home.ready, name="ready"),
    *([path("", include("allauth.idp.urls"))] if config().provider else []),
    *i18n_patterns(
        path("", include("clemency.web.register.urls")),
        path("ask/", include("clemency.web.petition.urls")),
        path("answer/", include("clemency.web.acts.outside")),
        path("my/", include("clemency.web.tracker.urls")),
        path("desk/", include("clemency.web.workbench.urls")),
        path("desk/", include("clemency.web.acts.urls")),
        path("desk/", include("clemency.web.lists.urls")),
        path("letters/", include("clemency.web.post.urls")),
        path("account/", include("clemency.web.accounts.urls")),
        path("account/", include("allauth.urls")),
        path("styleguide", styleguide.styleguide, name="styleguide"),
        prefix_default_language=True,
    ),
]
