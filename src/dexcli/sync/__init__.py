"""The ledger on several machines: git, where the user has set it up."""
