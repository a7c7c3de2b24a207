"""The language work: pure functions from text and annotations to rows.

Nothing in here knows Dagster, files or pandas. A document walks down:
`paragraphs` -> `annotate` -> `entities` -> `numbers` -> `claims` -> `comparisons`.
"""
