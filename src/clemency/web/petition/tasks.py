"""Mail of this part of the office. A task holds the number of a draft, and no address or word."""

from __future__ import annotations

from urllib.parse import quote

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from clemency.web.application import Application
from clemency.web.config import config
from clemency.web.office import clerk
from clemency.web.petition import drafts, sending
from clemency.web.petition.models import SENT, Draft
from clemency.web.words import in_language

PLAIN = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


@task()
def mail_code(draft: str, language: str) -> None:
    """The way back to a draft, to the address that was given for it."""
    row = Draft.objects.filter(pk=draft).first()
    found = drafts.opened(row) if row is not None else None
    if found is None or not found.content.get("remind"):
        return
    code = found.content["code"]
    with translation.override(language):
        link = f"{config().public_url.rstrip('/')}{reverse('petition:back')}?code={quote(code)}"
    _mail(found.content["remind"], "petition.mail.code", language, code=code, link=link)


@task()
def mail_received(draft: str) -> None:
    """That a request arrived, and its number: to whoever sent it and gave an address."""
    row = Draft.objects.filter(pk=draft, state=SENT).first()
    if row is None:
        return
    sent = sending.of_matter(clerk().matter(row.matter))
    if not isinstance(sent, Application) or not sent.told.email:
        return
    language = row.language
    with translation.override(language):
        link = f"{config().public_url.rstrip('/')}{reverse('petition:back')}"
    _mail(sent.told.email, "petition.mail.received", language, number=row.number, link=link)


def _mail(address: str, key: str, language: str, **params: str) -> None:
    """A short message; the words of nobody but the office stand in it."""
    words = in_language(language)
    subject = words.say(f"{key}.subject").translate(PLAIN)
    body = words.say(f"{key}.body", **params).translate(PLAIN)
    EmailMessage(subject=subject, body=body, to=[address]).send()
