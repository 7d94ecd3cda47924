"""What every command has in common: options, help, refusals, tables, the clock."""
