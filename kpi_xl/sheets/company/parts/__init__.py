"""What the sheets of the company workbook share: names, tabs, inputs, seats and the frame of a page."""
