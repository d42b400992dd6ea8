"""Contacts as Google exports them and takes them back."""

from dexcli.formats.google.reading import recognises, rows
from dexcli.formats.google.writing import write

__all__ = ["recognises", "rows", "write"]
