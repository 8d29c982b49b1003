"""What a record is: its fields, each declared once, and what follows from the declaration."""
