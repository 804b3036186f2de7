"""Floor 3: a verdict or an entry, in the reader's language."""
