"""``new``, ``targets``, ``eval``, ``check`` and ``templates``: from the goal to a plan."""
