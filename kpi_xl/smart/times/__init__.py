"""Times: deadlines and recurring periods, in Japanese and English."""
