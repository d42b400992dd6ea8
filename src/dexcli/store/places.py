"""Where this user's folders of dexcli are on this machine: settings, ledger, state and cache."""

import os
import sys
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path  # only a name here; whoever presses Tab waits for it


class Place(Enum):
    """A folder of the user: the variable that says where, and the usual place below home.

    Source: XDG Base Directory Specification 0.8.
    """

    CONFIG = ("XDG_CONFIG_HOME", "~/.config")
    DATA = ("XDG_DATA_HOME", "~/.local/share")
    STATE = ("XDG_STATE_HOME", "~/.local/state")
    CACHE = ("XDG_CACHE_HOME", "~/.cache")


def folder_of(place: Place) -> "Path":
    """Return the user's folder of dexcli, as platformdirs gives it."""
    from pathlib import Path

    return Path(name_of(place))


def name_of(place: Place) -> str:
    """Return the folder as text.

    On Linux it is said here, since every `due` on a large ledger asks for it and
    platformdirs takes 12 ms to load.
    """
    if sys.platform.startswith("linux") and "ANDROID_DATA" not in os.environ:
        variable, usual = place.value
        given = os.environ.get(variable, "").strip()
        return os.path.join(given if os.path.isabs(given) else os.path.expanduser(usual), "dexcli")
    import platformdirs  # only where it isn't known without

    ask = {
        Place.CONFIG: platformdirs.user_config_path,
        Place.DATA: platformdirs.user_data_path,
        Place.STATE: platformdirs.user_state_path,
        Place.CACHE: platformdirs.user_cache_path,
    }
    return str(ask[place]("dexcli", appauthor=False))
