"""The dataset for other tools: queried by SQL, exported, and described by the standards' own metadata files."""
