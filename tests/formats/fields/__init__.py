"""One module a format: a file in which every field has a value of its own, and what became of it."""
