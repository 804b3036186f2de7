"""A letter goes out: made, handed on, and written down as far as it came.

Each letter is taken by one worker at a time. Whoever takes it says so before anything leaves the
house: if a worker dies in between, nobody sends it a second time by guess; a person looks.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from clemency.clerk.trouble import Trouble
from clemency.letters.notices import BadLetter
from clemency.letters.post import NotSet, as_html
from clemency.web.jobs.log import note, noted
from clemency.web.jobs.reaper import delay
from clemency.web.office import clerk
from clemency.web.post.links import answering_link
from clemency.web.post.making import Made, make
from clemency.web.post.models import (
    BOUNCED,
    DESK,
    DROPPED,
    EMAIL,
    FAILED,
    GONE_OUT,
    HELD,
    MAKING,
    PAPER,
    POST,
    SENT,
    UNCLEAR,
    UNFILLED,
    WAITING,
    Letter,
)
from clemency.web.post.plain import text_of
from clemency.web.words import in_language

STUCK = timedelta(minutes=10)
AT_ONCE = 200  # letters set on their way by one tick


@task()
def send(letter: int) -> None:
    """Sends one letter, by its number. Doing it again sends nothing again."""
    deliver(letter)


def go_on() -> int:
    """Sets on their way the letters that nothing holds any more; how many.

    A letter that waits for another stays until that one has gone, or it was decided that it does
    not go.
    """
    now = timezone.now()
    stuck = Letter.objects.filter(state=MAKING, changed_at__lt=now - STUCK)
    stuck.update(state=HELD, reason=UNCLEAR)
    due = Q(next_at__isnull=True) | Q(next_at__lte=now)
    started = 0
    for one in Letter.objects.filter(due, state=WAITING).order_by("seq", "place")[:AT_ONCE]:
        if _free(one):
            Letter.objects.filter(pk=one.pk, state=WAITING).update(next_at=now + STUCK)
            send.enqueue(one.pk)
            started += 1
    return started


def _free(letter: Letter) -> bool:
    """Whether nobody is left who is to be told before."""
    if not letter.after:
        return True
    first = Letter.objects.filter(seq=letter.seq, who=letter.after, place__lt=letter.place)
    return not first.exclude(state__in=(*GONE_OUT, DROPPED)).exists()


def deliver(pk: int) -> str | None:
    """Sends one letter now; the state it came to, None where there was nothing to do."""
    letter = Letter.objects.filter(pk=pk).first()
    if letter is None or letter.state != WAITING or not _free(letter):
        return None
    taken = Letter.objects.filter(pk=pk, state=WAITING).update(
        state=MAKING, changed_at=timezone.now()
    )
    if not taken:
        return None  # another worker has it
    letter.refresh_from_db()
    letter.made_on = letter.made_on or clerk().today()
    try:
        made = make(letter)
        pdf = made.pdf()
    except BadLetter as error:
        note(f"letter {letter.letter}", error)
        return _came_to(letter, HELD, UNFILLED)
    except (Trouble, NotSet) as error:
        note(f"letter {letter.letter}", error)
        return _again(letter)
    letter.digest = sha256(pdf).hexdigest()
    return _hand_on(letter, made, pdf)


def _hand_on(letter: Letter, made: Made, pdf: bytes) -> str:
    """The letter leaves the house; or lies ready on paper, on a desk, in the portal."""
    letter.reader = made.address.reader
    if letter.channel == EMAIL and not made.address.emails:
        letter.channel = POST  # the address has gone since: nobody is left without their letter
    if letter.channel == POST:
        return _came_to(letter, PAPER)
    if letter.channel == EMAIL:
        try:
            _mail(letter, made, pdf)
        except SMTPRecipientsRefused as error:
            note("mail", error)
            return _came_to(letter, BOUNCED)
        except (SMTPException, OSError) as error:
            note("mail", error)
            return _again(letter)
    elif letter.channel == DESK:
        with noted("mail"):  # it lies on the desk, whether or not the mail says so
            _mail(letter, made, pdf)
    letter.sent_at = timezone.now()
    return _came_to(letter, SENT)


def _came_to(letter: Letter, state: str, reason: str = "") -> str:
    letter.state, letter.reason = state, reason
    letter.save()
    if state in GONE_OUT:
        with noted("letters: those that waited"):
            go_on()
    return state


def _again(letter: Letter) -> str:
    """Tried again later; given up after some hours, and then a person sees it among the failed."""
    letter.tries += 1
    wait = delay(letter.tries)
    if wait is None:
        return _came_to(letter, FAILED)
    letter.next_at = timezone.now() + wait
    return _came_to(letter, WAITING)


def _mail(letter: Letter, made: Made, pdf: bytes) -> None:
    """One mail to each address: the text, the page, the PDF, and the decision where there is one.

    An office is only told that something lies on its desk: what it is stays inside.
    """
    words = in_language(letter.language)
    number = words.reference(letter.number)
    subject = words.say("post.mail.subject", number=number)
    inside = letter.channel == DESK
    body = words.say("post.mail.desk", number=number) if inside else text_of(made.sheet)
    link = answering_link(letter)
    if link:
        body = "\n\n".join((body, words.say("post.mail.answer"), link))
    for address in made.address.emails:
        mail = EmailMultiAlternatives(
            _unmarked(subject), body, to=[address], headers={"X-Clemency-Letter": letter.name}
        )
        if not inside:
            mail.attach_alternative(as_html(made.sheet), "text/html")
            mail.attach(f"{letter.name}.pdf", pdf, "application/pdf")
            enclosed = made.enclosed_pdf()
            if enclosed is not None:
                mail.attach(f"{letter.name}-decision.pdf", enclosed, "application/pdf")
        mail.send()


def _unmarked(subject: str) -> str:
    """A subject line without marks of direction, which mail programs show as boxes."""
    return subject.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069")))
