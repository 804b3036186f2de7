"""Who is concerned, who files, how they are reached; and texts that the form asks for itself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from clemency.web.application import WAYS_TO_TELL
from clemency.web.office import clerk
from clemency.web.pages import language_of, words_of
from clemency.web.petition import answers, compose, drafts, plain, portals
from clemency.web.petition.drafts import Content, Open, writes
from clemency.web.petition.views import common
from clemency.web.petition.views.common import EXAMPLE, Fault, page, seen, went_on

PERSON = ("name", "identity", "born_on", "address", "telephone", "email", "held_at")
FILER = ("name", "identity", "address", "telephone", "email")
LONG = ("address", "held_at")
MOST = 5000  # characters of a text


def fields(draft: Open, who: str) -> tuple[str, ...]:
    """What is asked of somebody, in order."""
    if who == "filer":
        return (*FILER, "licence") if draft.door == "counsel" else FILER
    extra = portals.portal_of(clerk().pack).extra
    return (PERSON[0], *(name for name in extra if name == "parent"), *PERSON[1:])


@writes
def about(request: HttpRequest, draft: Open, who: str) -> HttpResponse:
    """One person. Only the name is needed; the rest helps to find the right records."""
    if who not in ("person", "filer") or (who == "filer" and not draft.for_another):
        raise Http404
    names = fields(draft, who)
    told = (who == "filer") == draft.for_another  # whoever is written to
    faults: list[Fault] = []
    changed = ""
    if request.method == "POST":
        table, faults = _read(request, names)
        by = request.POST.get("tell_by", "")
        if told and by not in WAYS_TO_TELL:
            faults.append(("tell_by", words_of(request).say("petition.about.tell_by_missing")))
        if told and by == "email" and not table.get("email"):
            faults.append(("email", words_of(request).say("petition.about.email_missing")))
        if not faults:
            cleaned = any(plain.hidden(request.POST.get(name, "")) for name in names)

            def do(content: Content) -> None:
                content[who] = table
                content["cleaned"] = cleaned
                if told:
                    content["tell_by"] = by
                compose.settle(content)

            found = drafts.change(draft, do, part=_part(who), was=common.was(request))
            if found is None:
                return went_on(request, draft, _after(draft, who))
            draft = drafts.find(request, draft.id) or draft
            now = found.now[0] if isinstance(found.now, list) else {}
            changed = common.conflict(
                request, found, ", ".join(map(str, filter(None, now.values())))
            )
    return page(
        request,
        "about",
        draft,
        who=who,
        names=names,
        long=LONG,
        typed=_typed(request, draft, who, names),
        told=told,
        ways=WAYS_TO_TELL,
        tell_by=request.POST.get("tell_by") or draft.content["tell_by"],
        faults=faults,
        wrong=dict(faults),
        was=seen(_part(who)(draft.content)),
        changed=changed,
        before=common.to_tasks(draft),
    )


def _part(who: str) -> Any:
    return lambda content: [content[who], content["tell_by"]]


def _after(draft: Open, who: str) -> str:
    if draft.content.get("cleaned"):
        return reverse("petition:about", args=[draft.id, who]) + "?cleaned=1"
    return common.to_tasks(draft)


def _typed(request: HttpRequest, draft: Open, who: str, names: tuple[str, ...]) -> dict[str, Any]:
    """What stands in the boxes; of the day of birth, its three parts."""
    given = request.POST if request.method == "POST" else draft.content[who]
    found: dict[str, Any] = {name: given.get(name, "") for name in names}
    if "born_on" in names:
        if request.method == "POST":
            parts = tuple(request.POST.get(f"born_on-{part}", "") for part in _DAY)
        else:
            stored = str(given.get("born_on") or "")
            parts = tuple(str(int(one)) for one in reversed(stored.split("-"))) if stored else ()
        found["born_on"] = parts or ("", "", "")
    return found


_DAY = ("day", "month", "year")


def _read(request: HttpRequest, names: tuple[str, ...]) -> tuple[dict[str, Any], list[Fault]]:
    say, faults = words_of(request).say, list[Fault]()
    table: dict[str, Any] = {}
    for name in names:
        if name == "born_on":
            continue
        typed = request.POST.get(name, "")
        most = plain.ADDRESS if name in LONG else plain.LINE
        table[name] = plain.lines(typed, most) if name in LONG else plain.line(typed, most)
        if len(typed.strip()) > most:
            faults.append((name, say("petition.story.too_long", most=most)))
    if not table.get("name"):
        faults.append(("name", say("petition.about.name_missing")))
    if table.get("email") and not _address(table["email"]):
        faults.append(("email", say("petition.about.email_wrong", example=EXAMPLE)))
    parts = [request.POST.get(f"born_on-{part}", "") for part in _DAY]
    if "born_on" in names and any(part.strip() for part in parts):
        read = answers.read_day(*parts)
        if not read.error and not isinstance(read.value, str):
            read = answers.Read(error="day_whole")
        if read.error or date_later(read.value):
            error = read.error or "born_later"
            faults.append(("born_on", say(f"petition.answer.{error}")))
        else:
            table["born_on"] = read.value
    return table, faults


def date_later(value: Any) -> bool:
    """Whether a day lies after today."""
    return str(value) > clerk().today().isoformat()


def _address(typed: str) -> bool:
    name, at, host = typed.rpartition("@")
    return bool(name and at and "." in host and typed.isprintable() and " " not in typed)


@writes
def text(request: HttpRequest, draft: Open, which: str) -> HttpResponse:
    """A text that the form asks for itself."""
    own = next((one for one in portals.portal_of(clerk().pack).texts if one.id == which), None)
    if own is None:
        raise Http404
    typed = request.POST.get("text", draft.content["texts"].get(which, ""))
    faults: list[Fault] = []
    changed = ""
    if request.method == "POST":
        if len(typed.replace("\r\n", "\n")) > MOST:
            faults = [("text", words_of(request).say("petition.story.too_long", most=MOST))]
        else:

            def do(content: Content) -> None:
                content["texts"][which] = plain.lines(typed, MOST)

            found = drafts.change(draft, do, part=_text(which), was=common.was(request))
            if found is None:
                return went_on(request, draft, common.to_tasks(draft))
            draft = drafts.find(request, draft.id) or draft
            changed = common.conflict(request, found, found.now or "")
    language = language_of(request)
    return page(
        request,
        "text",
        draft,
        title=compose.in_reader(own.title, language),
        hint=compose.in_reader(own.hint, language) if own.hint else "",
        typed=typed,
        most=MOST,
        faults=faults,
        was=seen(_text(which)(draft.content)),
        changed=changed,
        before=common.to_tasks(draft),
    )


def _text(which: str) -> Any:
    return lambda content: content["texts"].get(which, "")
