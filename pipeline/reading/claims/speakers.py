"""Who speaks a quotation: by the clause around it, before it or after it, or because the speech goes on."""

from __future__ import annotations

from pipeline.reading.claims.names import Names, cues
from pipeline.reading.claims.phrase import is_noun
from pipeline.reading.claims.quotes import Quote, Quotes
from pipeline.reading.claims.reports import Reporting, Reports, clause_subject
from pipeline.reading.parse import Document, Paragraph, Sentence, Token

MAX_TITLE = 4  # capitalised words before a name
MAX_INTRO = 12  # tokens before a colon
MAX_INTRO_TO_QUOTE = 40  # … that leads in a quotation


class Speakers:
    """The speaker of each of a document's quotations."""

    def __init__(self, document: Document, names: Names, quotes: Quotes, reports: Reports) -> None:
        self.document = document
        self.names = names
        self.quotes = quotes
        self.reports = reports
        self._of_quote: dict[Quote, Token | None] = {}
        self._read()

    def of(self, quote: Quote) -> Token | None:
        """The noun or pronoun that names the speaker, None where the text tells none."""
        return self._of_quote.get(quote)

    def _read(self) -> None:
        """The speaker of each quotation, in text order: later ones of a paragraph fall to its speaker."""
        last: Token | None = None
        unclaimed: list[Quote] = []  # of the paragraph before, left open with no speaker
        for paragraph in self.document.paragraphs:
            quotes = self.quotes.within(paragraph.start, paragraph.end)
            if not quotes:
                continue
            found: list[Token | None] = [
                None if quote.carried else self._own_speaker(paragraph, quote) for quote in quotes
            ]
            known = next((speaker for speaker in found if speaker is not None), None)
            if quotes[0].carried and last is None and unclaimed:
                # "… a day for meals." ¶ "And she waits," Rita Blom said.: who ends the speech spoke it all
                last = next((s for q in quotes if (s := self._own_speaker(paragraph, q)) is not None), None)
                for quote in unclaimed if last is not None else []:
                    self._of_quote[quote] = last
            before: Token | None = None  # the speaker nearest before in the paragraph
            for quote, own in zip(quotes, found, strict=True):
                speaker = last if quote.carried else own
                if speaker is None:
                    speaker = before
                if speaker is None and is_speech(self.document.text, quote):
                    speaker = self._subject_before(paragraph, quote)
                    if speaker is None and known is not None:
                        speaker = known
                    if speaker is None and _opens_paragraph(self.document.text, paragraph, quote):
                        speaker = self._introduced(paragraph) or last
                self._of_quote[quote] = speaker
                before = speaker or before
                last = speaker or last
            unclaimed = [q for q in quotes if self._of_quote[q] is None and (q.left_open or q.carried)]

    def _own_speaker(self, paragraph: Paragraph, quote: Quote) -> Token | None:
        """The subject of the reporting clause that a quotation belongs to: around it, before it, after it."""
        sentences = paragraph.parse.sentences_in(quote.start, quote.end)
        if not sentences:
            return None
        for sentence in (sentences[-1], *sentences[:-1]):
            reports = [r for r in self.reports.of(sentence) if self.quotes.around(r.verb.start, r.verb.end) is None]
            # The clause next to the quotation speaks it.
            after = [r for r in reports if r.verb.start >= quote.end and _joined(self.document.text, quote.end, r)]
            if after:
                return after[0].speaker
            before = [r for r in reports if r.verb.start < quote.start]
            if before:
                return before[-1].speaker
        # A few words in marks belong to whoever is the subject around them: "Lee described “a wall of water”".
        for sentence in sentences:
            subject = _main_subject(sentence)
            outside = subject is not None and self.quotes.around(subject.start, subject.end) is None
            if subject is not None and outside and self.reports.can_speak(subject) and sentence.root.i != subject.i:
                if self.quotes.around(sentence.root.start, sentence.root.end) is None:
                    return subject
        # The parser may end the sentence with the quotation: "… today.” Mr Lee said."
        following = paragraph.parse.sentence_from(quote.end)
        if following is not None and following.start - quote.end <= 2:
            reports = self.reports.of(following)
            if reports and len(following.tokens) <= 14 and self.document.text[quote.end - 2] in ",?!":
                return reports[0].speaker
        return self._intro(paragraph, quote) or self._signed(paragraph, quote)

    def _signed(self, paragraph: Paragraph, quote: Quote) -> Token | None:
        """ "“We need 400 beds.” – Ann Lee, ward sister": a name after a dash, a comma or in brackets."""
        rest = self.document.text[quote.end : min(quote.end + 60, paragraph.end)]
        bare = rest.lstrip(" -–—―(,")
        if not rest[: len(rest) - len(bare)].strip():  # without a mark it's the next sentence's name
            return None
        at = quote.end + len(rest) - len(bare)
        token = paragraph.parse.token_at(at)
        for _ in range(MAX_TITLE):
            if token is None or not token.text[:1].isupper():
                return None
            mention = self.names.at(token)
            if mention is not None and mention.label in ("PERSON", "ORG"):
                return token
            token = paragraph.parse.tokens[token.i + 1] if token.i + 1 < len(paragraph.parse.tokens) else None
        return None

    def _introduced(self, paragraph: Paragraph) -> Token | None:
        """Who speaks a paragraph that is all speech: whom the text before it leads in, is about, or last let speak."""
        if paragraph.index == 0:
            return None
        before = self.document.paragraphs[paragraph.index - 1]
        if not before.parse.sentences:
            return None
        sentence = before.parse.sentences[-1]
        if before.text.rstrip().endswith(":"):  # "In his speech the senator said:" on a line of its own
            reports = self.reports.of(sentence)
            subject = _main_subject(sentence)
            if reports:
                return reports[-1].speaker
            return subject if subject is not None and self.reports.can_speak(subject) else None
        if not self.quotes.within(sentence.start, sentence.end):
            subject = _main_subject(sentence)
            mention = self.names.of_phrase(subject) if subject is not None else None
            third = subject is not None and subject.lower in cues("he", "she")
            if subject is not None and (third or (mention is not None and mention.label == "PERSON")):
                return subject
            return self._only_person(before)
        return None

    def _only_person(self, paragraph: Paragraph) -> Token | None:
        """The one person that a paragraph without speech tells of: "I met him on the pier. How bad is it?"."""
        if self.quotes.within(paragraph.start, paragraph.end):
            return None
        found: dict[str, Token] = {}
        for sentence in paragraph.parse.sentences:
            for token in sentence.tokens:
                mention = self.names.at(token)
                person = mention is not None and mention.label == "PERSON" and mention.end == token.end
                if person or token.lower in ("he", "she", "him", "her"):
                    name = self.names.name(token)
                    if name.rule != "pronoun_unresolved":
                        found[name.text] = token
        return next(iter(found.values())) if len(found) == 1 else None

    def _intro(self, paragraph: Paragraph, quote: Quote) -> Token | None:
        """ "Reporter Lotte Brandauer: “The water…”": the noun before a colon, on the same line or the line before."""
        text = self.document.text[paragraph.start : quote.start].rstrip()
        if not text.endswith(":"):
            return None
        at = paragraph.parse.token_at(paragraph.start + len(text) - 1)
        if at is None:
            return None
        tokens = paragraph.parse.tokens[max(0, at.i - MAX_INTRO_TO_QUOTE) : at.i]
        for k in range(len(tokens) - 1, -1, -1):
            if tokens[k].text in ".!?":
                tokens = tokens[k + 1 :]
                break
        nouns = [
            t
            for t in tokens
            if (is_noun(t) and not (t.dep == "compound" and t.head.i <= at.i)) or self.names.at(t) is not None
        ]
        people = [t for t in nouns if self.reports.can_speak(t)]
        named = [t for t in people if (m := self.names.of_phrase(t)) is None or m.label != "GPE"]
        return next(iter(named or people), None)

    def _subject_before(self, paragraph: Paragraph, quote: Quote) -> Token | None:
        """The person whom the sentence before the quotation is about: 'He expects 1,300. "Last year I got 3,150."'"""
        before = paragraph.parse.sentence_before(quote.start + 1)
        if before is None:
            return None
        subject = _main_subject(before)
        if subject is not None and subject.lower not in cues("it") and self.reports.can_speak(subject):
            return subject
        # "For Ann Lee, the answer is simple.": the one person whom the sentence names
        people = [t for t in before.tokens if (m := self.names.at(t)) is not None and m.label == "PERSON"]
        return people[-1] if people and len({self.names.name(t).text for t in people}) == 1 else None


def _opens_paragraph(text: str, paragraph: Paragraph, quote: Quote) -> bool:
    """A quotation at the start of its paragraph, or after a label ("Claim 1: “…”")."""
    before = text[paragraph.start : quote.start].strip()
    return len(before) < 2 or (before.endswith(":") and len(before.split()) <= MAX_TITLE)


def is_speech(text: str, quote: Quote) -> bool:
    """A quotation that is a sentence of its own, not a word or a title in marks."""
    inner = text[quote.start + 1 : quote.end - 1].strip()
    return (
        bool(inner) and inner[:1].isupper() | inner[:1].isdigit() and (inner[-1:] in ".,!?…" or len(inner.split()) > 6)
    )


def _joined(text: str, end: int, report: Reporting) -> bool:
    """True if nothing but the speaker stands between a quotation and the verb after it."""
    start = min(report.verb.start, report.speaker.start)
    between = text[end : max(start, end)]
    return len(between) < 200 and not any(mark in between for mark in ".;:")


def _main_subject(sentence: Sentence) -> Token | None:
    root = sentence.root
    return clause_subject(root) if root.pos in ("VERB", "AUX") else None
