"""Merges of what two sides did lawfully pass the hook and `check --since`; the same words put into the past by hand do not."""

import re
import subprocess

import pytest
from branch import found, replaced
from desk import Desk

pytestmark = pytest.mark.slow

DROPS = (
    ("measure", "drop", "CG-D001", "m2", "--reason", "并入m1", "--today", "2020-11-08"),
    ("evidence", "drop", "CG-D001", "e2", "--reason", "误加", "--today", "2020-11-08"),
)
FINISH = ("finish", "CG-D001", "--note", "已落实", "--today", "2020-11-09")


@pytest.fixture
def planned(base):
    """The branch to tamper with: CG-D001 has two measures, both done, and two proofs; the hooks and the driver are set."""
    base.inspect("git-setup")
    base.inspect("measure", "add", "CG-D001", "--text", "再增一台", "--today", "2020-11-03")
    base.inspect("measure", "done", "CG-D001", "m1", "m2", "--today", "2020-11-04")
    base.inspect("evidence", "add", "CG-D001", "--document", "城管〔2020〕15号", "--today", "2020-11-04")
    base.commit("planned")
    base.git("tag", "planned")
    return base


def did(at: Desk, *steps: tuple[str, ...]) -> None:
    for step in steps:
        at.inspect(*step)
        at.commit(" ".join(step[:3]))


def apart(at: Desk, ours: tuple[tuple[str, ...], ...], theirs: tuple[tuple[str, ...], ...]) -> None:
    """Each side does its steps on a branch of its own; we stand on ours."""
    at.git("checkout", "-q", "-b", "theirs")
    did(at, *theirs)
    at.git("checkout", "-q", "main")
    did(at, *ours)


def merges(at: Desk, other: str) -> bool:
    """Git merges the branch, and its hook lets it be committed."""
    return subprocess.run(["git", "merge", "-q", "--no-edit", other], cwd=at.root, capture_output=True).returncode == 0


def test_what_one_side_dropped_before_the_other_finished_was_dropped_while_it_was_open(planned):
    apart(planned, DROPS, (FINISH,))
    assert merges(planned, "theirs")
    assert found(planned, "--since", "planned", code=0) == []
    assert found(planned, "--since", "planned", "--squash", code=0) == []
    planned.inspect("diff", "main^..main")
    planned.git("checkout", "-q", "theirs")
    assert merges(planned, "main~1")
    assert found(planned, "--since", "planned", code=0) == []


def test_what_was_put_before_the_finish_without_a_merge_is_named(planned):
    did(planned, FINISH)
    path = planned.issue("CG-D001")
    text = path.read_text(encoding="utf-8")
    finish = next(line for line in text.splitlines() if "did: finish" in line)
    noted = ("measure, note: 'm2 drop: 并入m1'", "evidence, note: 'e2 drop: 误加'")
    drops = [f"{{at: 2020-11-08T10:00:00+08:00, by: 城管局整改办, did: {one}}}" for one in noted]
    text = text.replace(finish, "".join(f"  - {one}\n" for one in drops) + finish)
    for part in ("m2", "e2"):
        text = re.sub(rf"  - id: {part}\n(    .*\n)*", "", text)
    path.write_text(text, encoding="utf-8")
    planned.git("add", "-A")
    named = [("DIF05", "CG-D001"), ("DIF08", "CG-D001"), ("DIF09", "CG-D001"), ("DIF09", "CG-D001")]
    assert found(planned, "--staged") == named
    planned.git("commit", "-q", "--no-verify", "-m", "into the past")
    assert found(planned, "--since", "planned") == named


def test_what_a_merge_puts_before_the_finish_and_no_side_has_is_named(planned):
    apart(planned, (("progress", "CG-D001", "--note", "已清运三条街", "--today", "2020-11-08"),), (FINISH,))
    planned.git("merge", "-q", "--no-commit", "theirs")
    path = planned.issue("CG-D001")
    text = path.read_text(encoding="utf-8")
    finish = next(line for line in text.splitlines() if "did: finish" in line)
    text = text.replace(finish, "  - {at: 2020-11-08T10:00:00+08:00, by: 城管局整改办, did: measure, note: 'm2 drop: 并入m1'}\n" + finish)
    path.write_text(re.sub(r"  - id: m2\n(    .*\n)*", "", text), encoding="utf-8")
    planned.git("add", "-A")
    assert ("DIF09", "CG-D001") in found(planned, "--staged")


# -- links, and a number that changes on the other side ----------------------------------------------------------------

RENUMBER = ("renumber", "CG-D001", "--to", "CG-D077", "--today", "2020-12-18")
CARRY = ("carry", "CG-D001", "--today", "2020-12-18")
AGAIN = (
    *("add", "--unit", "CG", "--channel", "immediate", "--title", "又有积存", "--text", "夜间又有积存。"),
    *("--found-on", "2020-11-03", "--recurs", "CG-D001", "--today", "2020-11-03"),
)


@pytest.mark.parametrize("turned", [False, True])
def test_an_item_carried_on_one_side_and_renumbered_on_the_other_is_left_to_a_person(planned, turned):
    first, then = (RENUMBER, CARRY) if turned else (CARRY, RENUMBER)
    apart(planned, (first,), ((*then[:-1], "2020-12-19"),))
    done = subprocess.run(["git", "merge", "--no-edit", "theirs"], cwd=planned.root, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1 and "carried_from of 2020-r2/CG-F001 has to name that" in done.stdout + done.stderr
    path = planned.issue("CG-D077")
    assert "<<<<<<<" in path.read_text(encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if line[:7] not in ("<<<<<<<", "=======", ">>>>>>>")), encoding="utf-8")
    planned.git("add", "-A")
    assert found(planned, "--staged") == [("REP01", "CG-F001")]
    twin = planned.issue("CG-F001")
    twin.write_text(
        twin.read_text(encoding="utf-8").replace("carried_from: 2020-r2/CG-D001", "carried_from: 2020-r2/CG-D077"), encoding="utf-8"
    )
    planned.commit("joined")
    assert found(planned, "--since", "planned", code=0) == []
    planned.inspect("check", "--today", "2020-11-12")


@pytest.mark.parametrize("turned", [False, True])
def test_a_new_link_to_a_number_that_the_other_side_changed_is_named_until_it_follows(planned, turned):
    apart(planned, *[((AGAIN,), (RENUMBER,)), ((RENUMBER,), (AGAIN,))][turned])
    assert not merges(planned, "theirs")
    said = planned.inspect("check", "--staged", "--plain", code=1).out
    assert "CG-D001 has the number CG-D077, and this link does not follow it" in said and "write CG-D077 there" in said
    planned.git("commit", "-q", "--no-verify", "-m", "merged")
    assert found(planned, "--since", "planned") == [("REP01", "CG-I001")]
    replaced(planned, "CG-I001", "CG-D001", "CG-D077")
    planned.commit("followed")
    assert found(planned, "--since", "planned", code=0) == []


def test_a_link_that_is_typed_after_the_number_changed_is_named_with_the_new_one(planned):
    did(planned, RENUMBER, AGAIN[:-4] + AGAIN[-2:])
    path = planned.issue("CG-I001")
    path.write_text(path.read_text(encoding="utf-8").replace("state:", "similar: [CG-D001]\nstate:", 1), encoding="utf-8")
    planned.git("add", "-A")
    assert found(planned, "--staged") == [("REP01", "CG-I001")]


def test_both_links_of_a_carried_item_follow_where_each_side_renumbered_one_end(planned):
    did(planned, CARRY)
    planned.git("tag", "carried")
    apart(planned, (RENUMBER,), (("renumber", "CG-F001", "--to", "CG-F077", "--today", "2020-12-18"),))
    assert merges(planned, "theirs")
    assert found(planned, "--since", "carried", code=0) == []
    planned.inspect("check", "--today", "2020-11-12")
