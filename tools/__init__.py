"""Tools that make files of the repository."""
