"""A pardon office in software: every step the law requires, every refusal explained."""

__version__ = "0.1.0"
