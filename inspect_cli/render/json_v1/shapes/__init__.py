"""What every JSON answer looks like, key by key: the format itself, version 1, by the modules that fill it (`kinds` has them all)."""
