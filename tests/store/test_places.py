"""The user's folders of dexcli are where platformdirs says that they are."""

from pathlib import Path

import platformdirs
import pytest

from dexcli.store import places
from dexcli.store.places import Place

_TOLD = {
    Place.CONFIG: platformdirs.user_config_path,
    Place.DATA: platformdirs.user_data_path,
    Place.STATE: platformdirs.user_state_path,
    Place.CACHE: platformdirs.user_cache_path,
}


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("given", [None, "", "relative", "/somewhere/else"])
def test_a_folder_of_the_user_is_the_one_of_platformdirs(
    monkeypatch: pytest.MonkeyPatch, place: Place, given: str | None
) -> None:
    variable = f"XDG_{place.name}_HOME"
    if given is None:
        monkeypatch.delenv(variable, raising=False)
    else:
        monkeypatch.setenv(variable, given)

    assert places.folder_of(place) == _TOLD[place]("dexcli", appauthor=False)


def test_where_the_system_is_another_platformdirs_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Path("wherever")
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: told)

    assert places.folder_of(Place.CACHE) == told
