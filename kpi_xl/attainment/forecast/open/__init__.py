"""Open deals in the landing: how they are listed, what became of earlier ones, and what is expected of them."""
