"""Fixtures that several tests of actions ask for by name."""

import pytest
from branch import eleven
from desk import Desk


@pytest.fixture
def base(desk: Desk) -> Desk:
    """Eleven items in progress, each with a severity, a measure and a proof, committed and tagged."""
    return desk.set_up(eleven)
