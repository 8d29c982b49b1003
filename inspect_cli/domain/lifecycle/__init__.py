"""What may be done to an issue, by whom, needing what; and what it changes."""
