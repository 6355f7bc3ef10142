"""The test kit: a small round with everybody in it, and histories that try everything with it."""
