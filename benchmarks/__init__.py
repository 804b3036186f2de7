"""Speed and memory beside named peers, measured in one run and told as ratios. Never a test."""
