"""The key store: what opens a sealed text, and can be destroyed."""
