"""What a build may be surrounded by: environments of other Pythons, no network, another user, one processor."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

PYTHONS = ("3.11", "3.12", "3.13")
"""The Pythons that dedoc promises to run in."""

OFFLINE = (("unshare", "-rn"), ("unshare", "-n"))
"""Commands that run a command without a network, the first for everybody, where the system allows it."""

SOMEBODY = (("unshare", "--map-user=1234", "--map-group=1234"),)
ONE_PROCESSOR = (("taskset", "-c", "0"),)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The environment, the umask and the command that a process is run by."""

    variables: dict[str, str]
    umask: int = 0o022
    commands: Sequence[Sequence[str]] = field(default=((),))


def python_of(version: str) -> str:
    """Return the Python of an environment that holds what the lock names and nothing else; skip where there is none."""
    folder = ROOT / f".venv-{version}"
    kept, lock = folder / "requirements.lock", ROOT / "requirements.lock"
    if not kept.is_file():
        pytest.skip(f"there is no .venv-{version}, which .ci/run makes where it finds that Python: not tried in it")
    if kept.read_bytes() != lock.read_bytes():
        pytest.skip(f".venv-{version} is of another lock; .ci/run brings it up to date: not tried in it")
    return str(folder / "bin" / "python")


def working(commands: Sequence[Sequence[str]]) -> list[str]:
    """Return the first command that can run another one here; skip where none can."""
    for command in commands:
        try:
            if not command or subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
                return list(command)
        except OSError:
            continue
    said = " and ".join(f"“{' '.join(command)}”" for command in commands)
    pytest.skip(f"{said} cannot be used here")
