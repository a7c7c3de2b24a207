"""A stranger's text is data, wherever it arrives."""
