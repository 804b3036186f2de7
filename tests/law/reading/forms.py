"""A docket in miniature: a few facts and kinds of entries, enough to read packs against."""

from __future__ import annotations

from clemency.law.types import (
    BOOL,
    DAY,
    INT,
    TEXT,
    EntryForm,
    Forms,
    Optional,
    RecordType,
    RowsOf,
    Vocabulary,
)

OPINION = RecordType(
    "docket.opinion",
    "docket.opinions",
    {"office": TEXT, "asked_on": Optional(DAY), "late": BOOL},
)

FORMS = Forms(
    vocabulary=Vocabulary(
        {
            "docket.received_on": Optional(DAY),
            "docket.petition_on": Optional(DAY),
            "docket.filed_on": Optional(DAY),
            "docket.in_public_office": BOOL,
            "docket.opinions": RowsOf("docket.opinion"),
        },
        {"docket.opinion": OPINION},
    ),
    kinds={
        "Received": EntryForm("Received", {"channel": Optional(TEXT), "in_public_office": BOOL}),
        "PetitionOpened": EntryForm("PetitionOpened", {"filed_on": Optional(DAY), "persons": INT}),
        "OpinionAsked": EntryForm(
            "OpinionAsked", {"of": TEXT, "question": Optional(TEXT)}, needed=frozenset({"of"})
        ),
        "Advised": EntryForm(
            "Advised",
            {"stage": TEXT, "of": Optional(TEXT)},
            frozenset({"stage"}),
            frozenset({"stage"}),
        ),
        "Lapsed": EntryForm("Lapsed", {}),
    },
)
