"""What git says of a work tree that it finds by itself: whether it takes it for a repository, and is willing to look into it."""

from __future__ import annotations

import os
import subprocess


def objection(program: str, tree: str, environment: dict[str, str]) -> str:
    """Why git does not look at this work tree, in its own words; "" where it does, and where there is no git to be asked."""
    nowhere_else = {**environment, "GIT_CEILING_DIRECTORIES": os.path.dirname(tree), "GIT_DISCOVERY_ACROSS_FILESYSTEM": "1"}
    words = [program, "-C", tree, "-c", "safe.bareRepository=explicit", "rev-parse", "--git-dir"]
    try:
        done = subprocess.run(words, capture_output=True, env=nowhere_else, check=False)
    except OSError:
        return ""
    return (done.stderr.decode("utf-8", "replace").strip() or f"git: {done.returncode}") if done.returncode else ""
