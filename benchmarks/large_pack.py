"""A pack of two hundred rules in three languages, written by a loop: what loading is measured on.

As long and as varied as a real one: each rule cites, speaks, answers and points elsewhere; the
facts are asked and explained; the acts need rules, tell people and run clocks. No country has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

RULES = 200
PARTS = 25  # of the imaginary law; each has four facts and eight rules
LANGUAGES = ("en", "he", "ar")

# By kind of sentence: the same in the three languages. {n} is the section of the law.
WORDS: Mapping[str, tuple[str, str, str]] = {
    "ask": (
        "What does the file say on section {n} of the law?",
        "מה נאמר בתיק לעניין סעיף {n} לחוק?",
        "ماذا يرد في الملف بشأن المادة {n} من القانون؟",
    ),
    "why": (
        "Section {n} decides whether the petition can be taken up now, later or not at all.",
        "סעיף {n} קובע אם אפשר לדון בבקשה עכשיו, מאוחר יותר או כלל לא.",
        "تحدد المادة {n} ما إذا كان يمكن النظر في الطلب الآن أو لاحقًا أو لا يمكن إطلاقًا.",
    ),
    "label": ("Answer {n}", "תשובה {n}", "الجواب {n}"),
    "says": (
        "Under section {n} a petition is taken up once the period has passed and nothing is owed.",
        "לפי סעיף {n} דנים בבקשה לאחר שחלפה התקופה ולא נותר חוב.",
        "بموجب المادة {n} يُنظر في الطلب بعد انقضاء المدة وسداد كل ما هو مستحق.",
    ),
    "else": (
        "What section {n} asks for is not met yet, so the petition cannot be taken up now.",
        "התנאי שבסעיף {n} עדיין לא התקיים, ולכן אי אפשר לדון בבקשה עכשיו.",
        "لم يتحقق بعد ما تشترطه المادة {n}، ولذلك لا يمكن النظر في الطلب الآن.",
    ),
    "instead": (
        "You may write again when section {n} is met, or ask the desk which paper is missing.",
        "אפשר לפנות שוב כשיתקיים סעיף {n}, או לשאול את המשרד איזה מסמך חסר.",
        "يمكن الكتابة مجددًا عند تحقق المادة {n}، أو سؤال المكتب عن الوثيقة الناقصة.",
    ),
    "title": ("Step {n} of the procedure", "שלב {n} בהליך", "الخطوة {n} من الإجراء"),
    "body": (
        "Your letter {number} of {received_on} was read under section {n}. The answer: {finding}",
        "מכתבך {number} מיום {received_on} נקרא לפי סעיף {n}. התשובה: {finding}",
        "قُرئت رسالتك {number} المؤرخة {received_on} بموجب المادة {n}. الجواب: {finding}",
    ),
}

# The shapes of the rules of one part, over its facts: d a day, k a choice, b yes or no, n a number.
SHAPES = (
    "years_after({years}, d{p}) <= today",
    "k{p} in ['first', 'second'] or (k{p} == 'third' and b{p})",
    "not any(c.kind == 'violence' and c.open for c in charges)",
    "all(years_after({years}, c.released_on) <= today for c in charges if c.released_on != none)",
    "n{p} <= limit_{q} and (b{p} or months_after(6, d{p}) <= today)",
    "count(c for c in charges if c.kind == 'theft') <= 2 or settled_{q}",
    "docket.filed_on == none or docket.filed_on >= date('20{p:02}-07-01') or b{p}",
    "(years_after(wait_{q}, d{p}) if k{p} == 'fourth' else days_after(30, d{p})) <= today",
)
ANSWERS = ("first", "second", "third", "fourth")


def files() -> Mapping[str, str]:
    """The pack's files by name."""
    made = {
        "pack.toml": _pack(),
        "facts.toml": "\n".join(_facts("en")),
        "rules.toml": "\n".join([*_figures("en"), *_rules("en")]),
        "offices.toml": "\n".join(_offices("en")),
        "acts.toml": "\n".join(_acts("en")),
        "letters.toml": "\n".join(_letters("en")),
        "sees.toml": '[default]\noffices = ["*"]\n[Received]\npetitioner = ["on", "channel"]\n',
    }
    for language in LANGUAGES[1:]:
        made[f"text/{language}.toml"] = "\n".join(_translation(language))
    return made


def _says(language: str, kind: str, section: int) -> str:
    text = WORDS[kind][LANGUAGES.index(language)]
    return '"' + text.replace("{n}", str(section)) + '"'


def _pack() -> str:
    return """
id        = "large"
name      = { en = "Two hundred rules", he = "מאתיים כללים", ar = "مئتا قاعدة" }
languages = ["en", "he", "ar"]
time_zone = "Europe/Prague"
weekend   = ["saturday", "sunday"]
holidays  = { known_until = 2027-12-31, days = [2026-12-24, 2026-12-25] }
leap_day  = "28-february"
version   = "2026.1"

[[source]]
id          = "Great Act"
title       = "Great Act of a country that does not exist"
verified_on = 2026-01-01
"""


# --- facts --------------------------------------------------------------------------------------

TYPES = {
    "d": '"date"',
    "b": '"yes-no"',
    "n": '"integer"',
    "k": '["first", "second", "third", "fourth"]',
}
FIELDS = {
    "kind": '["theft", "violence", "traffic"]',
    "open": '"yes-no"',
    "released_on": '"date"',
    "offence_on": '"date"',
}


def _facts(language: str) -> Iterator[str]:
    first = language == "en"
    for part in range(PARTS):
        for letter, type_ in TYPES.items():
            yield f"[fact.{letter}{part}]"
            yield from [f"type = {type_}"] if first else []
            yield f"ask = {_says(language, 'ask', part)}"
            yield f"why = {_says(language, 'why', part)}"
            if letter == "k":
                yield from _labels(language, f"fact.k{part}", ANSWERS)
    yield "[record.charge]"
    yield from ['plural = "charges"'] if first else []
    yield f"ask = {_says(language, 'ask', 100)}"
    for place, (name, type_) in enumerate(FIELDS.items()):
        yield f"[record.charge.{name}]"
        yield from [f"type = {type_}"] if first else []
        yield from ["may_be_none = true"] if first and name == "released_on" else []
        yield f"ask = {_says(language, 'ask', 101 + place)}"
        if name == "kind":
            yield from _labels(language, "record.charge.kind", ("theft", "violence", "traffic"))


def _labels(language: str, where: str, answers: tuple[str, ...]) -> Iterator[str]:
    yield f"[{where}.labels]"
    for place, answer in enumerate(answers):
        yield f"{answer} = {_says(language, 'label', place)}"


# --- rules --------------------------------------------------------------------------------------


def _figures(language: str) -> Iterator[str]:
    """Ten parameters and ten definitions."""
    first = language == "en"
    for place in range(5):
        for name, value in ((f"limit_{place}", 3 + place), (f"wait_{place}", 2 + place)):
            yield f"[parameter.{name}]"
            if first:
                yield f'type = "integer"\ncite = "Great Act s {place}"'
                yield "values = ["
                yield f"  {{ from = 1990-01-01, is = {value} }}, {{ from = 2024-07-01, is = 2 }},"
                yield "]"
            yield f"says = {_says(language, 'says', place)}"
        yield f"[define.settled_{place}]"
        yield from [f'is = "b{place} and not any(c.open for c in charges)"'] if first else []
        yield f"says = {_says(language, 'says', place)}"


def _rules(language: str) -> Iterator[str]:
    first = language == "en"
    for place in range(RULES):
        part, shape = place % PARTS, SHAPES[place // PARTS]
        yield "[[rule]]" if first else f"[rule.r{place}]"
        if first:
            holds = shape.format(p=part, q=part % 5, years=1 + part % 9)
            force = "policy" if part % 5 == 4 else "statute"
            yield f'id = "r{place}"\ncite = "Great Act s {place}({part})"\nsince = 1990-01-01'
            yield f'force = "{force}"\nholds = "{holds}"\nfailing = "refuse"'
            yield from ['override_by = ["office_1"]'] if force == "policy" else []
        for key in ("says", "else", "instead"):
            yield f"{key} = {_says(language, key, place)}"


# --- procedure ----------------------------------------------------------------------------------

KINDS = ("Received", "PetitionOpened", "OpinionAsked", "Denied", "Countersigned")


def _offices(language: str) -> Iterator[str]:
    for place in range(10):
        yield f"[office.office_{place}]\ntitle = {_says(language, 'title', place)}"


def _acts(language: str) -> Iterator[str]:
    for place in range(20):
        if language == "en":
            needs = str([f"r{place * 10 + step}" for step in range(10)]).replace("'", '"')
            yield f'[[act]]\nid = "act-{place}"\nby = ["office_{place % 10}"]\nneeds = {needs}'
            yield f'when = "docket.decided_on == none or b{place}"\nwrites = "{KINDS[place % 5]}"'
            yield f'tells = [{{ who = "petitioner", letter = "letter-{place % 10}" }}]'
            yield f'clock = {{ id = "clock-{place}", days = {10 + place}, working = true }}'
        else:
            yield f"[act.act-{place}]"
        yield f"title = {_says(language, 'title', place)}"


def _letters(language: str) -> Iterator[str]:
    for place in range(10):
        yield f"[letter.letter-{place}]\nsubject = {_says(language, 'title', place)}"
        yield f"body = {_says(language, 'body', place)}"


def _translation(language: str) -> Iterator[str]:
    for part in (_facts, _figures, _rules, _offices, _acts, _letters):
        yield from part(language)
