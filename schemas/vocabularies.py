"""The closed vocabularies of the dataset: a value outside them fails its table's check."""

SEED_REJECTION_REASONS = (
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
)
PARAGRAPH_ROLES = ("title", "heading", "body", "boilerplate", "metadata")
# OntoNotes 5.0 names; numbers and dates are no entities.
ENTITY_LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART")
COMPARATORS = ("=", "~", "<", "<=", ">", ">=")
CLAIM_KINDS = (
    "count",
    "money",
    "percent",
    "ratio",
    "duration",
    "age",
    "length",
    "area",
    "volume",
    "mass",
    "speed",
    "temperature",
    "energy",
    "power",
    "data",
    "other",
)
STATISTICS = ("mean", "median", "total", "maximum", "minimum")
CHANGES = ("up", "down")
STATUSES = ("reported", "target", "threshold", "forecast", "conditional", "denied")
RELATIONS = ("target_vs_actual", "conflicting_reports", "change_over_time")
NUMBER_REJECTION_REASONS = (
    "date",
    "year",
    "decade",
    "time",
    "ordinal",
    "name",
    "address",
    "phone",
    "reference",
    "identifier",
    "url",
    "score",
    "list_marker",
    "idiom",
    "pronoun",
    "vague",
    "fraction_word",
    "table",
    "multiple",
    *("boilerplate", "metadata"),  # any number in a paragraph of that role
)
