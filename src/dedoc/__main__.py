"""Runs the program as ``python -m dedoc``."""

from dedoc.cli import main

raise SystemExit(main())
