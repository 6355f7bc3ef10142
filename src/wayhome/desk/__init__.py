"""The desk: the web application each seat works at.

Every screen is a fold of the journal's acts, or rows that one delegation keeps to itself; every button makes an act,
asks the rules, and has it signed by the person who sees it. A feature is one folder.

This room never holds a rule of the round or of the law, never states anything without a person's hand, and never reads
a row outside the delegation that keeps it.
"""
