"""The desk: the web application each seat works at.

Every screen is a fold of the journal's acts, or rows that one delegation keeps to itself; every button makes an act,
asks the rules, and has it signed by the person who sees it. A feature is one folder. No rule of the round or of the law
lives here, nothing is said without a person's hand, and no row is read outside the delegation that keeps it.
"""
