"""Convoys, head counts and the crossing."""
