"""Terms proposed, countered, accepted."""
