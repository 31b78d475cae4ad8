"""Translating an edition: units and their catalogs, what is checked in them, and how they travel to other tools."""
