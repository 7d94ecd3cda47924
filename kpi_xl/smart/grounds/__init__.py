"""Grounds: why a goal can be reached and what is done for it, told apart from what is to be reached."""
