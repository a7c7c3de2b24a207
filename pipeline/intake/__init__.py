"""Intake: from a folder of seeds to documents, and a refusal with its reason for whatever is none.

    folder      which names are seeds; the guard at the folder's border
    contents    a seed's bytes: decompressed, bounded, unchanged while read
    decoding    from bytes to text
    formats/    text, Markdown, pages, JSON lines, CSV, Parquet: the text and what the seed says of itself
    language, published     what the text itself tells
    compose     all of it to a document
    read        the front door: read_seeds
    digest      whether there is anything new: digest_seeds

A document's id is the seed's path below the folder; of a row, the path, # and the row's id. Ids are neither escaped nor
normalised, but for bytes that aren't UTF-8 (%XX). A refused row without a usable id is named by its place: `#line 12`.

Refusals, by reason:

    not_text              binary content under a text's name
    empty                 no letter or digit; a page without main text; a seed without rows
    too_large             a text beyond compose.MAX_DOCUMENT_CHARACTERS, a file beyond contents.MAX_DOCUMENT_BYTES, or
                          packed like a bomb (contents.MAX_RATIO)
    undecodable           broken or cut-off UTF-8 or UTF-16, no encoding that fits, broken compression, broken Parquet
    unsupported_type      a name that ends in none of read.TYPES
    unsupported_language  surely not English (language.MIN_RATIO), or said so by the seed
    duplicate             an id that an earlier document has; two documents with the same text are both kept
    malformed_row         a row that breaks its format's rules, or lacks an id or a text; a header without these columns
    unsafe_path           a link, or a row's id, that leads out of the folder; an id with control characters
    not_a_file            a FIFO, socket or device; a folder named as a file; a link to a folder
    unreadable            permission, a broken link or a loop of links, a file that changes or vanishes meanwhile
    failed                an error of this code or a library's; a page that exceeds its time or memory

A date, address or title that can't be used is unknown and costs nothing else.
"""
