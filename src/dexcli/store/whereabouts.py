"""Where those of a step are now, who may be called otherwise since or have come back by a sync."""

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from dexcli.core import ids, references
from dexcli.core.errors import DexcliError
from dexcli.core.ledger import Ledger
from dexcli.core.merging.places import Follow
from dexcli.core.merging.versions import handle_of
from dexcli.store import codec, disk, following, removed
from dexcli.store.disk import Found
from dexcli.store.folder import Folder
from dexcli.store.naming import SUFFIX
from dexcli.store.steps import Image


def located(
    images: tuple[Image, ...], folder: Folder, ledger: Ledger
) -> Iterator[tuple[Image, Image, Found | None]]:
    """Yield each image, what it is as people are called now, and its file there.

    In what is merged, mentions are as they are now too: else the same mention
    under another handle would pass for a change that came later.
    """
    there = [(image, *_found(image, folder, ledger)) for image in images]
    called = {
        handle_of(image.name): Follow(handle_of(now.name))
        for image, now, _ in there
        if now.name != image.name
    }
    back = {handle_of(image.name) for image in images if image.after is None}
    for image, now, found in there:
        if "/" in image.name:
            yield image, now, found
            continue
        follows = called | _called_now(image, folder, ledger, called.keys() | back)
        before, after = (
            None if raw is None else following.rewritten({image.name: raw}, {}, follows)[image.name]
            for raw in (image.raw_before, image.raw_after)
        )
        if found is not None and found.raw == image.raw_after:
            after = found.raw
        yield image, Image.of(now.name, before, after, mode=image.mode), found


def came_back(images: Iterable[Image], ledger: Ledger, own: Collection[str]) -> dict[str, str]:
    """Return whom these images removed and who is in another file now, and in which.

    A sync brings back whom another machine changed, under the handle that they have
    there. In one of their ``own`` files they are by the step itself, as after a `merge`.
    """
    gone = [each for each in images if each.after is None and "/" not in each.name]
    if not gone:
        return {}
    files = {
        key: name
        for contact in ledger
        if (name := f"{contact.handle}{SUFFIX}") not in own
        for key in (*contact.was, contact.id)
    }
    back: dict[str, str] = {}
    for image in gone:
        table = table_of(image.raw_before, image)
        key = table.get("id") or ids.of_contact(handle_of(image.name), str(table.get("name")))
        if (file := files.get(str(key))) is not None:
            back[image.name] = file
    return back


def table_of(raw: bytes | None, image: Image) -> dict[str, object]:
    """Return what an image's file says; what is none or can't be read says nothing."""
    try:
        return codec.parse(codec.decode_text(raw or b"", image.name), image.name)
    except DexcliError:
        return {}


def listed(value: object) -> list[object]:
    """Return a list as it is, and anything else as an empty one."""
    return value if isinstance(value, list) else []


def _called_now(
    image: Image, folder: Folder, ledger: Ledger, known: Collection[str]
) -> dict[str, Follow]:
    """Return what an image mentions by a handle that somebody had earlier, or who is removed."""
    follows: dict[str, Follow] = {}
    removed_names: dict[str, str] | None = None
    for raw in filter(None, (image.raw_before, image.raw_after)):
        try:
            said = references.mentioned(codec.decode(raw, image.name).contact)
        except DexcliError:
            continue
        for handle in said - {*ledger.contacts, *known}:
            if (contact := ledger.resolve(handle)) is not None:
                follows[handle] = Follow(contact.handle)
                continue
            if removed_names is None:
                removed_names = {each.handle: each.name for each in removed.load(folder.path)}
            if handle in removed_names:
                follows[handle] = Follow(removed_names[handle], is_name=True)
    return follows


def _found(image: Image, folder: Folder, ledger: Ledger) -> tuple[Image, Found | None]:
    """Return an image with its file as it is now, under the name that the person has now.

    The file of the old name may be somebody else's by now, which ids tell.
    """
    found = disk.read_if_there(image.path_in(folder.path))
    if image.after is None or "/" in image.name:
        return image, found
    stem, key = handle_of(image.name), table_of(image.raw_after, image).get("id")
    if found is not None:
        table = table_of(found.raw, image)
        if not key or table.get("id", key) == key or key in listed(table.get("was")):
            return image, found
    for contact in ledger:
        called = {contact.id, *contact.was} if key and contact.id else {*contact.was}
        if (key if key and contact.id else stem) in called:
            now = replace(image, name=f"{contact.handle}{SUFFIX}")
            return now, disk.read_if_there(now.path_in(folder.path))
    return image, None
