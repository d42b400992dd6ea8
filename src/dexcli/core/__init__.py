"""The rules: pure values and functions; no path, console or clock."""
