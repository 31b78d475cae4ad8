"""Where every byte of a report came from: an in-toto statement with the provenance of SLSA, version 1 of both."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import re
import sys
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dedoc import __version__
from dedoc.archiving.bag import digest
from dedoc.archiving.printing import Recipe

STATEMENT, PREDICATE = "https://in-toto.io/Statement/v1", "https://slsa.dev/provenance/v1"
KIND, BUILDER = "urn:dedoc:build:1", "urn:dedoc"
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def provenance(recipe: Recipe, inputs: Mapping[str, bytes], outputs: Mapping[str, bytes], lock: str) -> bytes:
    """Return the statement: what was made, how, and every input and tool with its hash."""
    definition = {
        "buildType": KIND,
        "externalParameters": {
            "edition": recipe.edition,
            "languages": list(recipe.languages),
            "style": recipe.style,
            "fidelity": recipe.is_compared,
        },
        "internalParameters": {"SOURCE_DATE_EPOCH": recipe.moment, **machine()},
        "resolvedDependencies": [
            *({"uri": uri, "digest": {"sha256": found}} for uri, found in tools(lock).items()),
            *({"name": name, "digest": {"sha256": digest("sha256", data)}} for name, data in sorted(inputs.items())),
        ],
    }
    details = {"builder": {"id": BUILDER, "version": {"dedoc": __version__}}}
    statement = {
        "_type": STATEMENT,
        "subject": [
            {"name": name, "digest": {"sha256": digest("sha256", data)}} for name, data in sorted(outputs.items())
        ],
        "predicateType": PREDICATE,
        "predicate": {"buildDefinition": definition, "runDetails": details},
    }
    return json.dumps(statement, ensure_ascii=False, indent=1).encode() + b"\n"


def machine() -> dict[str, str]:
    """Return what else bytes may depend on: the system, the kind of processor, and the system's zlib."""
    return {"system": sys.platform, "machine": platform.machine(), "zlib": zlib.ZLIB_RUNTIME_VERSION}


def tools(lock: str) -> dict[str, str]:
    """Return the Python and the packages of a lock that run here, as package URLs, with a hash of each.

    The hash of Python is that of its executable; that of a package is over the hashes in its RECORD (PEP 376), without
    what its installation wrote, so that two installations of one wheel have one hash.
    """
    found = {f"pkg:generic/python@{platform.python_version()}": _executable()}
    for name, _ in LOCKED.findall(lock):
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            # The lock is for every system; this one does not need it.
            continue
        found[f"pkg:pypi/{name}@{package.version}"] = _content(package)
    return found


@cache
def _executable() -> str:
    return hashlib.sha256(Path(sys.executable).resolve().read_bytes()).hexdigest()


def _content(package: importlib.metadata.Distribution) -> str:
    lines = sorted(
        f"{path.as_posix()},{path.hash.value}"
        for path in package.files or ()
        if path.hash and ".." not in path.parts and not path.parts[0].endswith(".dist-info") and path.suffix != ".pyc"
    )
    return digest("sha256", "\n".join(lines).encode())


def unlike_lock(lock: str) -> tuple[tuple[str, str, str], ...]:
    """Return the packages that run here in another version than that of the lock: name, locked, running."""
    running = {uri.removeprefix("pkg:pypi/").rpartition("@")[0]: uri.rpartition("@")[2] for uri in tools(lock)}
    return tuple(
        (name, version, running[name])
        for name, version in LOCKED.findall(lock)
        if name in running and _plain(running[name]) != _plain(version)
    )


def _plain(version: str) -> str:
    """Return a version as it can be compared: 1.002 is 1.2 (PEP 440, "Integer Normalization")."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", version)


def read_statement(data: bytes) -> tuple[Recipe, dict[str, str], dict[str, str], dict[str, str]]:
    """Return the recipe of a statement, the hashes of its outputs, its tools with theirs, and its machine.

    ValueError if it is no such statement.
    """
    try:
        statement: Any = json.loads(data)
        if (statement["_type"], statement["predicateType"]) != (STATEMENT, PREDICATE):
            raise ValueError(statement["predicateType"])
        definition = statement["predicate"]["buildDefinition"]
        asked, inner = definition["externalParameters"], dict(definition["internalParameters"])
        moment = int(inner.pop("SOURCE_DATE_EPOCH"))
        languages = tuple(str(each) for each in asked["languages"])
        is_compared = bool(asked.get("fidelity"))
        recipe = Recipe(str(asked["edition"]), languages, str(asked["style"]), moment, is_compared)
        subjects = {str(each["name"]): str(each["digest"]["sha256"]) for each in statement["subject"]}
        used = {str(d["uri"]): str(d["digest"]["sha256"]) for d in definition["resolvedDependencies"] if "uri" in d}
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return recipe, subjects, used, {str(key): str(value) for key, value in inner.items()}
