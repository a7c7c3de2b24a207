"""Read a folder of seeds: each becomes documents or a refusal, nothing is lost and nothing stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.intake.compose import Content, compose
from pipeline.intake.contents import read_document
from pipeline.intake.decoding import decode
from pipeline.intake.document import Refusal, RejectedSeed, SeedDocument
from pipeline.intake.folder import Seed, check_folder, find_seeds


def read_seeds(folder: Path) -> Iterator[SeedDocument | RejectedSeed]:
    """Yield a document or a refusal for each seed, and for each row of a seed with rows, in the order of their paths.

    SeedsFolderError (with one clear line), at once, if the folder is missing, no folder or can't be read.
    """
    root = check_folder(folder)
    return _unique(_read_all(root))


def _read_all(root: Path) -> Iterator[SeedDocument | RejectedSeed]:
    for seed in find_seeds(root):
        try:
            yield from _read_seed(root, seed)
        except Refusal as refusal:
            yield RejectedSeed(seed.document_id, refusal.reason, refusal.detail)
        except OSError as error:
            yield RejectedSeed(seed.document_id, "unreadable", error.strerror or str(error))
        # The one place that takes any error: whatever a stranger's file sets off in a library, the rest is read.
        except Exception as error:  # noqa: BLE001
            yield RejectedSeed(seed.document_id, "failed", f"intake: {type(error).__name__}: {error}")


def _read_seed(root: Path, seed: Seed) -> Iterator[SeedDocument | RejectedSeed]:
    if seed.reason is not None:
        raise Refusal(seed.reason, seed.detail)
    if not seed.path.lower().endswith(".txt"):
        raise Refusal("unsupported_type", "not .txt")
    yield compose(seed.document_id, Content(decode(read_document(root, seed))))


def _unique(found: Iterator[SeedDocument | RejectedSeed]) -> Iterator[SeedDocument | RejectedSeed]:
    """The first document of each id; each further one refused."""
    seen: dict[str, int] = {}
    for one in found:
        if isinstance(one, SeedDocument):
            count = seen[one.document_id] = seen.get(one.document_id, 0) + 1
            if count > 1:
                one = RejectedSeed(
                    one.document_id, "duplicate", f"the id's occurrence number {count}: the first is kept"
                )
        yield one
