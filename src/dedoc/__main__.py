"""Runs the program as ``python -m dedoc``."""

import gc

from dedoc.cli import main

# A document is held to the end, by the million objects: looking through the old ones for garbage finds none.
gc.set_threshold(20_000, 50, 1000)
raise SystemExit(main())
