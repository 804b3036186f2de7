"""How somebody outside is reached, and finds the way back: by the address that they gave.

An address lies sealed in what they sent. Of each key only a keyed hash of it is kept, to find the
key again when somebody types the address.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from clemency.clerk.vault import Forgotten
from clemency.web import pages
from clemency.web.accounts.mails import with_bare
from clemency.web.accounts.models import MatterKey
from clemency.web.application import Application, Letter, from_words
from clemency.web.config import config
from clemency.web.mailing import ABOUT
from clemency.web.office import clerk
from clemency.web.words import in_language

SALT = "clemency way back"
MINUTES = 60  # how long a mailed link opens
SECONDS_A_MINUTE = 60


def digest(address: str) -> str:
    """What is kept of an address."""
    plain = address.strip().lower().encode()
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"address\x00" + plain, hashlib.sha256).hexdigest()


def address_of(key: MatterKey) -> str:
    """The e-mail address of whoever holds a key; "" where none is known."""
    sent = _sent(key.matter)
    found = ""
    if isinstance(sent, Application):
        if key.audience == "petitioner":
            found = sent.person.email
        elif key.audience in ("counsel", "relative") and sent.filer is not None:
            found = sent.filer.email
    elif isinstance(sent, Letter) and key.audience == "sender":
        found = sent.sender.get("email", "")
    return found or (key.user.email if key.user_id and key.user is not None else "")


def _sent(ref: str) -> Application | Letter | None:
    office = clerk()
    for entry in office.matter(ref).entries:
        for commitment in entry.texts.values():
            words = office.text(ref, commitment)
            made = None if isinstance(words, Forgotten) else from_words(words)
            if isinstance(made, Application | Letter):
                return made
        if entry.kind == "PetitionOpened":
            break
    return None


def note(matter: str) -> None:
    """Keeps of each new key the hash of its holder's address. Called after a matter was written."""
    for key in MatterKey.objects.filter(matter=matter, address="").select_related("user"):
        address = address_of(key)
        if address:
            MatterKey.objects.filter(pk=key.pk).update(address=digest(address))


# --- a link by mail -------------------------------------------------------------------------------


@task()
def send_link(hashed: str, language: str) -> None:
    """Mails a way back to everybody whose address has this hash. The task holds no address."""
    today = clerk().today()
    keys = [
        key
        for key in MatterKey.objects.filter(address=hashed).select_related("user")
        if key.fits(today)
    ]
    address = next((found for key in keys if digest(found := address_of(key)) == hashed), "")
    if not address:
        return
    token = signing.dumps([key.pk for key in keys], salt=SALT)
    words = in_language(language)
    with translation.override(language):
        link = f"{config().public_url.rstrip('/')}{reverse('tracker:by_link', args=[token])}"
    mail(keys[0], address, language, "link", {"link": link}, minutes=words.number(MINUTES))


def mail(
    key: MatterKey, address: str, language: str, what: str, bare: dict[str, str], **params: str
) -> None:
    """One message, in the reader's language. It says nothing of what a matter is about.

    bare  what is to be copied: a link, a number
    """
    words = in_language(language)
    office = pages.title(words)
    subject = words.say(f"tracker.mail.{what}.subject", office=office)
    body = with_bare(words, f"tracker.mail.{what}.body", bare, office=office, **params)
    about = {ABOUT: key.matter}  # what is kept of it in a file goes when the matter's person does
    EmailMessage(subject, f"{body}\n\n{office}\n", None, [address], headers=about).send()


def keys_by_link(token: str) -> list[MatterKey]:
    """The keys that a mailed link hands over; none where it is too old or was never ours."""
    try:
        numbers = signing.loads(token, salt=SALT, max_age=MINUTES * SECONDS_A_MINUTE)
    except signing.BadSignature:
        return []
    today = clerk().today()
    return [key for key in MatterKey.objects.filter(pk__in=numbers) if key.fits(today)]
