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
    return sorted((one["rule"], (one["issue"] or one["file"]).split("/")[1]) for one in said.data["findings"])


def roster(at: Desk, old: str, new: str, approved_by: str = "", *words: str) -> None:
    """`round.yaml` says something else: by hand, or, where somebody approved it, as `inspect edit` writes it."""
    path = at.root / "rounds" / "2020-r2" / "round.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    typed = path if not approved_by else at.root.parent / "round.yaml"
    typed.write_text(text.replace(old, new), encoding="utf-8")
    if approved_by:
        at.inspect("edit", "2020-r2", "--from", typed, "--reason", "人员变动", "--approved-by", approved_by, *words)
