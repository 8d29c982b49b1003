"""Files of rows that somebody sends: what is in them, before anybody understands it."""
