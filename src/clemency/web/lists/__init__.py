"""Lists of matters, clocks and search, rebuilt from entries at any time."""
