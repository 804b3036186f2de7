"""Mail of this part of the office. A task holds the number of a draft, and no address or word."""

from __future__ import annotations

from dataclasses import dataclass
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
    if row is None or found is None or not found.content.get("remind"):
        return
    code = found.content["code"]
    with translation.override(language):
        link = f"{config().public_url.rstrip('/')}{reverse('petition:back')}?code={quote(code)}"
    mail = Mail(found.content["remind"], "petition.mail.code", language, row.person)
    mail.send(code=code, link=link)


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
    mail = Mail(sent.told.email, "petition.mail.received", language, row.matter)
    mail.send(number=row.number, link=link)


@dataclass(frozen=True)
class Mail:
    """A short message; the words of nobody but the office stand in it.

    whose  the reference under which it is forgotten
    """

    address: str
    key: str
    language: str
    whose: str

    def send(self, **params: str) -> None:
        """Hands it on."""
        words = in_language(self.language)
        subject = words.say(f"{self.key}.subject").translate(PLAIN)
        body = words.say(f"{self.key}.body", **params).translate(PLAIN)
        headers = {"X-Clemency-Letter": self.whose}
        EmailMessage(subject=subject, body=body, to=[self.address], headers=headers).send()
