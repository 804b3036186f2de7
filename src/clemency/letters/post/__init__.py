"""Letters, decisions, receipts and copies of applications: sheets of paper, and how they print.

    sheet = letter_of(occasion, "denied", envelope)
    as_pdf(sheet, entry_bytes)      # PDF/A-3a and PDF/UA-1, the same bytes every time
    as_html(sheet)                  # its twin

Pure: what is sealed comes in as text, and goes nowhere but onto the sheet.
"""

from clemency.letters.post.applications import (
    Answered,
    Chapter,
    Fingerprints,
    application_of,
    receipt_of,
)
from clemency.letters.post.correspondence import letter_of
from clemency.letters.post.decisions import decision_of
from clemency.letters.post.envelope import Envelope
from clemency.letters.post.html import as_html
from clemency.letters.post.occasion import Occasion
from clemency.letters.post.paper import Paper
from clemency.letters.post.params import Unfillable, params_for, unfillable
from clemency.letters.post.pdf import NotSet, as_pdf
from clemency.letters.post.sheet import Sheet

__all__ = [
    "Answered",
    "Chapter",
    "Envelope",
    "Fingerprints",
    "NotSet",
    "Occasion",
    "Paper",
    "Sheet",
    "Unfillable",
    "application_of",
    "as_html",
    "as_pdf",
    "decision_of",
    "letter_of",
    "params_for",
    "receipt_of",
    "unfillable",
]
