"""Charts beside tables, per source."""
