"""Two planning workbooks compared: what differs, and what each difference does to what everybody owes."""
