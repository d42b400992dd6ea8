"""What a person probably meant: messages for files that are wrong, read only then."""
