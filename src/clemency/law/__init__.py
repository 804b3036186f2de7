"""Floor 1: what a text says of some facts."""
