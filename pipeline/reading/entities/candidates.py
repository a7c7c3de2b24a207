"""Find the spans of a paragraph that may be names: runs of capitalised words, and what spaCy labelled.

A run is parted at titles ("Los Angeles Mayor Karen Bass" is Los Angeles and Karen Bass), possessives and "and", and
joined over "of", "for", "and" and "&" where the words around them make one name ("Department of Homeland Security",
"Customs and Border Protection").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.reading import wordnet
from pipeline.reading.entities import gazetteer
from pipeline.reading.entities.gazetteer import words
from pipeline.reading.parse import Paragraph, Token

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"})
# spaCy's word is taken for the extent of these: their names hold any kind of word.
_PHRASE_LABELS = frozenset({"WORK_OF_ART", "EVENT", "LAW", "PRODUCT"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’", "'S", "’S"})
_OPENING = frozenset({'"', "“", "‘", "'", "(", "[", ":", "-", "–", "—", "•", "*", "/", "``", "·", "…", ";", "▪"})
_SENTENCE_ENDS = frozenset({".", "?", "!", "...", "…", ".”", "”", "’’", "''", "?”", "!”"})
_LETTER = re.compile(r"[^\W\d_]")
_CLOSED_TAGS = frozenset({"PRP", "PRP$", "DT", "WDT", "WP", "WRB", "CC", "MD", "EX", "PDT"})
_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "people": "person"}
_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z][a-z]+\.?(?: [A-Z][a-z]+\.?)?")  # "(D-Hawaii)"
MAX_NAME_TOKENS = 14


@dataclass(slots=True, eq=False)
class Candidate:
    """A span that may be a name: tokens [first, last) of its paragraph."""

    paragraph: Paragraph
    first: int
    last: int
    start: int
    end: int
    text: str
    spacy_label: str | None = None
    titled: bool = False  # a title stands before it: a person
    role_after: str | None = None  # the title that it qualifies: "[Baltic Grid] CEO"
    kind_before: bool = False  # a kind of body opened the sentence before it: "Rival Medivance"
    initial: bool = False  # opens its sentence, where any word has a capital

    @property
    def tokens(self) -> list[Token]:
        return self.paragraph.parse.tokens[self.first : self.last]


def find_candidates(paragraph: Paragraph, firms: frozenset[str] = frozenset()) -> list[Candidate]:
    """The candidates of a paragraph in text order; they don't overlap. `firms` are names that end in a possessive."""
    finder = _Finder(paragraph, firms)
    found = [candidate for first, end in _stretches(paragraph) for candidate in finder.stretch(first, end)]
    found.sort(key=lambda candidate: (candidate.start, candidate.end))
    return found


def possessive_firms(paragraphs: list[Paragraph]) -> frozenset[str]:
    """Names that act with their possessive, "Hallam's cut its prices": shops and firms, by their owner's name."""
    return frozenset(
        owner.text
        for paragraph in paragraphs
        for token in paragraph.parse.tokens
        if token.text in ("'s", "’s")
        and token.tag == "POS"
        and (owner := token.head).i == token.i - 1
        and owner.dep == "nsubj"
        and owner.tag == "NNP"
        and owner.head.i > token.i
        and owner.head.tag in ("VBD", "VBZ", "VBP")
        and not gazetteer.is_given_name(owner.text)
        and not gazetteer.place_kind(owner.text)
        and not (owner.i and _is_name_before(paragraph.parse.tokens[owner.i - 1]))
    )


def _is_name_before(token: Token) -> bool:
    return is_capitalised(token) and (token.tag == "NNP" or clean(token) in words("titles"))


_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "'s", "’s"})


def _stretches(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """The tokens of each sentence; sentences that no punctuation parts are one stretch, lest a name be cut in two."""
    tokens = paragraph.parse.tokens
    bounds: list[tuple[int, int]] = []
    for sentence in paragraph.parse.sentences:
        first, end = sentence.tokens[0].i, sentence.tokens[-1].i + 1
        if bounds and any(char.isalnum() for char in tokens[bounds[-1][1] - 1].text) and bounds[-1][1] == first:
            bounds[-1] = (bounds[-1][0], end)
        else:
            bounds.append((first, end))
    yield from bounds


def clean(token: Token) -> str:
    """A word as the lists have it: "Mr." -> "mr"."""
    lower = token.lower
    return lower[:-1] if lower.endswith(".") and lower.count(".") == 1 and len(lower) > 2 else lower


def is_capitalised(token: Token) -> bool:
    return _has_capital(token.text[:3])


@lru_cache(maxsize=100_000)
def _has_capital(opening: str) -> bool:
    return any(char.isupper() for char in opening) and _LETTER.match(opening[:1] or " ") is not None


def is_acronym(text: str) -> bool:
    letters = text.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()


def at_start(token: Token, tokens: list[Token]) -> bool:
    """True where any word would be capitalised: first in its sentence, a quotation, a list item, after a colon.

    `tokens` are those of its paragraph. A sentence's start that no punctuation stands before is spaCy's mistake.
    """
    i = token.i - 1
    while i >= 0 and tokens[i].text.isspace():
        i -= 1
    if i < 0:
        return True
    previous = tokens[i]
    if previous.text in _SENTENCE_ENDS:
        return True
    glued = i >= 1 and tokens[i - 1].end == previous.start and previous.text in ("'", "’", "-", "/")
    return previous.text in _OPENING and not glued


def singular(word: str) -> str:
    """A rough singular, good enough to look a word up: "Cities" -> city."""
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if lower.endswith("men"):
        return lower[:-3] + "man"
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("ches", "shes", "sses", "xes")):
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") and not lower.endswith("ss") else lower


@lru_cache(maxsize=100_000)
def is_everyday_word(word: str) -> bool:
    """A noun of WordNet, singular or plural."""
    return bool(wordnet.senses(word.lower()) or wordnet.senses(singular(word)))


class _Finder:
    def __init__(self, paragraph: Paragraph, firms: frozenset[str]) -> None:
        self.paragraph = paragraph
        self.firms = firms
        self.whole: set[int] = set()  # ends of runs that are one name, whatever spaCy parts
        self.all = paragraph.parse.tokens
        self.label_at: dict[int, tuple[int, int, str]] = {}  # token -> the named span that covers it
        self._cover(paragraph)

    def _cover(self, paragraph: Paragraph) -> None:
        i = 0
        for number, span in enumerate(paragraph.parse.named_spans):
            while i < len(self.all) and self.all[i].end <= span.start:
                i += 1
            j = i
            while j < len(self.all) and self.all[j].start < span.end:
                self.label_at[j] = (number, i, span.label)
                j += 1
            i = j

    def label(self, i: int) -> str | None:
        covered = self.label_at.get(i)
        return covered[2] if covered else None

    # Which words can be part of a name

    def is_name_word(self, token: Token) -> bool:
        """A capitalised word that can be part of a name where it stands."""
        if not is_capitalised(token):
            return False
        if token.lower in words("times"):
            return self._is_surname_may(token) or self._opens_paper(token) or self._opens_land(token)
        if any(char.isdigit() for char in token.text):
            return gazetteer.organisation(token.text) is not None
        shouted = token.text.isupper() and len(token.text) > 1
        if shouted and token.lower in words("small_words") and gazetteer.organisation(token.text) is None:
            return False  # "Labour AND the Tories"
        if token.tag in _CLOSED_TAGS and not shouted:
            return False
        if not at_start(token, self.all):
            return token.tag not in ("IN", "TO") or shouted
        if token.tag in ("NNP", "NNPS") or gazetteer.is_demonym(token.text):
            return True
        if token.lower in words("for_openers") and self._opens_for(token.i):
            return True  # "Doctors for Orlana"
        if shouted and gazetteer.organisation(token.text):
            return True
        if token.tag in ("IN", "TO", "RB", "UH", "CD", "JJR", "JJS", "RBR"):
            return False
        covered, following = self.label_at.get(token.i), self.label_at.get(token.i + 1)
        if covered is None or covered[2] not in NAME_LABELS:
            return False
        same = following is not None and following[0] == covered[0]
        return same or token.tag not in ("NN", "NNS") or not is_everyday_word(token.text)

    def _opens_for(self, i: int) -> bool:
        following = self.all[i + 1 : i + 3]
        return len(following) == 2 and following[0].lower == "for" and is_capitalised(following[1])

    def _is_surname_may(self, token: Token) -> bool:
        """ "Brian May", "April Smith": a month or day inside a person's name as spaCy sees it."""
        if token.i == 0 or self.label(token.i) != "PERSON" or token.tag != "NNP":
            return False
        return gazetteer.is_given_name(self.all[token.i - 1].text)

    # Runs

    def stretch(self, first: int, end: int) -> Iterator[Candidate]:
        """The candidates of the tokens [first, end)."""
        i = first
        for start, stop, label in [*self._phrases(first, end), (end, end, None)]:
            while i < start:
                if not self.is_name_word(self.all[i]):
                    i += 1
                    continue
                j = self._run_end(i, start)
                yield from self._part(self._with_article(i, first), j)
                i = j
            if start < stop:
                yield self._candidate(start, stop, label)
                i = stop

    def _with_article(self, i: int, first: int) -> int:
        """ "al-Shifa Hospital", "el-Gezira": an Arabic article belongs to the name that it is glued to."""
        if i - 2 < first or self.all[i - 1].text != "-" or not self._glued(i) or not self._glued(i - 1):
            return i
        return i - 2 if self.all[i - 2].lower in words("arabic_articles") else i

    def _phrases(self, first: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """Titles of works, events, laws, products as spaCy marks them."""
        i = first
        while i < end:
            covered = self.label_at.get(i)
            if covered is None or covered[2] not in _PHRASE_LABELS:
                i += 1
                continue
            j = i
            while j < end and self.label_at.get(j, (None,))[0] == covered[0]:
                j += 1
            start, stop = self.trim(i, j)
            while stop > start and self.all[stop - 1].text.islower():
                stop -= 1
            if stop - start >= 2 and self._is_phrase(start, stop, covered[2]):
                yield start, stop, covered[2]
            i = j

    def _is_phrase(self, start: int, stop: int, label: str) -> bool:
        texts = [self.all[k].text for k in range(start, stop)]
        if (
            not is_capitalised(self.all[start])
            or len(texts) > MAX_NAME_TOKENS
            or texts[0].lower() in words("not_names")
        ):
            return False
        small = [text for text in texts if not any(char.isupper() for char in text)]
        if any(text.isdigit() for text in small):
            headed = any(text.lower() in words("law_heads") for text in texts)
            return label in ("PRODUCT", "EVENT") or (label == "LAW" and headed)
        return bool(small) and "and" not in small

    def trim(self, start: int, stop: int) -> tuple[int, int]:
        """Without determiners, numbers, quotes and possessives at its ends."""
        article = (
            stop - start >= 3 and self.all[start + 1].text == "-" and self._with_article(start + 2, start) == start
        )
        while start < stop and not article and not is_capitalised(self.all[start]):
            start += 1
        while start < stop and (
            (
                self.all[start].lower in words("times")
                and not self._opens_paper(self.all[start])
                and not self._opens_land(self.all[start])
            )
            or self.all[start].lower in _DETERMINERS
        ):
            start += 1
        while (
            start < stop
            and not self._ends_in_possessive_name(start, stop)
            and (self.all[stop - 1].text in _POSSESSIVES or not any(c.isalnum() for c in self.all[stop - 1].text))
        ):
            stop -= 1
        return start, stop

    def _opens_paper(self, token: Token) -> bool:
        """ "the Sunday Express": a day that opens a newspaper's name."""
        following = self.all[token.i + 1] if token.i + 1 < len(self.all) else None
        return token.lower == "sunday" and following is not None and following.text in words("newspapers")

    def _opens_land(self, token: Token) -> bool:
        """ "Spring Bay", "Easter Island": a season or feast that opens the name of a piece of land."""
        following = self.all[token.i + 1] if token.i + 1 < len(self.all) else None
        headed = following is not None and is_capitalised(following) and following.lower in words("land_heads")
        return headed and token.lower in words("seasons")

    def _ends_in_possessive_name(self, start: int, stop: int) -> bool:
        """ "McDonald's", "St Colm's": here the possessive ends the name."""
        if stop - start < 2 or self.all[stop - 1].text not in ("'s", "’s"):
            return False
        if self.all[stop - 2].text in self.firms:
            return True
        saint = stop - start >= 3 and self.all[stop - 3].lower in ("st", "st.", "saint")
        return saint or gazetteer.organisation(f"{self.all[stop - 2].text}'s") is not None

    def _glued(self, i: int) -> bool:
        """Token i follows the one before it without a space."""
        return self.all[i].start == self.all[i - 1].end

    def _run_end(self, start: int, end: int) -> int:
        """One past the last token of the run of name words that opens at `start`."""
        j = self._known_phrase(start, end) or start + 1
        while j < end and j - start < MAX_NAME_TOKENS:
            token = self.all[j]
            following = self.all[j + 1] if j + 1 < end else None
            if (self.is_name_word(token) or self._is_inner_pronoun(j, end)) and not (
                self._glued(j) and self.all[j - 1].text in ("/", "(", '"')
            ):
                j += 1
            elif following is None:
                break
            elif self._parts_two(j, following):
                break
            elif self._is_inner_sign(j, following):
                j += 2
            elif self._is_hyphened(j, end):
                j += 4
            elif self._is_syllable(start, j, end):
                j += 2
            elif token.text.isdigit() and clean(self.all[j - 1]) in words("numbered_heads") and j - start >= 1:
                j += 1
            elif token.text in _POSSESSIVES and self._glued(j):
                if self._inner_possessive(start, j, end):
                    j += 1
                else:
                    break
            elif token.lower in words("name_particles") and token.text.islower():
                k = j
                while k < end and self.all[k].text.islower() and self.all[k].lower in words("name_particles"):
                    k += 1
                if k + 1 < end and self.all[k].text == "-" and self._glued(k) and self._glued(k + 1):
                    k += 1  # "Bashar al-Assad"
                if k < end and self.is_name_word(self.all[k]):
                    j = k + 1
                else:
                    break
            elif token.text == "," and following.lower in words("company_suffixes") and is_capitalised(following):
                j += 2
            elif token.lower in ("of", "for", "and", "on") or token.text == ",":
                joined = self._joined(start, j, end)
                if joined is None:
                    break
                j = joined
            else:
                break
        return j

    def _known_phrase(self, start: int, end: int) -> int | None:
        """A well-known name with small words in it, "Save the Children": one past its end."""
        if self.all[start].text not in gazetteer.phrase_openers():
            return None
        for stop in range(min(start + 8, end), start + 2, -1):
            if gazetteer.organisation(self._text(start, stop)):
                return stop
        return None

    def _is_inner_pronoun(self, j: int, end: int) -> bool:
        """ "Save Our Schools": a small word with a capital between two name words."""
        inner = self.all[j].tag in ("PRP$", "DT", "IN", "TO") and is_capitalised(self.all[j])
        return inner and j + 1 < end and self.is_name_word(self.all[j + 1])

    def _is_inner_sign(self, j: int, following: Token) -> bool:
        """A hyphen, ampersand or initial's point inside a name: "Tri-Valley", "Marks & Spencer", "J. Smith"."""
        text = self.all[j].text
        if text == "-" and self.all[j - 1].text == "Co" and following.lower in ("op", "operative", "operatives"):
            return True
        if text == "-":
            return self._glued(j) and self._glued(j + 1) and is_capitalised(following)
        if text in ("&", "+"):
            return self.is_name_word(following)
        return text == "." and self._glued(j) and len(self.all[j - 1].text) == 1 and self.is_name_word(following)

    def _parts_two(self, j: int, following: Token) -> bool:
        """ "Turkey-Iran deal", "Tory-Labour row": a hyphen between two places or bodies that are no name together."""
        if self.all[j].text not in ("-", "–", "/") or not is_capitalised(following):
            return False
        one, two = self.all[j - 1].text, following.text
        if gazetteer.place_kind(f"{one}-{two}") or gazetteer.organisation(f"{one}-{two}"):
            return False
        return all(self._is_country_or_body(word) for word in (one, two))

    @staticmethod
    def _is_country_or_body(word: str) -> bool:
        known = gazetteer.place_kind(word) in ("country", "state") or gazetteer.organisation(word) is not None
        return known or (gazetteer.is_demonym(word) and gazetteer.organisation(f"{word} Party") is not None)

    def _is_syllable(self, start: int, j: int, end: int) -> bool:
        """ "Kim Jong-un", "Ban Ki-moon": the second part of a given name in lower case, as spaCy's span confirms."""
        if j + 1 >= end or j - start < 2 or self.all[j].text != "-" or not self._glued(j) or not self._glued(j + 1):
            return False
        piece = self.all[j + 1].text
        cased = piece.isalpha() and piece.islower() and len(piece) <= 6 and not piece.endswith(("ed", "ing"))
        before, inside = self.label_at.get(j - 1), self.label_at.get(j + 1)
        return cased and before is not None and before == inside and before[2] == "PERSON"

    def _is_hyphened(self, j: int, end: int) -> bool:
        """ "Stratford-upon-Avon", "Aix-en-Provence": a small word between hyphens."""
        if j + 3 >= end or self.all[j].text != "-" or self.all[j + 2].text != "-":
            return False
        small = len(self.all[j + 1].text) <= 4 and self.all[j + 1].text.islower()
        return small and is_capitalised(self.all[j + 3]) and all(self._glued(i) for i in range(j, j + 4))

    def _inner_possessive(self, start: int, j: int, end: int) -> bool:
        """ "St Cuthbert's Hospice", "Children's Hospital", "Lloyd's of London": the possessive is part of the name."""
        owner = self.all[j - 1]
        following = self.all[j + 1] if j + 1 < end else None
        titled = j - 2 >= start and clean(self.all[j - 2]) in words("titles")
        if owner.text in self.firms and not titled:
            return True
        if self.all[j].text in ("'s", "’s") and gazetteer.organisation(f"{owner.text}'s") and not titled:
            return following is None or not self.is_name_word(following)
        saint = j - 2 >= start and self.all[j - 2].lower in ("st", "st.", "saint")
        if following is None or not self.is_name_word(following):
            noun = following is not None and following.tag[:2] in ("NN", "JJ", "CD", "VB")
            return saint and not noun
        if saint:
            return True
        if self._is_guild(j, end) or self._is_shop(start, j, end) or gazetteer.place_kind(self._text(start, j + 2)):
            return True
        opener = owner.lower.rstrip("s") in words("possessive_openers") or owner.lower in words("possessive_openers")
        return opener and not (j - 2 >= start and gazetteer.is_given_name(self.all[j - 2].text))

    def _is_guild(self, j: int, end: int) -> bool:
        """ "Growers' Co-operative", "Fishermen's Union": what people of a trade have founded."""
        owner, head = self.all[j - 1].lower, j + 1
        while head + 1 < min(end, j + MAX_NAME_TOKENS) and is_capitalised(self.all[head + 1]):
            head += 1
        plural = owner.endswith("s") or owner in _IRREGULAR
        return plural and wordnet.is_person(singular(owner)) and clean(self.all[head]) in words("organisation_heads")

    def _is_shop(self, start: int, j: int, end: int) -> bool:
        """ "Hadley's Brewery", "Tanner's Row": one word's possessive and one head noun."""
        head = clean(self.all[j + 1])
        after = self.all[j + 2] if j + 2 < end else None
        alone = all(clean(self.all[i]) in words("titles") for i in range(start, j - 1)) and (
            after is None or not self.is_name_word(after)
        )
        owner = self.all[j - 1].text
        named = gazetteer.place_kind(owner) or gazetteer.is_demonym(owner) or gazetteer.organisation(owner)
        return alone and (not named or j - 1 > start) and head in words("shop_heads")

    def _joined(self, start: int, j: int, end: int) -> int | None:
        """Where "of", "for" or "and" at j joins the run with what follows: one past the next word; else None."""
        token = self.all[j]
        k = j + 1
        if k < end and self.all[k].lower == "the" and token.lower in ("of", "for", "on"):
            k += 1
        if k >= end or not self.is_name_word(self.all[k]):
            return None
        before, left = clean(self.all[j - 1]), [clean(self.all[i]) for i in range(start, j)]
        openers = words("organisation_openers")
        if token.lower == "of":
            title = before in words("titles")
            if not title and before in openers | words("land_openers", "of_openers"):
                return k + 1
            if title and self._title_of(k):
                return k + 1
            same = self.label_at.get(j)
            if same and same[2] in ("ORG", "FAC", "GPE", "LOC") and not title:
                inside = self.label_at.get(start, (None,))[0] == same[0] == self.label_at.get(k, (None,))[0]
                return k + 1 if inside else None
            return None
        if token.lower == "for":
            opened = "of" in left and left[0] in openers | words("for_openers")
            return k + 1 if before in words("for_openers") or opened else None
        if token.lower == "on":
            return k + 1 if before in words("on_openers") else None
        return self._joined_by_and(start, j, k, end, left)

    def _title_of(self, k: int) -> bool:
        """ "Secretary of State Colin Powell", "Director of Public Prosecutions": one title, not a place."""
        return clean(self.all[k]) in words("title_modifiers") and not gazetteer.place_kind(self.all[k].text)

    def _joined_by_and(self, start: int, j: int, k: int, end: int, left: list[str]) -> int | None:
        stop = k + 1
        while stop < min(end, k + MAX_NAME_TOKENS) and (
            self.is_name_word(self.all[stop])
            or (self.all[stop].text in (",", "and") and stop + 1 < end and self.is_name_word(self.all[stop + 1]))
        ):
            stop += 1
        for last in range(stop, k, -1):
            text = self._text(start, last)
            if gazetteer.organisation(text) or gazetteer.place_kind(text):
                return last
        if self.all[j].text == ",":
            return self._listed_fields(start, j, end, self._opened(left))
        while stop > k and self.all[stop - 1].text in (",", "and"):
            stop -= 1
        if self._named_by_initials(start, j, k, stop):
            return stop
        if any(self.all[i].text in (",", "and") for i in range(k, stop)):
            return None
        head = clean(self.all[stop - 1])
        common = all(self._is_common(self.all[i]) for i in range(start, j) if self.all[i].text not in "&-")
        opener = self._opened(left)
        another = clean(self.all[k]) in words("for_openers", "organisation_openers")
        if opener and not another and self._is_common(self.all[k]) and self._is_common(self.all[j - 1]):
            return k + 1
        if (
            common
            and stop - k >= 1
            and head in words("organisation_heads")
            and j - start <= 2
            and left[-1] not in words("organisation_heads", "titles")
        ):
            return stop if all(self._is_common(self.all[i]) for i in range(k, stop)) else None
        covered = self.label_at.get(start)
        if covered and covered[2] == "ORG" and self.label_at.get(stop - 1, (None,))[0] == covered[0]:
            pair = left[-1] not in words("organisation_heads") and self.all[start].text[:1].isupper() and len(left) == 1
            plain = not is_acronym(self.all[start].text) and not gazetteer.place_kind(self.all[start].text)
            known = gazetteer.organisation(self.all[start].text) or (
                gazetteer.is_common_surname(self.all[start].text) and gazetteer.is_common_surname(self.all[k].text)
            )
            if (
                pair
                and plain
                and not known
                and (stop - k == 1 or head in words("organisation_heads"))
                and not gazetteer.place_kind(self._text(k, stop))
                and not gazetteer.organisation(self._text(k, stop))
            ):
                return stop
        return None

    def _named_by_initials(self, start: int, j: int, k: int, stop: int) -> bool:
        """ "Scottish and Newcastle (S&N)": the brackets make one name of two."""
        following = "".join(token.text for token in self.all[stop : stop + 5])
        initials = f"{self.all[j - 1].text[:1]}&{self.all[k].text[:1]}"
        named = j - start <= 2 and following.startswith(f"({initials})")
        if named:
            self.whole.add(stop)
        return named

    def _opened(self, left: list[str]) -> bool:
        """ "Department of …", "Beijing Commission for …": what follows "of" or "for" may be a list of fields."""
        at = next((i for i, word in enumerate(left) if word in ("of", "for") and i > 0), None)
        return at is not None and left[at - 1] in words("organisation_openers", "for_openers") | {"secretary"}

    def _listed_fields(self, start: int, j: int, end: int, opened: bool) -> int | None:
        """ "Meteorology, Climatology and Geophysics Agency": fields of work, then the body; one past its end."""
        if not (opened and self._is_common(self.all[j - 1])) and (
            j - start != 1 or not self._is_common(self.all[start])
        ):
            return None
        k, joined = j + 1, False
        end = min(end, j + MAX_NAME_TOKENS)
        while k < end and is_capitalised(self.all[k]) and self._is_common(self.all[k]):
            k += 1
            if joined:
                while not opened and k < end and is_capitalised(self.all[k]) and self._is_common(self.all[k]):
                    k += 1
                return k if opened or clean(self.all[k - 1]) in words("organisation_heads") else None
            if k < end and self.all[k].text == "," and k + 1 < end and self.all[k + 1].lower == "and":
                k += 1
            if k >= end or self.all[k].lower not in (",", "and", "&"):
                return None
            joined = self.all[k].lower != ","
            k += 1
        return None

    def _is_common(self, token: Token) -> bool:
        """An ordinary word with a capital: "Customs", "Health"; no place, acronym or person."""
        lower = token.lower
        if is_acronym(token.text) or gazetteer.place_kind(token.text) or gazetteer.is_given_name(token.text):
            return False
        return is_everyday_word(lower) or lower.endswith(("ic", "al", "ary", "ive", "logy"))

    def _text(self, start: int, stop: int) -> str:
        raw = self.paragraph.text
        offset = self.paragraph.start
        return " ".join(raw[self.all[start].start - offset : self.all[stop - 1].end - offset].split())

    # Parting a run

    def _part(self, start: int, stop: int) -> Iterator[Candidate]:
        """Candidates of one run: parted at titles, at demonyms, where spaCy sees two names."""
        start, stop = self.trim(start, stop)
        while stop - start > 1 and clean(self.all[stop - 1]) in words("trailing_words"):
            stop -= 1  # "Clare Short MP", "Salford MP", "Harry Potter DVD"
        if start >= stop or self._shouted(start, stop) or _PARTY_AND_STATE.fullmatch(self._text(start, stop)):
            return
        if self._known(start, stop):
            yield self._candidate(start, stop)
            return
        if (
            stop - start >= 2
            and at_start(self.all[start], self.all)
            and self.all[start].lower in words("organisation_kinds")
        ):
            candidate = self._candidate(start + 1, stop)
            candidate.kind_before = True
            yield candidate
            return
        if stop - start >= 2 and self._opens_with_adjective(start, stop):
            start += 1
        title = self._last_title(start, stop)
        if title is not None:
            before = self._strip_role(start, title)
            if before is not None:
                for name in self._names(*before):
                    name.role_after = clean(self.all[title])
                    yield name
            if title + 1 < stop:
                kept = title + 2 == stop and clean(self.all[title]) in words("kept_titles")  # "Lord Falconer"
                yield self._candidate(title if kept else title + 1, stop, titled=True)
            return
        yield from self._names(start, stop)

    def _opens_with_adjective(self, start: int, stop: int) -> bool:
        """ "New Southampton manager", "Former Chelsea striker": the capital is the sentence's, the name comes after."""
        opener = self.all[start]
        if not at_start(opener, self.all) or opener.lower not in words("opening_adjectives"):
            return False
        return self._known(start + 1, stop) and not self._known(start, stop)

    def _shouted(self, start: int, stop: int) -> bool:
        """ "BREAKING NEWS": everyday words in capitals, unless they open a dateline."""
        texts = [self.all[i].text for i in range(start, stop)]
        opens = start == self.all[start].sentence.tokens[0].i and self.paragraph.role == "body"
        if len(texts) < 2 or opens or not all(text.isupper() for text in texts):
            return False
        if not any(len(text) > 3 for text in texts):
            return False
        return all(len(text) > 2 and text.isalpha() and gazetteer.organisation(text) is None for text in texts)

    def _known(self, start: int, stop: int) -> bool:
        text = self._text(start, stop)
        return gazetteer.organisation(text) is not None or gazetteer.place_kind(text) is not None

    def _last_title(self, start: int, stop: int) -> int | None:
        """The index of the last title that a person's name follows, or that the run ends with."""
        titles = words("titles")
        heads = words("organisation_heads", "facility_heads", "land_heads", "settlement_heads")
        last = clean(self.all[stop - 1])
        if last in titles and (stop - start == 1 or self._is_title_phrase(start, stop)):
            return stop - 1
        for k in range(stop - 2, start - 1, -1):
            if clean(self.all[k]) not in titles:
                continue
            rest = [clean(self.all[i]) for i in range(k + 1, stop)]
            if rest[0] == "of":
                office = self._office_end(k + 1, stop)
                if office is None:
                    continue
                return office
            if self.all[k + 1].text in _POSSESSIVES or self.all[k + 1].text == "&":
                continue
            thing = all(self._is_thing(i) for i in range(k + 1, stop))
            surname = gazetteer.is_common_surname(self.all[stop - 1].text)
            headed = last in heads and not (
                surname and (len(rest) == 1 or gazetteer.is_given_name(self.all[k + 1].text))
            )
            named = headed or (self._is_body(k + 1, stop) and not gazetteer.is_given_name(self.all[k + 1].text))
            if named or thing or all(word in titles | words("title_modifiers") for word in rest):
                continue
            if (
                k > start
                and gazetteer.is_given_name(self.all[start].text)
                and self.label(start) == "PERSON" == self.label(k)
            ):
                continue  # "Stephen King", "Martin Luther King"
            return k
        for k in range(stop - 2, start - 1, -1):
            plain = all(clean(self.all[i]) in titles | words("title_modifiers") for i in range(start, k))
            if (
                plain
                and self._is_trade(k)
                and (self._is_initial(k + 1) or gazetteer.is_given_name(self.all[k + 1].text))
            ):
                return k  # "Chief Conservator S. Venkatappa", "Reader Moira Lee"
        opener = self.all[start]
        spans = self.label_at.get(start, (None,))[0], self.label_at.get(start + 1, (None,))[0]
        if (
            (stop - start >= 3 or (stop - start == 2 and spans[0] != spans[1]))
            and at_start(opener, self.all)
            and (last not in heads or clean(opener) not in titles)
            and wordnet.is_person(opener.lower)
            and not gazetteer.is_given_name(opener.text)
            and not gazetteer.is_demonym(opener.text)
            and (not gazetteer.is_common_surname(opener.text) or gazetteer.is_given_name(self.all[start + 1].text))
        ):
            return start  # "Renter Maya Lindqvist": the capital is the sentence's
        return None

    def _is_trade(self, i: int) -> bool:
        """ "Conservator", "Reader": a noun for people that nobody is called."""
        text = self.all[i].text
        if gazetteer.is_common_surname(text) or gazetteer.is_given_name(text) or gazetteer.is_demonym(text):
            return False
        return wordnet.is_person(text.lower())

    def _is_initial(self, i: int) -> bool:
        """ "S.", "H.R.": capitals with points."""
        return re.fullmatch(r"(?:[A-Z]\.){1,3}", self.all[i].text) is not None

    def _is_thing(self, i: int) -> bool:
        """ "General Election", "Chief Concern": an everyday word that nobody is called."""
        text = self.all[i].text
        named = gazetteer.is_common_surname(text) or gazetteer.is_given_name(text) or self.label(i) == "PERSON"
        return is_everyday_word(text) and not named

    def _office_end(self, start: int, stop: int) -> int | None:
        """The last word of an office whose "of" is at `start`, if a name follows: "Secretary [of Health] Ann Lee"."""
        i = start
        while i < stop and (clean(self.all[i]) in words("title_modifiers") or not is_capitalised(self.all[i])):
            i += 1
        return i - 1 if start < i < stop else None

    def _is_body(self, start: int, stop: int) -> bool:
        """A known organisation, country or state: no person, though a title stands before it."""
        text = self._text(start, stop)
        return gazetteer.organisation(text) is not None or gazetteer.place_kind(text) in ("country", "state")

    def _is_title_phrase(self, start: int, stop: int) -> bool:
        """ "Prime Minister", "Deputy Director", "Chief Executive", "Secretary of State": nothing but a role."""
        known = words("titles", "title_modifiers")
        return all(clean(self.all[i]) in known for i in range(start, stop))

    def _strip_role(self, start: int, title: int) -> tuple[int, int] | None:
        """What stands before a title without the role's own words: "Los Angeles [Deputy Police Chief]"."""
        roles = words("titles", "title_modifiers")
        opener = clean(self.all[start]) in words("organisation_openers") and title - start >= 3
        stop = title
        while stop > start and not self._known(start, stop):
            last = self.all[stop - 1]
            if clean(last) not in roles and is_capitalised(last):
                break
            if opener and is_capitalised(last) and clean(last) not in words("titles"):
                break
            stop -= 1
        while start < stop and (clean(self.all[start]) in words("ranks") or not is_capitalised(self.all[start])):
            start += 1
        for end in range(stop, start + 1, -1):
            if self._known(start, end):
                return start, end  # "[Border Patrol] El Centro Sector Chief"
        field = clean(self.all[title]) in ("minister", "secretary", "undersecretary", "commissioner")
        if field and all(is_everyday_word(self.all[i].text) for i in range(start, stop)):
            return None  # "Public Enterprises Minister"
        return (start, stop) if start < stop else None

    def _names(self, start: int, stop: int) -> Iterator[Candidate]:
        """One name, or two that stand side by side ("Frenchman Thierry Henry", "Trump White House")."""
        cut = self._side_by_side(start, stop)
        if cut is None:
            yield self._candidate(start, stop)
        else:
            yield self._candidate(start, cut)
            yield self._candidate(cut, stop)

    def _side_by_side(self, start: int, stop: int) -> int | None:
        if stop - start < 2 or stop in self.whole or self._known(start, stop):
            return None
        last = clean(self.all[stop - 1])
        headed = last in words("organisation_heads", "facility_heads", "land_heads") | words("settlement_heads")
        first = self.all[start].text
        if gazetteer.is_demonym(first) and not headed:
            rest_label = self.label(start + 1)
            if self.label_at.get(start, (None,))[0] != self.label_at.get(start + 1, (None,))[0]:
                return start + 1 if rest_label in NAME_LABELS or self.label(start) == "NORP" else None
            if gazetteer.is_given_name(self.all[start + 1].text) and stop - start >= 3:
                return start + 1
        if self.all[stop - 1].tag == "NNPS" and gazetteer.is_demonym(self.all[stop - 1].text):
            return stop - 1  # "UK Muslims"
        if headed and not self._known_tail(start, stop):
            return None
        for cut in range(start + 1, stop):
            one, two = self.label_at.get(cut - 1), self.label_at.get(cut)
            if self.all[cut].text in "&-'’" or self.all[cut - 1].text in "&-'’":
                continue
            if gazetteer.place_kind(self._text(start, cut)) in ("country", "state") and (
                self._text(cut, stop) in words("events")
            ):
                return cut  # "Scotland Six Nations"
            parted = one is not None and two is not None and one[0] != two[0] and two[2] in NAME_LABELS
            if parted and one is not None and two is not None:
                kinds = {one[2], two[2]}
                place_first = one[2] in ("GPE", "NORP") and self._known(start, cut)
                long_enough = cut - start >= 2 and stop - cut >= 2
                if len(kinds) == 2 and two[2] in ("PERSON", "ORG", "FAC", "GPE") and (place_first or long_enough):
                    return cut
            if (
                stop - cut >= 2
                and gazetteer.organisation(self._text(cut, stop))
                and (self.label(start) == "PERSON" or gazetteer.is_common_surname(self._text(start, cut)))
            ):
                return cut
        return None

    def _known_tail(self, start: int, stop: int) -> bool:
        return any(gazetteer.organisation(self._text(cut, stop)) for cut in range(start + 1, stop - 1))

    def _candidate(self, start: int, stop: int, label: str | None = None, titled: bool = False) -> Candidate:
        particle = titled and self.all[start].lower in words("name_particles")  # "Mr von Hagen"
        trimmed = (start, self.trim(start, stop)[1]) if particle else self.trim(start, stop)
        start, stop = self._without_generic_head(*(trimmed if trimmed[0] < trimmed[1] else (start, stop)))
        first, last = self.all[start], self.all[stop - 1]
        labels = [found for i in range(start, stop) if (found := self.label(i))]
        best = max(dict.fromkeys(labels), key=labels.count) if labels else None
        offset = self.paragraph.start
        return Candidate(
            self.paragraph,
            start,
            stop,
            first.start,
            last.end,
            self.paragraph.text[first.start - offset : last.end - offset],
            label or (best if best in NAME_LABELS else None),
            titled=titled,
            initial=at_start(first, self.all),
        )

    def _without_generic_head(self, start: int, stop: int) -> tuple[int, int]:
        """ "United Farm Workers Union": the name is known without the noun that only tells what it is."""
        if stop - start >= 3 and clean(self.all[stop - 1]) in words("generic_heads"):
            whole, name = self._text(start, stop), self._text(start, stop - 1)
            if gazetteer.organisation(name) and not gazetteer.organisation(whole):
                return start, stop - 1
        return start, stop
