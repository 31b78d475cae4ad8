"""From an edition to its translations, and what is checked in them."""
