"""Worked examples, run so that they stay true."""
