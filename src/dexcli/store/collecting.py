"""The search for cycles, put off while very much is made that has none."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def put_off() -> Iterator[None]:
    """Let no search for cycles, of which contacts have none, slow down what is done.

    Source: measured, 0.58 s of the 1.9 s in which 10,000 contacts are read.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
