"""Side by side: how long questions about versions take against git's own over the same commits.

    python tests/bench/revisions.py                   1,000 and 10,000 issues
    python tests/bench/revisions.py --manual 10000    writes the table into the manual's page `speed` as well

An archive of N issues gets one commit that touches 1 % of them, then a hundred commits of ten files each; every touched record
gets one more history entry. Medians of 11 runs in turn, whole processes, to a pipe, as in `compare.py`.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import compare
import corpus

COMMITS, FILES = 100, 10
RATIOS = {
    "`inspect diff A..B`, 1 % changed": "`git diff --stat A B`",
    "`inspect check --since`, 100 commits of 10 files": "`git log --stat` over the same",
}
PROMISED = {"`inspect diff A..B`, 1 % changed": 15, "`inspect check --since`, 100 commits of 10 files": 20}


class Line:
    """An archive with a line of commits."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        corpus.write(folder, count)
        self.records = sorted((folder / "rounds").glob("*/issues/*.yaml"))
        self._commit(self.records[:: max(1, 100)], "one per cent")
        for number in range(COMMITS):
            self._commit([self.records[(number * FILES + at) * 7 % len(self.records)] for at in range(FILES)], f"commit {number}")
        one, other, base = "HEAD~101", "HEAD~100", "HEAD~100"
        newest = self.records[-1].parent.parent.name
        inspect = compare.INSPECT
        self.commands = {
            "`git diff --stat A B`": ["git", "diff", "--stat", one, other],
            "`inspect diff A..B`, 1 % changed": [*inspect, "diff", f"{one}..{other}"],
            "`git log --stat` over the same": ["git", "log", "--stat", f"{base}..HEAD"],
            "`inspect check --since`, 100 commits of 10 files": [*inspect, "check", "--since", base],
            "`inspect check --since --squash`": [*inspect, "check", "--since", base, "--squash"],
            "`inspect diff` (HEAD with the working tree)": [*inspect, "diff"],
            "`inspect trend`, one round": [*inspect, "trend", newest],
            "`inspect history`, one issue": [*inspect, "history", f"{newest}/{self.records[-1].stem}"],
            "`python -c pass`": [*compare.PYTHON, "-c", "pass"],
        }

    def _commit(self, paths: list[Path], message: str) -> None:
        for path in paths:
            with path.open("a", encoding="utf-8", newline="\n") as stream:
                stream.write(f"  - {{at: 2021-02-27T09:00:00+08:00, by: 整改办, did: edit, note: {message}}}\n")
        names = [str(path.relative_to(self.folder)) for path in paths]
        author = ["-c", "user.name=整改办", "-c", "user.email=z@example.org"]
        subprocess.run(["git", *author, "commit", "-q", "-m", message, *names], cwd=self.folder, check=True)

    def measured(self, runs: int = compare.RUNS) -> dict[str, float]:
        """Medians in seconds."""
        times: dict[str, list[float]] = {name: [] for name in self.commands}
        for run in range(runs + 1):
            for name, words in self.commands.items():
                took = compare.process(words, self.folder)
                if run:  # the first one warms the cache
                    times[name].append(took)
        return {name: statistics.median(took) for name, took in times.items()}


def table(results: dict[int, dict[str, float]]) -> str:
    """The figures in Markdown: milliseconds, and the ratio to what each is measured against."""
    lines = ["| ms (ratio) | " + " | ".join(f"{size:,}" for size in results) + " |", "|---|" + "---:|" * len(results)]
    for name in next(iter(results.values())):
        base = RATIOS.get(name)
        cells = [f"{took[name] * 1000:,.0f}" + (f" ({took[name] / took[base]:.1f})" if base else "") for took in results.values()]
        lines.append(f"| {name}{f' ÷ {base}' if base else ''} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measures, prints the table, and puts it into the manual where that is wanted."""
    words = sys.argv[1:]
    results = {}
    for size in [int(word) for word in words if word.isdigit()] or [1_000, 10_000]:
        print(f"{size:,} issues", file=sys.stderr)
        with tempfile.TemporaryDirectory() as place:
            results[size] = Line(Path(place) / "archive", size).measured()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {date.today()}; median of {compare.RUNS} runs, in turn"
    made = f"{machine}\n\n{table(results)}\n"
    print(made)
    if "--manual" in words:
        compare.into_manual("revisions", made)


if __name__ == "__main__":
    main()
