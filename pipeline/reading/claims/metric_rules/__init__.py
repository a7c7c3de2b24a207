"""The constructions that tell what a figure counts or measures, one function each; metric.py asks them in order."""
