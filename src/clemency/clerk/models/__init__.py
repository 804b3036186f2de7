"""The tables of an office. Only `Entry` and `VaultItem` are authoritative; the rest is rebuilt."""

from clemency.clerk.models.docket import Entry, TreeNode
from clemency.clerk.models.projections import FactsItem, Matter, Outbox, Person
from clemency.clerk.models.vault import VaultItem

__all__ = ["Entry", "FactsItem", "Matter", "Outbox", "Person", "TreeNode", "VaultItem"]
