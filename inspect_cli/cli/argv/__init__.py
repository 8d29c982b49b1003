"""The command line: words in, a verb called, errors turned into words and exit codes."""
