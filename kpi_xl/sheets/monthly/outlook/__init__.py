"""Where a month that is not over is heading, and what it rests on."""
