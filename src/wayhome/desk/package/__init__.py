"""Who goes home in this round, and the signatures under it."""
