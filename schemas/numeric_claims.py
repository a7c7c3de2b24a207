"""numeric_claims: what the texts claim in numbers."""

import pyarrow as pa

from schemas.table import (
    DOCUMENT_ID,
    DOCUMENT_KEY,
    PARAGRAPH_ID,
    PARAGRAPH_KEY,
    Column,
    ForeignKey,
    Table,
    span_columns,
)
from schemas.vocabularies import CHANGES, CLAIM_KINDS, COMPARATORS, STATISTICS, STATUSES

NUMERIC_CLAIMS = Table(
    name="numeric_claims",
    description=(
        "One row a quantity that a text states as a fact, target, threshold, forecast, condition or denial, with who "
        "says it and the characters it stands on."
    ),
    columns=(
        Column("claim_id", pa.string(), "The claim: {document_id}#c{char_start}-{char_end}."),
        DOCUMENT_ID,
        PARAGRAPH_ID,
        Column("sentence_index", pa.int32(), "The sentence's place in its paragraph, from 0.", minimum=0),
        *span_columns(
            "the quantity expression: number words, scale, unit or currency sign; for a count the number alone"
        ),
        Column("sentence", pa.string(), "The whole sentence: the evidence."),
        Column(
            "value", pa.float64(), "The figure in `unit`, scale words applied; fractions as ratios; a range's midpoint."
        ),
        Column("value_low", pa.float64(), "The lower end of a range, or a lower bound.", nullable=True),
        Column("value_high", pa.float64(), "The upper end of a range, or an upper bound.", nullable=True),
        Column("comparator", pa.string(), "How the text ties the figure to the fact.", vocabulary=COMPARATORS),
        Column("kind", pa.string(), "What kind of quantity it is.", vocabulary=CLAIM_KINDS),
        Column(
            "unit",
            pa.string(),
            "percent; ISO 4217 code; else the unit's English name, singular, British; null for count and ratio.",
            nullable=True,
        ),
        Column("si_value", pa.float64(), "The value in `si_unit`.", nullable=True),
        Column("si_unit", pa.string(), "The SI unit, where the unit is physical.", nullable=True),
        Column("period", pa.string(), "The period of a rate, an ISO 8601 duration: P1D for a day.", nullable=True),
        Column("metric", pa.string(), "What is counted or measured: a lemmatised noun phrase, head last."),
        Column(
            "subject", pa.string(), "What the figure is of, where the text says more than the metric.", nullable=True
        ),
        Column("statistic", pa.string(), "The statistic that the text names.", nullable=True, vocabulary=STATISTICS),
        Column(
            "change", pa.string(), "The figure is a change's size, or moved there.", nullable=True, vocabulary=CHANGES
        ),
        Column("status", pa.string(), "In which sense it is stated.", vocabulary=STATUSES),
        Column("agent", pa.string(), "Who does it.", nullable=True),
        Column("agent_entity_id", pa.string(), "The agent's entity.", nullable=True),
        Column("source", pa.string(), "Who says it.", nullable=True),
        Column("source_entity_id", pa.string(), "The source's entity.", nullable=True),
        Column(
            "inner_source",
            pa.string(),
            "Of several speakers, one inside the other's report, the one nearest to the figure.",
            nullable=True,
        ),
        Column("quoted", pa.bool_(), "Whether it stands inside direct speech."),
        Column("time_text", pa.string(), "The claim's own time, in the text's words.", nullable=True),
        Column("time_start", pa.date32(), "The first day of that time.", nullable=True),
        Column("time_end", pa.date32(), "The last day of that time.", nullable=True),
        Column("place", pa.string(), "Where it happened.", nullable=True),
        Column("place_entity_id", pa.string(), "The place's entity.", nullable=True),
        Column(
            "confidence",
            pa.float64(),
            "How likely every field is right, calibrated on labelled articles.",
            minimum=0,
            maximum=1,
        ),
        Column(
            "rules", pa.map_(pa.string(), pa.string()), "The name of the construction behind each field that one gave."
        ),
    ),
    key=("claim_id",),
    order=("document_id", "char_start", "char_end"),
    foreign_keys=(
        DOCUMENT_KEY,
        PARAGRAPH_KEY,
        ForeignKey("agent_entity_id", "entities", "entity_id"),
        ForeignKey("source_entity_id", "entities", "entity_id"),
        ForeignKey("place_entity_id", "entities", "entity_id"),
    ),
    grounded=True,
    preview=("text", "value", "unit", "period", "metric", "status", "agent", "source", "sentence"),
)
