"""Words: what single cells say of people, money, stages and totals."""
