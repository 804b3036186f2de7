"""Floor 4: the office in the browser. One Django application per audience."""
