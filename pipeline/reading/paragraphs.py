"""Split a text into paragraphs, each with its role.

A line is a paragraph, unless the text is hard-wrapped (its lines end where a fixed width did): then the lines of one
paragraph are joined. What is longer than any paragraph (a text without line breaks) is cut behind a sentence. Roles
come from a line's shape and place, and from the patterns of lexicon/boilerplate.yaml.
Everything here is linear in the text's length: patterns are asked of short lines only.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.reading.lexicon import load_yaml
from pipeline.reading.pieces import MAX_PARAGRAPH, pieces_of

MIN_WRAP_WIDTH, MAX_WRAP_WIDTH = 30, 120
# In English prose most words are lower-case, so most broken lines go on with one; a table's or a list's don't.
MIN_LOWER_CONTINUATIONS = 0.4
MAX_PATTERN_CHARACTERS = 400
MAX_TITLE_CHARACTERS, MAX_TITLE_WORDS = 180, 28
MAX_HEADING_CHARACTERS, MAX_HEADING_WORDS = 90, 12
# A byline stands at an article's head or foot.
BYLINE_WITHIN = 8


class ParagraphSpan(NamedTuple):
    """A paragraph's role and its place in the text; without surrounding white space."""

    role: str
    start: int
    end: int


class _Line(NamedTuple):
    start: int  # without surrounding white space
    end: int
    after_blank: bool  # a blank line, or the text's start, stands before it


_LIST_ITEM = re.compile(r"(?:[-–—*•·▪◦‣●○■□➤►»+]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])\s+\S")
_SENTENCE_END = re.compile(r"[.!…;,]['\"”’»)\]]{0,3}$")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|No|[ap]\.m|etc|vs))\.?$")
_INNER_SENTENCE = re.compile(r"[a-z0-9’”\"')][.!?]['\"”’)]{0,2} ['\"“‘(]{0,2}[A-Z]")
_TABLE_ROW = re.compile(r"\t|\s[|/]\s.*\s[|/]\s|\s{3,}\S")
_LABELLED_VALUE = re.compile(r":\s.*\d|\d.*[$€£%]|[$€£]\s?\d|\d\s?%|\d[.,]\d")
_WORK = "Interview|Analysis|Column|Report|Words|Opinion|Comment|Commentary|Review|Story|Essay|Reporting|Text"
_BYLINE = re.compile(
    rf"(?:(?:{_WORK}):\s|(?:(?:{_WORK})\s)?(?:By|BY|by)\s+)(?P<rest>[A-Z][^.!?;:]{{0,140}}(?:\.[^.!?;:]{{0,60}}){{0,3}})$"
)
_FUNCTION = re.compile(r", [a-z]{2,20}(?: [a-z]{2,20})? (?:correspondent|editor|reporter|writer|columnist)$")
_BYLINE_SMALL_WORDS = frozenset(
    [
        *("and", "in", "for", "of", "the", "at", "on", "with", "de", "la", "le", "van", "von", "der", "den", "bin"),
        *("al", "el", "da", "dos", "del", "y", "staff", "writer", "reporter", "editor", "correspondent", "agencies"),
        *("contributor", "chief", "political", "business", "health", "economics", "science", "sports", "senior"),
    ]
)
_RELEASE_PREFIX = re.compile(r"(?i:for immediate release|press release|news release|embargoed[^:]{0,40})\s*[:–—-]\s*")
_DATELINE = re.compile(r"[A-Z][A-Z’'.\- ]{2,40}(?:,[^–—\-]{1,40})?\s*(?:\([^)]{0,30}\))?\s*[–—-]{1,2}\s")


def split_paragraphs(text: str) -> list[ParagraphSpan]:
    """The paragraphs of a text in order; an empty text has none."""
    spans = [piece for span in _join_wrapped(text, _lines(text)) for piece in _bounded(text, span)]
    roles = _roles([text[start:end] if end - start <= MAX_PATTERN_CHARACTERS else None for start, end in spans])
    return [ParagraphSpan(role, start, end) for role, (start, end) in zip(roles, spans, strict=True)]


def _bounded(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """A span too long for one paragraph in several, without surrounding white space."""
    if span[1] - span[0] <= MAX_PARAGRAPH:
        return [span]
    parts = [(start, text[start:end]) for start, end in pieces_of(text, *span, MAX_PARAGRAPH)]
    return [
        (start + len(part) - len(part.lstrip()), start + len(part.rstrip())) for start, part in parts if part.strip()
    ]


def _lines(text: str) -> list[_Line]:
    lines, offset, after_blank = [], 0, True
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            start = offset + len(raw) - len(raw.lstrip())
            lines.append(_Line(start, start + len(content), after_blank))
        after_blank = not content
        offset += len(raw) + 1
    return lines


# Hard-wrapped text


def _join_wrapped(text: str, lines: list[_Line]) -> list[tuple[int, int]]:
    """Spans of paragraphs: lines, joined where a line was broken for its width alone."""
    spans: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].after_blank:
            spans.extend(_join_block(text, lines[first:i]))
            first = i
    return spans


def _join_block(text: str, block: list[_Line]) -> list[tuple[int, int]]:
    """The paragraphs of one block of lines between blank lines.

    A line is full if the next line's first word would not have fitted behind it; full lines are joined with the next
    if enough of those go on in lower case, as broken sentences do.
    """
    alone = [(line.start, line.end) for line in block]
    width = max(line.end - line.start for line in block) if block else 0
    if len(block) < 2 or not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return alone
    goes_on = [_goes_on(text, line, following, width) for line, following in pairwise(block)]
    lower = sum(text[following.start].islower() for on, following in zip(goes_on, block[1:], strict=True) if on)
    if not any(goes_on) or lower < MIN_LOWER_CONTINUATIONS * sum(goes_on):
        return alone
    joined = [alone[0]]
    for on, (start, end) in zip(goes_on, alone[1:], strict=True):
        if on:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on(text: str, line: _Line, following: _Line, width: int) -> bool:
    space = text.find(" ", following.start, following.end)
    first_word = (space if space >= 0 else following.end) - following.start
    full = line.end - line.start + 1 + first_word > width
    return full and not _LIST_ITEM.match(text, following.start, following.end)


# Roles


def _roles(texts: list[str | None]) -> list[str]:
    """The role of each paragraph; None stands for a text too long to be anything but prose."""
    roles = [_role_by_wording(text, i) if text is not None else "body" for i, text in enumerate(texts)]
    prose = [role == "body" and not _is_headline(text) for role, text in zip(roles, texts, strict=True)]
    last_prose = max((i for i, is_prose in enumerate(prose) if is_prose), default=-1)
    seen_content = False
    run = 0  # headline-like lines in a row: three and more are a list
    for i, (role, text) in enumerate(zip(roles, texts, strict=True)):
        if role != "body":
            continue
        if prose[i]:
            run = 0
        elif not seen_content and i < last_prose and _is_title(text):
            roles[i] = "title"
        elif i < len(texts) - 1 and _is_heading(text):
            run += 1
            if run == 1 or (run == 2 and roles[i - 1] == "heading"):
                roles[i] = "heading"
        seen_content = True
    return roles


def _role_by_wording(text: str, index: int) -> str:
    """metadata or boilerplate by pattern, else body."""
    as_written = " ".join(text.split())
    line = as_written.lower()  # matching without regard to case is several times slower
    words = line.count(" ") + 1
    for role in ("boilerplate", "metadata"):
        max_words, anyhow, unfinished, within = _patterns(role)
        if words <= max_words and (
            anyhow.match(line) or (not _ends_sentence(line) and unfinished.match(line)) or within.search(line)
        ):
            return role
    if index < BYLINE_WITHIN and words <= 16 and _is_byline(as_written):
        return "metadata"
    return "body"


@cache
def _patterns(role: str) -> tuple[int, re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How many words a line may have; what opens any line, what an unfinished one, what stands within one."""
    data = load_yaml("boilerplate")[role]
    opens = [*data["opens"], *(f"(?:{whole})[.:]?$" for whole in data["whole"])]
    return data["max_words"], _any_of(opens), _any_of(data["labels"]), _any_of(data["within"])


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def _is_byline(line: str) -> bool:
    """ "By Dana Okonski, Staff Writer": names and functions only, no sentence ("By the numbers:", "By Friday …")."""
    match = _BYLINE.match(line)
    if not match or _ends_sentence(line):
        return False
    words = [word.strip(",|&()") for word in _FUNCTION.sub("", match["rest"]).split()]
    return all(not word or word[0].isupper() or word.lower() in _BYLINE_SMALL_WORDS for word in words)


def _is_headline(text: str | None) -> bool:
    """A line without a sentence's end, neither list item nor a row of figures."""
    if text is None or _LIST_ITEM.match(text) or _TABLE_ROW.search(text):
        return False
    return not _ends_sentence(text) and not _INNER_SENTENCE.search(text) and any(char.isalpha() for char in text)


def _ends_sentence(text: str) -> bool:
    tail = text[-12:]
    return bool(_SENTENCE_END.search(tail)) and not _ABBREVIATION_END.search(tail)


def _is_title(text: str | None) -> bool:
    if text is None or not _is_headline(text):
        return False
    if _RELEASE_PREFIX.match(text):
        return True
    short = len(text) <= MAX_TITLE_CHARACTERS and text.count(" ") < MAX_TITLE_WORDS
    return short and not text.endswith(":") and not _DATELINE.match(text) and not text[0].islower()


def _is_heading(text: str | None) -> bool:
    if text is None or not _is_headline(text):
        return False
    short = len(text) <= MAX_HEADING_CHARACTERS and text.count(" ") < MAX_HEADING_WORDS
    prose = text[0].islower() or _LABELLED_VALUE.search(text) or _DATELINE.match(text)
    return short and not prose
