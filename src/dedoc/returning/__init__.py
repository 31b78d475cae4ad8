"""A Word file comes back: what was changed in it becomes a patch to the chapters that it was printed from."""
