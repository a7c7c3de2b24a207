"""Expressions of several numbers: ranges, ratios, lists that share a unit."""
