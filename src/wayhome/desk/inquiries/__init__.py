"""Questions between parties about people, and the answers."""
