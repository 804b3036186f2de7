"""Letters: made, sent, delivered."""
