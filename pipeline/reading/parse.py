"""The parsed document that every later stage reads.

`Annotation` is what spaCy said about one paragraph, as plain lists (one row of the `annotations` table).
`Parse` makes it walkable: `Token`s with head and children, grouped in `Sentence`s. All offsets are Unicode code points
into the document's text, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from itertools import pairwise


@dataclass(slots=True)
class Annotation:
    """What spaCy said about one paragraph: parallel lists, one element a token; offsets are the document's."""

    token_start: list[int]
    token_end: list[int]
    tag: list[str]  # Penn Treebank
    pos: list[str]  # Universal Dependencies
    dep: list[str]  # ClearNLP labels, as spaCy's English models give them
    head: list[int]  # index of the head token within the paragraph; a root is its own head
    lemma: list[str]
    sentence_start: list[int]  # indexes of the tokens that open a sentence
    entity_start: list[int]  # character offsets of the named spans
    entity_end: list[int]
    entity_label: list[str]  # OntoNotes


ANNOTATION_FIELDS = tuple(field.name for field in fields(Annotation))


class Token:
    """One token of a paragraph, with its place in the parse."""

    __slots__ = ("children", "dep", "end", "head", "i", "lemma", "lower", "pos", "sentence", "start", "tag", "text")

    head: Token
    sentence: Sentence

    def __init__(self, i: int, start: int, end: int, text: str, tag: str, pos: str, dep: str, lemma: str) -> None:
        self.i = i
        self.start = start
        self.end = end
        self.text = text
        self.lower = text.lower()
        self.tag = tag
        self.pos = pos
        self.dep = dep
        self.lemma = lemma
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return f"Token({self.i}, {self.text!r}, {self.tag}, {self.dep})"

    @property
    def is_root(self) -> bool:
        return self.head is self

    @property
    def lefts(self) -> list[Token]:
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        return [child for child in self.children if child.i > self.i]

    def ancestors(self) -> Iterator[Token]:
        """The heads above this token, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def subtree(self) -> list[Token]:
        """This token and everything below it, in text order."""
        found, stack = [], [self]
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(token.children)
        return sorted(found, key=lambda token: token.i)


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence: its tokens, and its place in the document (offsets without trailing white space)."""

    index: int
    start: int
    end: int
    tokens: list[Token]
    previous: Sentence | None = None  # of the paragraph

    @property
    def root(self) -> Token:
        return next((token for token in self.tokens if token.is_root), self.tokens[0])


@dataclass(slots=True)
class NamedSpan:
    """A span that spaCy's entity recogniser labelled."""

    start: int
    end: int
    label: str


class Parse:
    """The walkable form of an `Annotation`."""

    def __init__(self, text: str, annotation: Annotation) -> None:
        a = annotation
        self.tokens = [
            Token(i, start, end, text[start:end], tag, pos, dep, lemma)
            for i, (start, end, tag, pos, dep, lemma) in enumerate(
                zip(a.token_start, a.token_end, a.tag, a.pos, a.dep, a.lemma, strict=True)
            )
        ]
        for token, head in zip(self.tokens, a.head, strict=True):
            token.head = self.tokens[head]
            if token.head is not token:
                token.head.children.append(token)
        self.sentences: list[Sentence] = []
        bounds = [*a.sentence_start, len(self.tokens)]
        for first, last in pairwise(bounds):
            tokens = self.tokens[first:last]
            spoken = [token for token in tokens if not token.text.isspace()]
            if not spoken:
                continue
            previous = self.sentences[-1] if self.sentences else None
            sentence = Sentence(len(self.sentences), spoken[0].start, spoken[-1].end, tokens, previous)
            self.sentences.append(sentence)
            for token in tokens:
                token.sentence = sentence
        self.named_spans = [NamedSpan(*span) for span in zip(a.entity_start, a.entity_end, a.entity_label, strict=True)]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers a character of the document, None between tokens."""
        i = bisect_right(self._ends, offset)
        return self.tokens[i] if i < len(self.tokens) and self.tokens[i].start <= offset else None

    def sentences_in(self, start: int, end: int) -> list[Sentence]:
        """The sentences that overlap a span of the document."""
        first = bisect_right(self.sentences, start, key=lambda sentence: sentence.end)
        last = bisect_left(self.sentences, end, lo=first, key=lambda sentence: sentence.start)
        return self.sentences[first:last]

    def sentence_from(self, offset: int) -> Sentence | None:
        """The first sentence that opens at or behind a character of the document."""
        i = bisect_left(self.sentences, offset, key=lambda sentence: sentence.start)
        return self.sentences[i] if i < len(self.sentences) else None

    def sentence_before(self, offset: int) -> Sentence | None:
        """The last sentence that ends at or before a character of the document."""
        i = bisect_right(self.sentences, offset, key=lambda sentence: sentence.end) - 1
        return self.sentences[i] if i >= 0 else None

    def sentence_over(self, offset: int) -> Sentence | None:
        """The sentence that a character of the document stands in, else the next one."""
        i = bisect_right(self.sentences, offset, key=lambda sentence: sentence.end)
        return self.sentences[i] if i < len(self.sentences) else None

    def named_over(self, start: int, end: int) -> NamedSpan | None:
        """The named span that holds a whole span of the document; they don't overlap."""
        i = bisect_right(self.named_spans, start, key=lambda span: span.start) - 1
        return self.named_spans[i] if i >= 0 and self.named_spans[i].end >= end else None

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap a span of the document."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end, lo=first)
        return self.tokens[first:last]


@dataclass(slots=True, eq=False)
class Paragraph:
    """One paragraph of a document with its parse."""

    paragraph_id: str
    index: int
    role: str  # schemas.vocabularies.PARAGRAPH_ROLES
    start: int
    end: int
    text: str
    parse: Parse


@dataclass(slots=True, eq=False)
class Document:
    """A document ready to be read: its text, its date if it gives one, its parsed paragraphs in order."""

    document_id: str
    text: str
    title: str | None
    published_at: date | None
    paragraphs: list[Paragraph] = field(default_factory=list)

    def sentences(self) -> Iterator[tuple[Paragraph, Sentence]]:
        for paragraph in self.paragraphs:
            for sentence in paragraph.parse.sentences:
                yield paragraph, sentence
