"""An edition printed in several languages at once, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.queues import SimpleQueue
from typing import TypeAlias

from dedoc.build import Order, Result, build
from dedoc.errors import DedocError, Problem, of_machine

LOOK = 0.1
"""Seconds between two looks at how far the languages are."""

News: TypeAlias = tuple[str, str]
"""A language and the stage that it has come to."""

_news: SimpleQueue[News] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one language: the result, or the problems that kept it from being printed."""

    language: str
    result: Result | None
    problems: tuple[Problem, ...]


def build_all(order: Order, languages: Sequence[str], tell: Callable[[str, str], None]) -> tuple[Outcome, ...]:
    """Print an edition in several languages, and return what became of each, in their order.

    ``tell`` hears of every stage that a language comes to. What fails in one keeps no other from being printed.
    """
    context = multiprocessing.get_context("spawn")
    news: SimpleQueue[News] = context.SimpleQueue()
    workers = min(len(languages), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, context, _begin, (news,)) as pool:
        ahead: dict[Future[Outcome], str] = {
            pool.submit(_build, replace(order, locale=language)): language for language in languages
        }
        found: dict[str, Outcome] = {}
        waiting = set(ahead)
        while waiting:
            done, waiting = wait(waiting, LOOK, FIRST_COMPLETED)
            while not news.empty():
                tell(*news.get())
            found |= {ahead[future]: _outcome(future, ahead[future]) for future in done}
    return tuple(found[language] for language in languages)


def _outcome(future: Future[Outcome], language: str) -> Outcome:
    """Return what became of a language; the system may have ended the process that printed it, or never begun one."""
    try:
        return future.result()
    except BrokenProcessPool:
        message = "a process that printed died, and “{language}” was not printed"
        hint = "the machine may have had no memory left: print one language at a time"
        return Outcome(language, None, (Problem(message, None, hint, values={"language": language}),))


def _begin(news: SimpleQueue[News]) -> None:
    global _news  # noqa: PLW0603 -- a process of the pool has no other place to keep what it was begun with
    _news = news


def _build(order: Order) -> Outcome:
    """Print one language; its problems travel as values, for exceptions lose what they hold between processes."""
    language = str(order.locale)

    def tell(stage: str) -> None:
        if _news is not None:
            _news.put((language, stage))

    try:
        result = build(order, tell)
    except DedocError as error:
        return Outcome(language, None, error.problems)
    except (OSError, MemoryError) as error:
        problem = of_machine(error)
        if problem is None:
            raise
        return Outcome(language, None, (problem,))
    return Outcome(language, result, result.problems)
