"""What a page says, before ink: frozen records built by pure functions."""
