"""Mail: who wrote to whom and when, from the headers alone; no text of a message is ever kept."""
