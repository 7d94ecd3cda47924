"""The commands of planning: the goal worked back, a case adopted, and what was changed kept."""
