"""How names are read, one alphabet or table a module: `wayhome.people.names` and `given_names` are built on it.

It reads letters and tables only: it never says that two people are one.
"""
