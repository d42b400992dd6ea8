"""Two names swapped in one step, where the system can: what was displaced can be looked at.

Source: renameat2(2), RENAME_EXCHANGE; Linux 3.15, glibc 2.28.
"""

import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


def swap(one: Path, other: Path) -> bool:
    """Swap two names in one step; return False where this system can't, and nothing happened.

    Raises:
        OSError: It can, and failed.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # only for a file that is replaced

    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    if libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))
