"""What everybody may count, worked out where the entries lie: the same figures as the policy's
`public_counts`, without reading a single matter."""

from __future__ import annotations

from clemency.clerk.office import Clerk
from clemency.docket.entries import KINDS

_MATTERS = """
    SELECT
      count(petition_on),
      sum(CASE WHEN petition_on IS NULL AND received_on IS NOT NULL
               AND in_public_office THEN 1 ELSE 0 END),
      sum(CASE WHEN petition_on IS NULL AND received_on IS NOT NULL AND NOT in_public_office
               AND ref IN (SELECT matter FROM clerk_entry WHERE kind = 'CorrespondenceAnswered')
               THEN 1 ELSE 0 END)
    FROM clerk_matter WHERE stage <> 'office'"""
_KIND = "SELECT data FROM clerk_entry WHERE kind = %s"


def public_figures(clerk: Clerk) -> dict[str, int]:
    """petitions, interventions, private_senders, overrides: each as `public_counts` means it."""
    docket = clerk.desk.store.docket
    petitions, letters, private = docket.all(_MATTERS)[0]
    statements = sum(
        1
        for (data,) in docket.all(_KIND, ["StatementRegistered"])
        if _in_public_office(bytes(data))
    )
    overrides = len(docket.all(_KIND, ["RuleOverridden"]))
    return {
        "petitions": petitions or 0,
        "interventions": (letters or 0) + statements,
        "private_senders": private or 0,
        "overrides": overrides,
    }


def _in_public_office(data: bytes) -> bool:
    from clemency.docket.seal.canonical import decode_trusted

    return bool(decode_trusted(data)["body"].get("in_public_office"))


assert {"CorrespondenceAnswered", "StatementRegistered", "RuleOverridden"} <= set(KINDS)
