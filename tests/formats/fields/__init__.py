"""One module a format: a file in which every field has a value that is nowhere else."""
