"""Pages of letters: for officers, and for whoever holds the key to a matter."""
