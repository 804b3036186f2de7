"""How an entry becomes bytes, and how bytes become a tree that nobody can quietly change.

canonical    one spelling for every value
envelope     the fields of an entry, sealed and opened
commit       salted commitments: what an entry says of a text without holding it
tree         the Merkle tree over all entries, and its proofs
chains       the chain inside each matter, where some links may be withheld
checkpoint   the root of that tree at one size, in three lines
export       the files an export consists of
audit        everything checked, every fault named

`docs/reference/docket-format.md` specifies the bytes; `verifier/verify.py` checks them with no code
from here.
"""
