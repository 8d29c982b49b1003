"""Fixtures that every test may ask for by name. The desk itself, and the hands that work at it, are in desk.py."""

import os

import pytest
from desk import Desk, desk, open_round

__all__ = ["desk", "workspace"]

LONGEST_FIRST = ("test_two_processes.py", "test_index.py", "test_crash.py", "test_merge_pairs.py")
"""What takes long begins early, so that no single test is waited for in the end."""


def pytest_xdist_auto_num_workers() -> int:
    """Twice the processors: half of the time of many tests is waiting, for a disk or for a file to grow old."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sorted by how long they take; the order is the same on every worker."""
    place = {name: at for at, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


@pytest.fixture
def workspace(desk: Desk) -> Desk:
    """A desk with one round, 2020-r2, on site from 2020-10-19 to 2020-12-18, and its units CG and TY; no issues yet."""
    open_round(desk)
    return desk
