"""What a command does, without a screen: a terminal, a web page and a script call the same."""
