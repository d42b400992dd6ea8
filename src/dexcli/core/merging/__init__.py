"""The parts of the three-way merge: what equals what, whose order, which rule for which key."""
