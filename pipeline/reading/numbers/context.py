"""What the rules of a paragraph share: its text in plain form, its parse, and the measures found so far."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from pipeline.reading.numbers.home import Home
from pipeline.reading.numbers.lexer import Numeral, lower, plain
from pipeline.reading.parse import Paragraph, Sentence, Token


@dataclass(slots=True, eq=False)
class Measure:
    """A number with its unit, on its way to be a quantity or a rejection. Offsets are the paragraph's.

    `start`/`end` span the whole expression, `core_start`/`core_end` the number alone.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    value: float
    numeral: Numeral
    kind: str = "count"
    unit: str | None = None
    pint: str = ""
    low: float | None = None
    high: float | None = None
    comparator: str = "="
    period: str | None = None
    rate_end: int | None = None  # where the words of a rate end, behind the expression
    per_main: float = 1.0  # minor units of money to one main unit: 100 for cents
    unit_at: int | None = None  # a character of the unit's word
    reason: str | None = None  # set: no claim
    rules: dict[str, str] = field(default_factory=dict)

    @property
    def bare(self) -> bool:
        """A number without unit, currency or percent: a count, or something elided."""
        return self.unit is None and self.kind == "count"

    def reject(self, reason: str, rule: str) -> None:
        self.reason = reason
        self.rules["reason"] = rule


class Context:
    """One paragraph as the number rules see it."""

    __slots__ = ("_said", "_starts", "home", "low", "offset", "paragraph", "text", "tokens")

    def __init__(self, paragraph: Paragraph, home: Home | None = None) -> None:
        self.paragraph = paragraph
        self.home = home or Home()
        self.offset = paragraph.start
        self.text = plain(paragraph.text)
        self.low = lower(self.text)
        self.tokens = paragraph.parse.tokens
        self._starts = [token.start - self.offset for token in self.tokens]
        self._said: dict[str, bool] = {}

    def token_at(self, position: int) -> Token | None:
        """The token over a character, or the last one before it."""
        i = bisect.bisect_right(self._starts, position) - 1
        return self.tokens[i] if i >= 0 else None

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap a span."""
        i = max(bisect.bisect_right(self._starts, start) - 1, 0)
        found = []
        while i < len(self.tokens) and self._starts[i] < end:
            if self.tokens[i].end - self.offset > start:
                found.append(self.tokens[i])
            i += 1
        return found

    def next_token(self, position: int) -> Token | None:
        """The first token that starts at or behind a character, white space aside."""
        i = bisect.bisect_left(self._starts, position)
        while i < len(self.tokens) and self.tokens[i].text.isspace():
            i += 1
        return self.tokens[i] if i < len(self.tokens) else None

    def previous_token(self, position: int) -> Token | None:
        """The last token that ends at or before a character, white space aside."""
        i = bisect.bisect_left(self._starts, position) - 1
        while i >= 0 and (self.tokens[i].text.isspace() or self.tokens[i].end - self.offset > position):
            i -= 1
        return self.tokens[i] if i >= 0 else None

    def sentence_at(self, position: int) -> Sentence:
        token = self.token_at(position) or self.tokens[0]
        while token.text.isspace() and token.i > 0:
            token = self.tokens[token.i - 1]
        sentence = getattr(token, "sentence", None)
        return sentence if sentence is not None else self.paragraph.parse.sentences[0]

    def says(self, pattern: str) -> bool:
        """Does a pattern stand anywhere in the paragraph, in lower case? Searched once, however often it is asked."""
        said = self._said.get(pattern)
        if said is None:
            said = self._said[pattern] = re.search(pattern, self.low) is not None
        return said

    def before(self, position: int, length: int = 40) -> str:
        return self.low[max(0, position - length) : position]

    def after(self, position: int, length: int = 40) -> str:
        return self.low[position : position + length]
