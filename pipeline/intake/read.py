"""Read a folder of seeds: each becomes documents or a refusal, nothing is lost and nothing stops the rest."""

from __future__ import annotations

import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from pipeline.intake.compose import compose
from pipeline.intake.contents import COMPRESSIONS, BoundedReader, open_content, read_document
from pipeline.intake.document import Refusal, RejectedSeed, SeedDocument, SeedsFolderError, blame_machine
from pipeline.intake.folder import Seed
from pipeline.intake.formats.comma_separated import read_comma_separated
from pipeline.intake.formats.content import Content, Row
from pipeline.intake.formats.json_lines import read_json_lines
from pipeline.intake.formats.markdown import read_markdown
from pipeline.intake.formats.page import PageReader
from pipeline.intake.formats.parquet import read_parquet, spooled
from pipeline.intake.formats.plain_text import read_plain_text
from pipeline.intake.formats.rows import complete, row_content, row_id
from pipeline.intake.places import Root, check_place, find_seeds

__all__ = ["SeedsFolderError", "read_changed_seeds", "read_seeds"]

TEXT_TYPES: dict[str, Callable[[bytes], Content]] = {
    ".txt": read_plain_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
PAGE_TYPES = (".html", ".htm", ".xhtml")
LINE_TYPES: dict[str, Callable[[BoundedReader, Mapping[str, str]], Iterator[Row]]] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_comma_separated,
    ".tsv": read_comma_separated,
}
PARQUET_TYPES = (".parquet",)
TYPES = (*TEXT_TYPES, *PAGE_TYPES, *LINE_TYPES, *PARQUET_TYPES)

Found = SeedDocument | RejectedSeed


def read_seeds(folder: Path | str, columns: Mapping[str, str] | None = None) -> Iterator[SeedDocument | RejectedSeed]:
    """Yield a document or a refusal for each seed, and for each row of a seed with rows, in the order of their paths.

    `columns` names the seeds' columns where they aren't called id, text, title, published_at, url, language:
    {"text": "body"}. A row that is refused is named path#id, or where it has no usable id path#line 12 (Parquet: row
    12); a seed with rows that breaks off is refused under its path, after the rows that were read.
    SeedsFolderError (with one clear line), at once, if the folder is missing, no folder or can't be read.
    """
    return (found for _, found in read_changed_seeds(folder, columns))


def read_changed_seeds(
    folder: Path | str,
    columns: Mapping[str, str] | None = None,
    kept: Callable[[Seed], Collection[str] | None] = lambda _: None,
) -> Iterator[tuple[Seed, SeedDocument | RejectedSeed]]:
    """As read_seeds, each with its seed; but pass over the seeds whose documents the caller still has.

    `kept` gives the ids of a seed's documents if all that is in it is known to be them, else None. A seed is read all
    the same if one of those ids has become another seed's.
    """
    root = check_place(folder)
    return _read_all(root, complete(columns), kept)


def _read_all(
    root: Root, columns: Mapping[str, str], kept: Callable[[Seed], Collection[str] | None]
) -> Iterator[tuple[Seed, Found]]:
    taken: set[str] = set()  # the ids of the documents so far
    with PageReader() as pages:
        for seed in find_seeds(root):
            known = kept(seed)
            if known is not None and taken.isdisjoint(known):
                taken.update(known)
                continue
            try:
                for found in _read_seed(root, seed, columns, pages, taken):
                    if isinstance(found, SeedDocument):
                        taken.add(found.document_id)
                    yield seed, found
            except SeedsFolderError:  # the store can't be reached: no fault of the seed
                raise
            # The one place that takes any error: whatever a stranger's file sets off in a library, the rest is read.
            except Exception as error:
                yield seed, _rejected(seed.document_id, error)


def _rejected(document_id: str, error: Exception) -> RejectedSeed:
    if isinstance(error, Refusal):
        return RejectedSeed(document_id, error.reason, error.detail)
    if isinstance(error, OSError):
        blame_machine(error)
        return RejectedSeed(document_id, "unreadable", error.strerror or str(error))
    return RejectedSeed(document_id, "failed", f"intake: {type(error).__name__}: {error}")


def _read_seed(
    root: Root, seed: Seed, columns: Mapping[str, str], pages: PageReader, taken: set[str]
) -> Iterator[Found]:
    if seed.reason is not None:
        raise Refusal(seed.reason, seed.detail)
    if seed.document_id in taken:  # only names with bytes that aren't UTF-8, or that look like another seed's row
        raise Refusal("duplicate", f"an earlier seed has the same id as {seed.path!a}")
    kind, compression = type_of(seed.path)
    if kind in TEXT_TYPES:
        yield compose(seed.document_id, TEXT_TYPES[kind](read_document(root, seed, compression)))
    elif kind in PAGE_TYPES:
        yield compose(seed.document_id, pages.read(read_document(root, seed, compression)))
    else:
        count = 0
        for row in _rows(root, seed, kind, compression, columns):
            count += 1
            yield _read_row(seed, row, columns, taken)
        if count == 0:
            raise Refusal("empty", "no rows")


def type_of(path: str) -> tuple[str, str | None]:
    """A seed's type and compression by the end of its name: (".csv", ".gz"); Refusal (unsupported_type) for others."""
    name = path.lower()
    compression = next((end for end in COMPRESSIONS if name.endswith(end)), None)
    plain = name.removesuffix(compression) if compression else name
    kind = next((end for end in TYPES if plain.endswith(end)), None)
    if kind is None:
        raise Refusal(
            "unsupported_type", f"none of {', '.join(TYPES)}, nor one of them with {' or '.join(COMPRESSIONS)}"
        )
    return kind, compression


def _rows(root: Root, seed: Seed, kind: str, compression: str | None, columns: Mapping[str, str]) -> Iterator[Row]:
    with open_content(root, seed, compression) as content:
        if kind in LINE_TYPES:
            yield from LINE_TYPES[kind](content, columns)
        elif compression is None:
            yield from read_parquet(content.plain(), _size(seed), columns)
        else:
            with spooled(content) as spool:
                yield from read_parquet(spool, _size(seed), columns)


def _size(seed: Seed) -> int:
    return seed.status.st_size if seed.status is not None and stat.S_ISREG(seed.status.st_mode) else 0


def _read_row(seed: Seed, row: Row, columns: Mapping[str, str], taken: set[str]) -> Found:
    document_id = f"{seed.document_id}#{row.place}"
    try:
        if isinstance(row.columns, Refusal):
            raise row.columns
        document_id = f"{seed.document_id}#{row_id(row.columns, columns)}"
        if document_id in taken:
            raise Refusal("duplicate", "the id stands before; its first document is kept")
        return compose(document_id, row_content(row.columns, columns))
    except Exception as error:  # as in _read_all: a row that fails doesn't cost the others
        refused = _rejected(document_id, error)
        return RejectedSeed(document_id, refused.reason, f"{row.place}: {refused.detail}")
