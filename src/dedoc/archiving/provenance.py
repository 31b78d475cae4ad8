"""Where every byte of a report came from: an in-toto statement with the provenance of SLSA, version 1 of both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dedoc import __version__
from dedoc.archiving.bag import digest
from dedoc.archiving.opening import is_unsafe
from dedoc.archiving.printing import Recipe
from dedoc.toolchain import machine, tools

STATEMENT, PREDICATE = "https://in-toto.io/Statement/v1", "https://slsa.dev/provenance/v1"
KIND, BUILDER = "urn:dedoc:build:1", "urn:dedoc"


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
        languages = tuple(_plain(each) for each in asked["languages"])
        is_compared = bool(asked.get("fidelity"))
        recipe = Recipe(_plain(asked["edition"]), languages, _plain(asked["style"]), moment, is_compared)
        subjects = {str(each["name"]): str(each["digest"]["sha256"]) for each in statement["subject"]}
        used = {str(d["uri"]): str(d["digest"]["sha256"]) for d in definition["resolvedDependencies"] if "uri" in d}
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(str(error)) from error
    return recipe, subjects, used, {str(key): str(value) for key, value in inner.items()}


def _plain(name: Any) -> str:
    """Return a name that leads nowhere else and is no option of a command; ValueError for any other."""
    if not isinstance(name, str) or is_unsafe(name) or "/" in name or name.startswith("-"):
        raise ValueError(str(name))
    return name
