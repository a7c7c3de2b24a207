"""The dataset in a browser: search, filters, gaps, timelines, each figure in its article."""
