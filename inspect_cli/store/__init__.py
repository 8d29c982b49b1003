"""The memory: files, YAML text, git, evidence, the lock."""
