"""How a function is defined: its parameters, what they must satisfy, its errors, and the registry of all."""
