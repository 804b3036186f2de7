"""A page is a template, the reader's words, and what its view hands over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language
from jinja2 import Environment, Undefined
from jinja2.loaders import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

from clemency.letters.speech import Speaker
from clemency.letters.words import LANGUAGES, RIGHT_TO_LEFT
from clemency.web import navigation, once
from clemency.web.config import config
from clemency.web.office import clerk
from clemency.web.words import Words, in_language

OWN_NAMES = {"en": "English", "he": "עברית", "ar": "العربية"}


class Careful(Undefined):
    """A name that a view forgot is an error; a key that a macro's parameters lack is absent."""

    __slots__ = ()

    def _absent(self) -> None:
        """Raises UndefinedError unless it is something that may be missing."""
        read_bare = self._undefined_name in ("undefined", "null", "caller")  # by the macros
        if not read_bare and not isinstance(self._undefined_obj, Mapping):
            self._fail_with_undefined_error()

    def __bool__(self) -> bool:
        self._absent()
        return False

    def __str__(self) -> str:
        self._absent()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._absent()
        return iter(())

    def __len__(self) -> int:
        self._absent()
        return 0

    def __eq__(self, other: object) -> bool:
        self._absent()
        return type(other) is type(self)

    __hash__ = Undefined.__hash__


def environment(**options: Any) -> Environment:
    """Jinja2 as Django asks for it."""
    options.setdefault("undefined", Careful)
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    loader = options.pop("loader")
    made = Environment(
        **options,
        loader=ChoiceLoader([loader, macros]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        static=static, url=url, url_or_none=url_or_none, num=num, name=name, freetext=freetext
    )
    return made


def render(request: HttpRequest, template: str, /, **context: Any) -> HttpResponse:
    """A page in the reader's language."""
    return HttpResponse(text(request, template, **context))


def text(request: HttpRequest, template: str, /, **context: Any) -> str:
    """The page as text."""
    return render_to_string(template, context, request, using="jinja2")


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """What every template finds, those of others too. A view must not use these names otherwise."""
    language = language_of(request)
    words = in_language(language)
    pack = clerk().pack
    seat = getattr(request, "seat", None)
    signed_in = request.user.is_authenticated if hasattr(request, "user") else False
    return {
        "t": words.say,
        "plural": words.plural,
        "words": words,
        "language": language,
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "other_languages": _other_languages(request, language),
        "speaker": Speaker(pack, language),
        "pack": pack,
        "office_title": title(words),
        "demo": config().demo,
        "debug": config().debug,
        "seat": seat,
        "signed_in": signed_in,
        "once_input": _hidden(once.FIELD, once.token()),
        "csrf_input": _csrf(request),
        "hidden": _hidden,
        "path": request.path,
        "today": clerk().today(),
        "nav": navigation.of(request, words),
        "search_url": url_or_none("lists:search") if seat else None,
        "foot_links": navigation.at_the_foot(words, signed_in),
        "messages": get_messages(request),
    }


def language_of(request: HttpRequest) -> str:
    """The language of the address, or the pack's first where it does not speak that one."""
    active = (get_language() or LANGUAGES[0])[:2]
    return active if active in languages() else languages()[0]


def languages() -> tuple[str, ...]:
    """The languages in which this office speaks: those of its pack that the program knows too."""
    spoken = tuple(one for one in clerk().pack.languages if one in LANGUAGES)
    return spoken or LANGUAGES[:1]


def words_of(request: HttpRequest) -> Words:
    """The words in which this request is answered."""
    return in_language(language_of(request))


def title(words: Words) -> str:
    """What the office is called. Where its folder only repeats the pack's name, an office of that
    name, in the reader's language."""
    given, pack = clerk().settings.title, clerk().pack
    names = {pack.texts.get("pack.name", language) for language in pack.languages}
    if given and given not in names | {pack.id}:
        return given
    named = pack.texts.get("pack.name", words.language) or pack.id
    return words.say("common.page.office", name=named)


def url(named: str, *args: Any, **kwargs: Any) -> str:
    """The address of a view. Raises NoReverseMatch, so that a page never shows a dead link."""
    return reverse(named, args=args or None, kwargs=kwargs or None)


def url_or_none(named: str, *args: Any, **kwargs: Any) -> str | None:
    """The same where a part of the office may not be there."""
    try:
        return url(named, *args, **kwargs)
    except NoReverseMatch:
        return None


def num(value: Any) -> Markup:
    """A number, date, reference or address, which runs from left to right in every language."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(_plain(value))


def name(value: Any) -> Markup:
    """Somebody's name: kept apart, so that it disturbs nothing around it."""
    return Markup("<bdi>{}</bdi>").format(_plain(value))


def freetext(value: Any) -> Markup:
    """What somebody wrote: in its own direction, paragraph by paragraph."""
    parts = [part.strip() for part in _plain(value).replace("\r\n", "\n").split("\n\n")]
    shown = [escape(part).replace("\n", Markup("<br>")) for part in parts if part]
    return Markup("").join(
        Markup('<p dir="auto" class="own-words">{}</p>').format(p) for p in shown
    )


_TRICKS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def _plain(value: Any) -> str:
    """Text without marks that could turn what stands around it: those are for us to set."""
    return str(value).translate(_TRICKS)


def _csrf(request: HttpRequest) -> Markup:
    return _hidden("csrfmiddlewaretoken", get_token(request))


def _hidden(field: str, value: Any) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(field, value)


def _other_languages(request: HttpRequest, language: str) -> list[tuple[str, str, str]]:
    """Each other language: its code, its own name, and this very page in it."""
    here = request.get_full_path()
    return [(code, OWN_NAMES[code], _in(code, here)) for code in languages() if code != language]


def _in(language: str, here: str) -> str:
    """This very address in another language: only its first part differs."""
    first, slash, rest = here[1:].partition("/")
    return f"/{language}{slash}{rest}" if first in LANGUAGES else translate_url(here, language)
