"""Fixtures that every test may ask for by name. The desk itself, and the hands that work at it, are in desk.py."""

import pytest
from desk import Desk, desk, open_round

__all__ = ["desk", "workspace"]


@pytest.fixture
def workspace(desk: Desk) -> Desk:
    """A desk with one round, 2020-r2, on site from 2020-10-19 to 2020-12-18, and its units CG and TY; no issues yet."""
    open_round(desk)
    return desk
