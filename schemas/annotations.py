"""annotations: what spaCy read in each paragraph."""

import pyarrow as pa

from schemas.table import DOCUMENT_ID, DOCUMENT_KEY, PARAGRAPH_ID, PARAGRAPH_KEY, Column, Table


def _list(name: str, of: pa.DataType, description: str, unit: str | None = None) -> Column:
    return Column(name, pa.list_(of), description, unit=unit)


ANNOTATIONS = Table(
    name="annotations",
    description=(
        "One row a paragraph: its tokens, tags, parse and named spans as spaCy read them, once. The token_* lists, "
        "tag, pos, dep, head and lemma run in parallel, one element a token; offsets count in raw_text.text."
    ),
    columns=(
        PARAGRAPH_ID,
        DOCUMENT_ID,
        Column(
            "text_hash",
            pa.string(),
            "SHA-256 of the paragraph's text, hexadecimal: the same text is never parsed again.",
        ),
        _list("token_start", pa.int32(), "Where each token opens.", "code point"),
        _list("token_end", pa.int32(), "Where each token ends, exclusive.", "code point"),
        _list("tag", pa.string(), "Part-of-speech tags, Penn Treebank."),
        _list("pos", pa.string(), "Part-of-speech tags, Universal Dependencies."),
        _list("dep", pa.string(), "Dependency labels, ClearNLP as spaCy's English models give them."),
        _list("head", pa.int32(), "Index of each token's head in the paragraph; a root is its own head."),
        _list("lemma", pa.string(), "Base forms."),
        _list("sentence_start", pa.int32(), "Indexes of the tokens that open a sentence."),
        _list("entity_start", pa.int32(), "Where each named span opens.", "code point"),
        _list("entity_end", pa.int32(), "Where each named span ends, exclusive.", "code point"),
        _list("entity_label", pa.string(), "OntoNotes label of each named span, as the model gave it."),
    ),
    key=("paragraph_id",),
    order=("document_id", "paragraph_id"),
    foreign_keys=(DOCUMENT_KEY, PARAGRAPH_KEY),
    preview=("paragraph_id", "tag", "dep", "entity_label"),
)
