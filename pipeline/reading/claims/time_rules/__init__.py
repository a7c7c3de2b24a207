"""The rules of time: expressions, and the days they cover."""
