"""The staff's desk, intake and matter page."""
