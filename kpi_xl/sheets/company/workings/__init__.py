"""計算: the members by their position in the list, the teams, and the chain from the goal to the day.

Nothing is typed here, and no other sheet works anything out of the members' list: rows may be deleted, inserted, moved and
sorted there.
"""
