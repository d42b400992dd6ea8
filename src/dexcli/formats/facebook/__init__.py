"""What Facebook and Instagram give of their members: friends, whom one follows, messages."""
