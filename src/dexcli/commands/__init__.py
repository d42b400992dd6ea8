"""One file a command: read, decide, do, say."""
