"""Generated input, by the hundred thousand: nothing fails, nothing hangs, nothing is lost."""
