"""Who answers in an interview printed as questions and answers: what an answer says is theirs without a word that says so.

A text is one if several of its paragraphs ask, and what stands between them speaks in the first person outside quotation
marks. An explainer asks as well, but nobody answers in it as "I" or "we".
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.reading.claims.names import Names, cues
from pipeline.reading.claims.phrase import SUBJECTS
from pipeline.reading.claims.quotes import Quotes
from pipeline.reading.parse import Document, Paragraph, Token

MIN_QUESTIONS = 3
MIN_ANSWERS = 2  # in the first person
MAX_WORDS_OF_QUESTION = 40
TOLD_OF = ("title", "heading", "body")
ASKING = re.compile(r"Q[:.]\s")


class Interview:
    """The questions of a document, and who answers them; nobody if it is no interview."""

    def __init__(self, document: Document, names: Names, quotes: Quotes) -> None:
        self.document = document
        self.names = names
        self.quotes = quotes
        self._questions = [paragraph.index for paragraph in document.paragraphs if self._asks(paragraph)]
        self.answerer = self._answerer() if len(self._questions) >= MIN_QUESTIONS and self._in_first_person() else None

    def answers(self, paragraph: Paragraph) -> bool:
        """True for a paragraph behind a question that is none itself."""
        asked = bisect_right(self._questions, paragraph.index)
        behind = asked > 0 and self._questions[asked - 1] != paragraph.index
        return behind and paragraph.role in ("body", "heading")

    def _asks(self, paragraph: Paragraph) -> bool:
        text = paragraph.text.strip()
        if ASKING.match(text):
            return True
        if not text.endswith("?") or len(text.split()) > MAX_WORDS_OF_QUESTION or paragraph.role == "title":
            return False
        return not self.quotes.within(paragraph.start, paragraph.end)

    def _in_first_person(self) -> bool:
        speaking = 0
        for paragraph in self.document.paragraphs[self._questions[0] :]:
            if self.answers(paragraph):
                speaking += any(
                    t.lower in cues("we") and self.quotes.around(t.start, t.end) is None for t in paragraph.parse.tokens
                )
        return speaking >= MIN_ANSWERS

    def _answerer(self) -> Token | None:
        """The person whom the text before the first question tells of: a subject rather than a byline."""
        found: dict[str, list[Token]] = {}
        for paragraph in self.document.paragraphs[: self._questions[0]]:
            if paragraph.role not in TOLD_OF:
                continue
            for token in paragraph.parse.tokens:
                mention = self.names.at(token)
                if mention is not None and mention.label == "PERSON" and mention.end == token.end:
                    found.setdefault(self.names.named(mention).text, []).append(token)
        if not found:
            return None
        name = max(found, key=lambda name: sum(1 + 2 * (token.dep in SUBJECTS) for token in found[name]))
        return found[name][0]
