"""Floor 3: a command meets storage, clock and keys."""
