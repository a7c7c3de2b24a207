"""The dataset on disk: Parquet files written aside, checked, moved into place; one writer at a time."""
