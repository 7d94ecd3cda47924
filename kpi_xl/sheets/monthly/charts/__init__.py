"""Charts, and the figures that they read."""
