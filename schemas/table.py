"""How a table is declared: columns with type, meaning, unit and vocabulary; keys; order; grounding."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `unit` is the physical or counting unit of its numbers, where they have one."""

    name: str
    type: pa.DataType
    description: str
    nullable: bool = False
    unit: str | None = None
    vocabulary: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` holds a value of `table`.`target`, or null where the column is nullable."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `description` opens with the grain ("one row a document")."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    grounded: bool = False  # raw_text.text[char_start:char_end] == text
    preview: tuple[str, ...] = ()  # the columns that tell a reader most, for previews

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def span_columns(what: str) -> tuple[Column, ...]:
    """The columns that ground a row in its document; `what` names the thing quoted."""
    return (
        Column(
            "char_start",
            pa.int32(),
            f"Where {what} opens in raw_text.text, in Unicode code points.",
            unit="code point",
            minimum=0,
        ),
        Column(
            "char_end",
            pa.int32(),
            f"Where {what} ends in raw_text.text, exclusive, in code points.",
            unit="code point",
            minimum=0,
        ),
        Column("text", pa.string(), f"The characters of {what}: raw_text.text[char_start:char_end]."),
    )


DOCUMENT_ID = Column(
    "document_id",
    pa.string(),
    "The document: the seed's path relative to the seeds folder, POSIX style; path#id for a row of a file of rows.",
)
PARAGRAPH_ID = Column("paragraph_id", pa.string(), "The paragraph: {document_id}#p{paragraph_index}.")
DOCUMENT_KEY = ForeignKey("document_id", "raw_text", "document_id")
PARAGRAPH_KEY = ForeignKey("paragraph_id", "paragraphs", "paragraph_id")
