"""Word files read safely."""
