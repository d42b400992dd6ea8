"""The index: what a ledger's files said, kept in the cache folder so that few are parsed again.

It is derived, and any doubt of it means a file is parsed: a command's answer
doesn't depend on it. The letters I1 to I6 are the rules in ARCHITECTURE.md.
"""
