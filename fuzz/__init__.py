"""What strangers' files do to the readers of dedoc: ``python -m fuzz READER --seconds N`` in the root of the checkout.

Every reader is a target in ``fuzz.readers``: it takes bytes, and calls what a command calls with them. What it raises
but DedocError, what takes it longer or more memory than ``fuzz.watching`` says, and what ends the process is a find.
"""
