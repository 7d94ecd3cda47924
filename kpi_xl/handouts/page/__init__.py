"""The page for the phone: one HTML file, without scripts, that also prints on A4."""
