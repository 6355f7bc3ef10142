"""Wayhome: from two confidential lists to people at home.

Every room of this package is a step a person passes on the way: `people`, `tracing`, `agreement`, `handover`,
`reception`, `claims`, `record`. ARCHITECTURE.md draws the house; each room's docstring says what it is for and what it
will never do.
"""
