"""What a finished report says: read back from its PDF and its Word file, to be held against the document."""
