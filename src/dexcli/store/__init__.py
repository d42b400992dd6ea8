"""Files: reading, checking and writing a ledger on disk."""
