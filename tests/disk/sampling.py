"""All of them in the full sweep, and a fixed choice of them in CI."""

import random
from collections.abc import Sequence
from typing import TypeVar

from tests.conftest import FULL

T = TypeVar("T")


def some(all_of_them: Sequence[T], count: int, *, full: int | None = None) -> list[T]:
    """Return ``count`` of them, always the same; in the full sweep ``full``, or all of them."""
    if FULL:
        count = len(all_of_them) if full is None else full
    if len(all_of_them) <= count:
        return list(all_of_them)
    chosen = random.Random(len(all_of_them)).sample(range(len(all_of_them)), count)  # noqa: S311 - no secret
    return [all_of_them[number] for number in sorted(chosen)]
