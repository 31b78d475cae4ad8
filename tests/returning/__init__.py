"""Word files that come back: an edition, what people do to its file, and what must come of it."""
