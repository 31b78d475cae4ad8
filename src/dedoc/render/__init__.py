"""From a localised document to files: the press makes the PDF and the page map, Word takes the map."""
