"""Pages for browsers that hold all they show: one HTML file, without scripts and without addresses of others."""

from __future__ import annotations

from collections.abc import Mapping


def web_page(name: str, values: Mapping[str, object]) -> bytes:
    """Return a template of dedoc's own, filled: an unknown name is an error, and every value is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 -- builds do not wait for it

    environment = Environment(
        loader=PackageLoader("dedoc", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name).render(**values).encode("utf-8")
