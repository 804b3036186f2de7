"""Floor 2: one matter, and what its entries add up to."""
