"""Why something cannot be reckoned: a problem that does not know its place yet."""

from __future__ import annotations

from typing import NoReturn

from dedoc.errors import Location, Report


class Refused(Exception):  # noqa: N818 -- it says what became of a formula, and its message is for the formula's author
    """Says that a formula, or a time in it, has no value, with the templates of a problem (``errors.Problem``)."""

    def __init__(self, message: str, hint: str, values: dict[str, object]) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.values = values

    def tell(self, report: Report, location: Location | None) -> None:
        """Report it at the place where the formula was written."""
        report.error(location, self.message, self.hint, **self.values)


class Unknown(Exception):  # noqa: N818 -- nothing is wrong: a number is waited for
    """Says that a formula has no value yet, for nobody has verified a number that it is made of."""


class Unread(Unknown):
    """Says that a formula has no value, for a fact that it is made of could not be read, which has been told."""


def refuse(message: str, hint: str, **values: object) -> NoReturn:
    """Raise ``Refused``."""
    raise Refused(message, hint, values)
