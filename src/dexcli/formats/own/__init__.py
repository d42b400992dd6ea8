"""Our own table: what `export csv` writes, to be changed in a spreadsheet and imported again."""
