"""Rounds behind a link, or in a repository of their own: read like others, and named where their past is asked for."""

from pathlib import Path

import pytest
from desk import Desk, add_issue, open_round

DAY = ("--today", "2020-11-12")
SAID = {
    "link": "is a link: what was changed behind it is not judged here",
    "submodule": "is a repository of its own: what was changed in it",
}


@pytest.fixture(params=["link", "submodule"])
def at(desk: Desk, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Desk, str]:
    """A round that the repository around it does not hold."""
    open_round(desk)
    add_issue(desk)
    round_folder = desk.root / "rounds/2020-r2"
    if request.param == "link":
        round_folder.rename(desk.root / "elsewhere")
        round_folder.symlink_to("../elsewhere", target_is_directory=True)
        (desk.root / ".gitignore").write_text("elsewhere\n", encoding="utf-8")
    else:
        other = Desk(round_folder, desk._capsys)
        other.git("init", "-q", "-b", "main", ".")
        for key, value in (("user.name", "甲"), ("user.email", "j@example.org")):
            other.git("config", key, value)
        other.commit()
        round_folder.rename(tmp_path / "other")
        desk.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(tmp_path / "other"), "rounds/2020-r2")
    desk.commit()
    desk.git("tag", "BEFORE")
    file = round_folder / "issues/CG-D001.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("部分街巷清运不及时。", "部分街巷清运很及时。"), encoding="utf-8")
    return desk, SAID[request.param]


def test_what_is_not_judged_is_named(at: tuple[Desk, str]):
    desk, said = at
    assert f"rounds/2020-r2 {said}" in desk.inspect("diff").out
    assert f"rounds/2020-r2 {said}" in desk.inspect("check", "--since", "BEFORE").err
    assert said in str(desk.inspect("check", "--since", "BEFORE", "--json").data["unseen"])
    for _ in range(2):
        found = desk.inspect("check", *DAY, "--json").data["findings"]
        assert [one["level"] for one in found if one["rule"] == "GIT02" and said in one["message"]] == ["warning"]
    assert "CG-D001" in desk.inspect("list", *DAY).out


def test_its_past_is_not_made_up(at: tuple[Desk, str]):
    desk, said = at
    for words in (("history", "CG-D001"), ("trend",)):
        told = desk.inspect(*words, *DAY, code=7)
        assert said in told.err and "not committed" not in told.out


def test_a_record_that_is_a_link_is_named(desk: Desk):
    open_round(desk)
    add_issue(desk)
    desk.issue("CG-D001").rename(desk.root / "a.yaml")
    desk.issue("CG-D001").symlink_to("../../../a.yaml")
    found = desk.inspect("check", *DAY, "--json").data["findings"]
    assert [one["message"] for one in found if one["rule"] == "GIT02"] == [
        "CG-D001.yaml is a link: what was changed behind it is not judged here"
    ]


def test_a_submodule_that_is_not_filled_is_not_a_round_without_a_file(
    at: tuple[Desk, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk, said = at
    if "repository of its own" not in said:
        pytest.skip("a link is laid out by every checkout")
    desk.git("clone", "-q", str(desk.root), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    there = Desk(tmp_path / "clone", desk._capsys)
    told = there.inspect("status", "--all", *DAY)
    assert "rounds/2020-r2 is a repository of its own, and not checked out here" in told.out
    assert "git submodule update --init rounds/2020-r2" in told.out
