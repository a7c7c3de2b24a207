"""One module a format: from a seed's bytes to its text and what it says of itself."""
