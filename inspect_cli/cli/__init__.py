"""The verbs: argv in, exit code out."""
