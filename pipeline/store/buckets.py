"""Which file of a table holds a document's rows.

Documents are spread over buckets by a hash of their id, so that a change of one document touches one file a table; the
number of buckets follows the corpus, so that files are neither many nor large. Both depend on nothing but the
documents: however a dataset came about, it has the same files.
"""

from __future__ import annotations

import hashlib

# 2.5 million words are about 15 MiB of text, 14 MiB of annotations in Parquet and 150 MiB of them in memory, the
# largest thing that a stage holds of one bucket; a corpus of up to that many words has one file a table.
WORDS_PER_BUCKET = 2_500_000
KEY_BYTES = 8


def document_key(document_id: str) -> bytes:
    """The first 8 bytes of the SHA-256 of a document's id."""
    return hashlib.sha256(document_id.encode()).digest()[:KEY_BYTES]


def bucket_of(key: bytes, buckets: int) -> int:
    """The bucket of the document with that key; `buckets` is a power of two."""
    return int.from_bytes(key, "big") % buckets


def bucket_count(words: int) -> int:
    """How many buckets a corpus of so many words has: a power of two, so that a growing corpus splits its buckets."""
    buckets = 1
    while words > buckets * WORDS_PER_BUCKET:
        buckets *= 2
    return buckets


def may_share(bucket: int, buckets: int, other: int, others: int) -> bool:
    """Whether bucket `bucket` of `buckets` may hold a document that stood in bucket `other` of `others`."""
    return bucket % min(buckets, others) == other % min(buckets, others)
