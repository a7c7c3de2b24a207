"""Who might say a figure that no construction credits: everyone who speaks, or is spoken for, in the sentences around it.

A voice is the subject of a verb of saying, the speaker of a quotation, the subject of another clause who could speak, or a
document. What is told after it may still be told by it, without a word that says so (free indirect speech: Quirk et al.
14.31; Leech and Short, Style in Fiction, 10).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.reading.claims.lists import MAX_POINTS, is_point
from pipeline.reading.claims.names import Name, Names, cues, is_anaphor
from pipeline.reading.claims.phrase import SUBJECTS, is_noun, verb_lemma
from pipeline.reading.claims.quotes import Quotes
from pipeline.reading.claims.reports import MAX_SENTENCE, Reporting, Reports, is_document
from pipeline.reading.claims.speakers import Speakers
from pipeline.reading.parse import Document, Paragraph, Sentence, Token

SAYING, QUOTED, SUBJECT, DOCUMENT = "saying", "quoted", "subject", "document"
TELLING_FROM = frozenset({"in", "under", "by", "from", "per", "to", "of"})
ABLE = frozenset({"can", "may", "must", "should", "could", "might"})
SENTENCES_BACK = 5
PARAGRAPHS_BACK = 2


class Voice(NamedTuple):
    """Somebody who says something, or could: how named, by which token, in what way; the verb of saying where there is one."""

    name: Name
    token: Token
    kind: str
    verb: Token | None = None
    rule: str = ""


class Place(NamedTuple):
    """A sentence of the document: how many come before it, and its paragraph."""

    order: int
    paragraph: Paragraph
    sentence: Sentence


class Voices:
    """The voices of a document, sentence by sentence."""

    def __init__(self, document: Document, names: Names, quotes: Quotes, reports: Reports, speakers: Speakers) -> None:
        self.document = document
        self.names = names
        self.quotes = quotes
        self.reports = reports
        self.speakers = speakers
        self._places = [Place(k, *found) for k, found in enumerate(document.sentences())]
        self._order = {id(place.sentence): place.order for place in self._places}
        self._of: dict[int, list[Voice]] = {}

    def place(self, sentence: Sentence) -> Place:
        return self._places[self._order[id(sentence)]]

    def around(self, place: Place) -> Iterator[tuple[Place, Voice]]:
        """The voices of a sentence, of those before it, nearest first, and of the one after it; for a point of a list also
        those of what leads the list in."""
        oldest = place.order
        for back in range(SENTENCES_BACK + 1):
            if place.order - back < 0:
                break
            other = self._places[place.order - back]
            if place.paragraph.index - other.paragraph.index > PARAGRAPHS_BACK:
                break
            oldest = other.order
            for voice in self.of(other):
                yield other, voice
        if place.order + 1 < len(self._places):
            other = self._places[place.order + 1]
            if other.paragraph is place.paragraph:
                for voice in self.of(other):
                    if voice.kind in (SAYING, QUOTED):
                        yield other, voice
        lead = self.lead_in(place.paragraph)
        if lead is not None and lead.order < oldest:
            for voice in self.of(lead):
                yield lead, voice

    def of(self, place: Place) -> list[Voice]:
        found = self._of.get(place.order)
        if found is None:
            found = list(self._find(place)) if len(place.sentence.tokens) <= MAX_SENTENCE else []
            self._of[place.order] = found
        return found

    def _find(self, place: Place) -> Iterator[Voice]:
        sentence = place.sentence
        seen: set[int] = set()
        for report in self.reports.of(sentence):
            if self.quotes.around(report.verb.start, report.verb.end) is None and _speaks(report):
                seen.add(report.speaker.i)
                yield from self._voice(report.speaker, SAYING, report.verb, report.rule)
        for quote in self.quotes.within(sentence.start, sentence.end):
            speaker = self.speakers.of(quote)
            if speaker is not None:
                yield from self._voice(speaker, QUOTED)
        for token in sentence.tokens:
            if token.i in seen or not (is_noun(token) or is_anaphor(token)):
                continue
            if self.quotes.around(token.start, token.end) is not None:
                continue
            if token.dep in SUBJECTS and not token.is_root and token.head.pos in ("VERB", "AUX"):
                if token.lower not in cues("we") and (is_document(token) or self.reports.can_speak(token)):
                    yield from self._voice(token, SUBJECT, token.head)
            elif is_document(token) and _tells_from(token):
                yield from self._voice(token, DOCUMENT)

    def _voice(self, token: Token, kind: str, verb: Token | None = None, rule: str = "") -> Iterator[Voice]:
        if token.lower in cues("nobody"):
            return
        name = self.names.name(token)
        if name.rule != "pronoun_unresolved" and any(c.isalpha() for c in name.text):
            yield Voice(name, token, kind, verb, rule)

    def lead_in(self, paragraph: Paragraph) -> Place | None:
        """The last sentence of the paragraph with a colon that leads a list of points in."""
        if not is_point(paragraph):
            return None
        for before in reversed(self.document.paragraphs[max(0, paragraph.index - MAX_POINTS) : paragraph.index]):
            if is_point(before):
                continue
            text = before.text.rstrip()
            return self.place(before.parse.sentences[-1]) if text.endswith(":") and before.parse.sentences else None
        return None


def _speaks(report: Reporting) -> bool:
    """True for a clause that tells something, so that what follows may be told as well: not "wanted 95p", "cut its target"."""
    if report.rule != "reporting_clause":
        return True
    verb = report.verb
    name = verb_lemma(verb)
    if name in cues("perceiving"):
        return False  # "the division saw sales rise 13%"
    if any(c.dep == "aux" and c.tag == "MD" and c.lower in ABLE for c in verb.children):
        return False  # "travellers can claim €250"
    if name in cues("strong_saying") or any(c.dep in ("ccomp", "parataxis") for c in verb.children):
        return name not in cues("wishing", "asking_to") or name in cues("strong_saying")
    if verb.dep in ("ccomp", "parataxis") or any(c.dep == "ccomp" for c in verb.head.children):
        return name in cues("trailing")
    return is_document(report.speaker) and name in cues("document_verbs") - cues("telling_with_clause")


def _tells_from(noun: Token) -> bool:
    """ "in the papers", "under the charter", "the survey's figures": where something is told; not "at short notice"."""
    if noun.dep == "poss":
        return True
    return noun.dep == "pobj" and noun.head.lower in TELLING_FROM and any(c.pos != "PUNCT" for c in noun.lefts)
