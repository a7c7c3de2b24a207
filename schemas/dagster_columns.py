"""A table's columns as Dagster's UI shows them."""

from __future__ import annotations

import dagster as dg

from schemas.table import Column, Table


def dagster_column_schema(table: Table) -> dg.TableSchema:
    """Column names, types, descriptions and constraints."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name,
                str(column.type),
                description=column.description,
                constraints=dg.TableColumnConstraints(
                    nullable=column.nullable, unique=table.key == (column.name,), other=_other_constraints(column)
                ),
                tags={"unit": column.unit.replace(" ", "_")} if column.unit else {},
            )
            for column in table.columns
        ],
        constraints=dg.TableConstraints(other=[f"key: {', '.join(table.key)}", f"order: {', '.join(table.order)}"]),
    )


def _other_constraints(column: Column) -> list[str]:
    constraints = []
    if column.vocabulary:
        constraints.append("one of " + ", ".join(column.vocabulary))
    if column.minimum is not None:
        constraints.append(f">= {column.minimum:g}")
    if column.maximum is not None:
        constraints.append(f"<= {column.maximum:g}")
    return constraints
