"""Synthetic rounds with the counts of two published tables; the tables are named in domain/test_published.py."""

KUNMING = {
    "places": 2,
    "profile": {
        "完成整改": "[done, closed]",
        "基本完成取得阶段性成果并持续整改": "[basically_done]",
        "未完成": "[registered, in_progress]",
    },
    "states": {"done": 600, "closed": 88, "basically_done": 4, "in_progress": 3, "registered": 2},
    "printed": [("完成整改", 688), ("基本完成取得阶段性成果并持续整改", 4), ("未完成", 5)],
    "total": 697,
    "rate": "98.71%",
}
WUCHENG = {
    "places": 0,
    "profile": {"已完成整改": "[done, closed]", "正在整改": "[registered, in_progress, basically_done]"},
    "states": {"done": 12, "closed": 7, "in_progress": 4, "basically_done": 1, "registered": 1},
    "printed": [("已完成整改", 19), ("正在整改", 6)],
    "total": 25,
    "rate": "76%",
}


def write_round(root, case):
    """A synthetic round with the published counts."""
    folder = root / "rounds" / "case"
    (folder / "issues").mkdir(parents=True)
    profile = "".join(f"  {word}: {states}\n" for word, states in case["profile"].items())
    (folder / "round.yaml").write_text(
        f"id: case\ntitle: 合成数据\nkind: regular\nteam: 组\nunits:\n  - {{code: AA, name: 合成单位}}\non_site: {{starts: 2021-11-08, ends: 2021-12-20}}\n"
        f"feedback_on: 2022-01-27\nrate_places: {case['places']}\nprofile:\n{profile}",
        encoding="utf-8",
    )
    number = 0
    for state, count in case["states"].items():
        for _ in range(count):
            number += 1
            (folder / "issues" / f"AA-F{number:03d}.yaml").write_text(
                f"uid: s{number:09d}\nid: AA-F{number:03d}\nchannel: feedback\ntitle: 合成问题{number}\ntext: 合成\nfound_on: 2022-01-27\nstate: {state}\n"
                f"history:\n  - {{at: 2022-01-27T09:00:00+08:00, by: 合成, did: register, to: registered}}\n",
                encoding="utf-8",
            )
