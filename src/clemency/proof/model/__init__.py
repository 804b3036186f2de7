"""The procedure as terms: the declared changes of the entries, read by the solver."""
