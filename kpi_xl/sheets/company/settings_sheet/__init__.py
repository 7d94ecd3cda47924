"""設定: members, teams, ramp, capacity, thresholds and days off, one below the other.

People delete and insert whole rows in a list, and nothing of another part stands in them.
"""
