"""A plan of the draft as an Excel workbook, there and back."""
