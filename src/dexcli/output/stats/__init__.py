"""`stats` as people and programs read it: charts, plain records, JSON, CSV, a page."""
