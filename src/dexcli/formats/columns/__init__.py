"""What the tables of other programs share: a header somewhere, cells, days, keys, profiles."""
