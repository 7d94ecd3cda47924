"""What the sheets of a plan share: names, looks, figures, formulas, and the frame of a page."""
