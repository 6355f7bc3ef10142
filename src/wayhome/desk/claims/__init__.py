"""People owed, missing or withheld, and the answers; the account."""
