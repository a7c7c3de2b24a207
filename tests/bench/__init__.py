"""`make bench`: what the build costs, as ratios measured side by side in one run, against the project's goals.

Builds are driven by the command line alone, from a frozen copy of the code. Every measurement is written down as soon as
it is taken, so that a run that was stopped goes on where it was.
"""
