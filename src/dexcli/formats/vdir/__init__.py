"""A folder of cards and the ledger, kept alike: which card is whose, and what each side learns."""
