"""The manual's topics, which come with the program."""
