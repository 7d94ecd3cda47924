"""What the pages of a report are made of: header, cards, tables, heatmaps, charts, and the figures beside them."""
