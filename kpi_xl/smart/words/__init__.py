"""Words: the vocabulary, and what its words do in a goal."""
