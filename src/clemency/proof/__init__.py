"""Floor 3: a solver reads the law and the procedure: what can happen, and what never can."""
