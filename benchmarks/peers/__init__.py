"""The engines that explain one person's case: ours and two others, each in a process of its own."""
