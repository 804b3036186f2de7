"""Pages of acts, by subject."""
