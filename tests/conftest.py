"""Fixtures that every test may ask for by name. The desk itself, and the hands that work at it, are in desk.py."""

import os
import sys
from functools import lru_cache

import pytest
import shapes
from desk import Desk, fresh_desk, open_round

from inspect_cli.yamlsplice import document

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False  # a thousand processes are started; without bytecode each compiles the program anew

if os.access("/dev/shm", os.W_OK):
    os.environ.setdefault(
        "PYTEST_DEBUG_TEMPROOT", "/dev/shm"
    )  # thousands of desks are made and cleared away: in memory, where there is such a place

shapes.watch()

LONGEST_FIRST = ("test_two_processes.py", "test_index.py", "test_crash.py", "test_pairs_on_one_record.py", "test_merge_pairs.py")
"""What takes long begins early, so that no single test is waited for in the end."""


def pytest_xdist_auto_num_workers() -> int:
    """One more than the processors: some tests wait, for another process or for a file to grow old."""
    return 1 + (os.cpu_count() or 1)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is long only where it is asked for; sorted by how long it takes, and alike on every worker."""
    if "long" not in config.option.markexpr:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]
    place = {name: at for at, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch, capsys) -> Desk:
    """A fresh desk: git's user is 城管局整改办, nothing of this machine shows through."""
    for name in ("INSPECT_ROOT", "INSPECT_TODAY", "INSPECT_BY", "VISUAL", "EDITOR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSPECT_LANG", "en")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    made = fresh_desk(tmp_path / "desk", tmp_path_factory.getbasetemp() / "desks", capsys)
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def workspace(desk: Desk) -> Desk:
    """A desk with one round, 2020-r2, on site from 2020-10-19 to 2020-12-18, and its units CG and TY; no issues yet."""
    open_round(desk)
    return desk


@pytest.fixture
def composed_once(monkeypatch) -> None:
    """The same text is composed to nodes once in a test, which reads few texts a thousand times; nodes are never changed."""
    monkeypatch.setattr(document, "composed", lru_cache(500)(document.composed))
