"""Compartments: what one delegation keeps to itself, and the walls around it.

First wall: a query for such a row outside a delegation's scope raises. Second wall, on PostgreSQL: the database itself
shows each delegation's role its own rows only.
"""
