"""The measured month: report, everybody's insight and hit rates, and what a manager reads from them."""
