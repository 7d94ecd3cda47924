"""Reading: tables of texts become records, every row accounted for."""
