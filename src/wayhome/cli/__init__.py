"""The command line: every room from a terminal, on a user's own files, with no server.

It reads files, shows progress, asks the rooms and prints what they say. No rule lives here, and it never signs without
the key file that somebody hands it.
"""

from wayhome.cli.main import main

__all__ = ["main"]
