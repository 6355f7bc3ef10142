"""Who of those sought is held: pairs that a person judges."""
