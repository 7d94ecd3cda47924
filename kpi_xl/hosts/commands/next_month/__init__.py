"""翌月のブック: what of a planning workbook changes when it goes on to a later month; everything else comes along as it is."""
