"""A branch to tamper with in tests: eleven items in progress, quiet edits of their records, and what `check` finds about them."""

from desk import Desk, add_issue, open_round

TEAM, OFFICE = "巡察二组联络员", "市委巡察办督查科"
PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台，每日两清")


def eleven(desk: Desk) -> None:
    """Eleven items in progress, each with a severity, a measure and a proof, committed and tagged."""
    open_round(desk)
    proof = desk.root.parent / "proof.txt"
    for number in range(1, 12):
        add_issue(desk, "during", "CG", "--severity", "serious")
        desk.inspect("start", f"CG-D{number:03d}", *PLAN, "--today", "2020-10-30")
        proof.write_text(f"proof {number}", encoding="utf-8")
        desk.inspect("evidence", "add", f"CG-D{number:03d}", proof, "--today", "2020-10-31")
    desk.commit("base")
    desk.git("tag", "base")


def replaced(at: Desk, name: str, old: str, new: str) -> None:
    path = at.issue(name)
    text = path.read_text(encoding="utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(at: Desk, *words: str, code: int = 1) -> list[tuple[str, str]]:
    """Rule and issue of every finding."""
    said = at.inspect("check", *(words or ("--since", "base")), "--json", code=code)
    return sorted((one["rule"], one["issue"].split("/")[1]) for one in said.data["findings"])
