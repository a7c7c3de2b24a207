"""Published quantity extractors, each in an environment of its own, read by the same protocol as ours is scored by.

`catalogue` says what is installed, `environments` installs it, `run` has it read sentences. What can't be installed or
run is reported with the reason; it is never left out silently and never made up.
"""
