"""What a store keeps, and how a log and a store come together."""
