"""What can be written in a docket: the table of contents.

Entries are past tense. Their names and versions are for ever: a docket outlives the code that wrote
it. An entry holds yes or no, whole numbers, days, codes, commitments, lists of codes or of small
rows: never a name, never free text. `docs/reference/entries.md` is made from these declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clemency.docket.advice import (
    Advised,
    CourtAnswered,
    Endorsed,
    HearingHeld,
    HearingNoticed,
    OpinionAsked,
    OpinionChased,
    OpinionDispensedWith,
    OpinionReceived,
    OpinionSupplemented,
    ReferredToCourt,
    RiskAssessed,
    StoodAside,
    SubstituteNamed,
    VictimAsked,
    VictimDeclined,
    VictimHeard,
    Voted,
)
from clemency.docket.aftermath import (
    CertificateIssued,
    Closed,
    ConditionBreached,
    ConditionFulfilled,
    ConditionSet,
    Implemented,
    Lapsed,
    Reopened,
    Revoked,
)
from clemency.docket.decision import (
    CountersignatureWithheld,
    Countersigned,
    DeemedDenied,
    Deferred,
    Denied,
    Escalated,
    Granted,
    Resumed,
    Returned,
    TookEffect,
)
from clemency.docket.entry import Ballot, Commitment, Condition, Entry, Outcome
from clemency.docket.intake import (
    DeathRecorded,
    FactsRecorded,
    HandedOver,
    InformationAsked,
    InformationReceived,
    Linked,
    MandateRecorded,
    PetitionOpened,
    PetitionSupplemented,
    Received,
    Reclassified,
    RelationRecorded,
    Transferred,
    Withdrawn,
)
from clemency.docket.keeping import (
    Appointed,
    AppointmentEnded,
    Corrected,
    Erased,
    LookedAt,
    RuleOverridden,
    Waived,
)
from clemency.docket.outside import (
    CorrespondenceAnswered,
    Notified,
    OfficeStatementMade,
    Published,
    StatementRegistered,
)
from clemency.docket.stored import BadEntry, body, header, read

IN_ORDER: tuple[type[Entry], ...] = (
    # the way in
    Received,
    FactsRecorded,
    RelationRecorded,
    MandateRecorded,
    PetitionOpened,
    PetitionSupplemented,
    InformationAsked,
    InformationReceived,
    HandedOver,
    Transferred,
    Reclassified,
    Linked,
    Withdrawn,
    DeathRecorded,
    # people outside
    StatementRegistered,
    CorrespondenceAnswered,
    Published,
    OfficeStatementMade,
    Notified,
    # examination
    OpinionAsked,
    OpinionChased,
    OpinionReceived,
    OpinionSupplemented,
    OpinionDispensedWith,
    Advised,
    RiskAssessed,
    VictimAsked,
    VictimHeard,
    VictimDeclined,
    HearingNoticed,
    HearingHeld,
    Voted,
    Endorsed,
    StoodAside,
    SubstituteNamed,
    ReferredToCourt,
    CourtAnswered,
    # decision and effect
    Deferred,
    Resumed,
    Returned,
    Granted,
    Denied,
    DeemedDenied,
    Countersigned,
    CountersignatureWithheld,
    TookEffect,
    Escalated,
    Implemented,
    CertificateIssued,
    ConditionSet,
    ConditionBreached,
    ConditionFulfilled,
    Revoked,
    Lapsed,
    Reopened,
    Closed,
    # keeping the docket right
    Corrected,
    RuleOverridden,
    LookedAt,
    Waived,
    Appointed,
    AppointmentEnded,
    Erased,
)

KINDS: Mapping[str, type[Entry]] = MappingProxyType({kind.__name__: kind for kind in IN_ORDER})
"""Every kind by the name under which it is stored."""


def entry_from(
    kind: str, version: int, header: Mapping[str, Any], body: Mapping[str, Any]
) -> Entry:
    """The entry that was stored. The strict inverse of `header` and `body`.

    Raises BadEntry, which says what is wrong, in which field, and why it cannot be read.
    """
    cls = KINDS.get(kind)
    if cls is None:
        raise BadEntry(kind, "", "unknown-kind", f"there is no kind of entry called {kind!r}")
    if version != cls.version:
        says = f"version {version!r} is not known; this program reads version {cls.version}"
        raise BadEntry(kind, "", "unknown-version", says)
    return read(cls, header, body)


__all__ = [
    "IN_ORDER",
    "KINDS",
    "Advised",
    "Appointed",
    "AppointmentEnded",
    "BadEntry",
    "Ballot",
    "CertificateIssued",
    "Closed",
    "Commitment",
    "Condition",
    "ConditionBreached",
    "ConditionFulfilled",
    "ConditionSet",
    "Corrected",
    "CorrespondenceAnswered",
    "CountersignatureWithheld",
    "Countersigned",
    "CourtAnswered",
    "DeathRecorded",
    "DeemedDenied",
    "Deferred",
    "Denied",
    "Endorsed",
    "Entry",
    "Erased",
    "Escalated",
    "FactsRecorded",
    "Granted",
    "HandedOver",
    "HearingHeld",
    "HearingNoticed",
    "Implemented",
    "InformationAsked",
    "InformationReceived",
    "Lapsed",
    "Linked",
    "LookedAt",
    "MandateRecorded",
    "Notified",
    "OfficeStatementMade",
    "OpinionAsked",
    "OpinionChased",
    "OpinionDispensedWith",
    "OpinionReceived",
    "OpinionSupplemented",
    "Outcome",
    "PetitionOpened",
    "PetitionSupplemented",
    "Published",
    "Received",
    "Reclassified",
    "ReferredToCourt",
    "RelationRecorded",
    "Reopened",
    "Resumed",
    "Returned",
    "Revoked",
    "RiskAssessed",
    "RuleOverridden",
    "StatementRegistered",
    "StoodAside",
    "SubstituteNamed",
    "TookEffect",
    "Transferred",
    "VictimAsked",
    "VictimDeclined",
    "VictimHeard",
    "Voted",
    "Waived",
    "Withdrawn",
    "body",
    "entry_from",
    "header",
]
