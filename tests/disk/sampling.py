"""All of them in the full sweep, and a fixed choice of them in CI."""

import random
from collections.abc import Sequence
from typing import TypeVar

from tests.conftest import FULL

T = TypeVar("T")


def some(all_of_them: Sequence[T], count: int) -> list[T]:
    """Return all of them in the full sweep, and else ``count`` of them, always the same."""
    if FULL or len(all_of_them) <= count:
        return list(all_of_them)
    chosen = random.Random(len(all_of_them)).sample(range(len(all_of_them)), count)  # noqa: S311 - no secret
    return [all_of_them[number] for number in sorted(chosen)]
