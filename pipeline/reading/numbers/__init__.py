"""From a paragraph to its quantities, and to the numbers that are no claims.

A number walks down: `lexer` (characters to numerals) -> `measures` (with `units`, `money` and `ambiguous`: what stands
beside a numeral) -> `expressions` (ratios, ranges, measures in two units) -> `ages` -> `rejections` (what is no claim,
and why) -> `elision` (units left out) -> `comparator`, `periods`, `heads`. `find` runs them in this order.
"""
