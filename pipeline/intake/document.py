"""What intake hands on: a document, or a refusal with its reason."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

# Kept as a type, so that a misspelt reason fails the type check; equal to schemas.vocabularies.SEED_REJECTION_REASONS.
Reason = Literal[
    "not_text",
    "empty",
    "too_large",
    "undecodable",
    "unsupported_type",
    "unsupported_language",
    "duplicate",
    "malformed_row",
    "unsafe_path",
    "not_a_file",
    "unreadable",
    "failed",
]
REASONS: tuple[str, ...] = get_args(Reason)

MAX_DETAIL_CHARACTERS = 300

# What the machine lacks, whatever the seed (room on a disk, also on that of temporary files; descriptors; memory): as a
# refusal it would leave a sound seed out until somebody edits it.
_MACHINE_LACKS = (
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
)


@dataclass(slots=True, frozen=True)
class SeedDocument:
    """One row of raw_text."""

    document_id: str
    title: str | None
    published_at: date | None
    language: str  # BCP 47
    text: str
    content_hash: str  # SHA-256 of `text` in UTF-8, hex
    word_count: int
    url: str | None = None


@dataclass(slots=True, frozen=True)
class RejectedSeed:
    """One row of rejected_seeds; `detail` is one printable line."""

    document_id: str
    reason: Reason
    detail: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "detail", one_line(self.detail))


class SeedsFolderError(Exception):
    """The seeds folder can't be read at all; its message is one clear line."""


class Refusal(Exception):  # noqa: N818 no error: what it says of a seed is a result
    """Raised inside intake where a seed turns out to be no document; read_seeds makes a RejectedSeed of it."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason
        self.detail = detail


def blame_machine(error: OSError) -> None:
    """SeedsFolderError if an error says what the machine lacks, and nothing of the seed that was being read."""
    if error.errno in _MACHINE_LACKS:
        raise SeedsFolderError(f"can't read the seeds: {error.strerror or error}") from error


def one_line(text: str) -> str:
    """The text on one line, without control characters or lone surrogates, at most MAX_DETAIL_CHARACTERS long."""
    # isprintable is false for controls, format characters (bidi), separators but the space, and surrogates.
    shown = "".join(
        c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}"
        for c in text[: 2 * MAX_DETAIL_CHARACTERS]
    )
    shown = re.sub(r" +", " ", shown).strip()
    return shown if len(shown) <= MAX_DETAIL_CHARACTERS else shown[: MAX_DETAIL_CHARACTERS - 1] + "…"
