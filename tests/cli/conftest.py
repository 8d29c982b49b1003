"""Fixtures that several tests of verbs ask for by name."""

from pathlib import Path

import pytest
from hostile import write_hostiles


@pytest.fixture(scope="module")
def hostiles(tmp_path_factory) -> Path:
    """A root with one record for every hostile text."""
    root = tmp_path_factory.mktemp("hostile")
    write_hostiles(root)
    return root
