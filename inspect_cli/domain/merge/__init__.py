"""Three versions of a record made one, or what the two sides cannot both have."""
