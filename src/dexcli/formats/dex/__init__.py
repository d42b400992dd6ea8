"""Contacts of the app Dex: its CSV in, and out in the columns that it takes."""

from dexcli.formats.dex.reading import recognises, rows
from dexcli.formats.dex.writing import write

__all__ = ["recognises", "rows", "write"]
