"""Names of a card's cells, each of its sheet alone: by them a later run finds what was written."""

MEMBER, TEAM, MONTH, DAY = "CARD_MEMBER", "CARD_TEAM", "CARD_MONTH", "CARD_DAY"
NOTES = "CARD_NOTES"
"""The lines for notes, one below the other."""
PROMISE = "CARD_PROMISE"
"""What, how many, until when, measured by what, what help: one below the other."""
