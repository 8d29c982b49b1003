"""Side by side: how long `inspect` takes against git, against the disk, and against the peers that are installed.

    python tests/bench/compare.py                      1,000 and 10,000 issues
    python tests/bench/compare.py 1000 10000 100000    these sizes (100,000 takes about 15 minutes)
    python tests/bench/compare.py --manual 1000 10000  writes the table into the manual's page `speed` as well

Every figure is the median of 11 runs (of 3 for the peers, and for what is cold at 100,000); in each run all commands are timed in turn, so that a noisy machine is noisy for all of
them. What counts are the ratios. Whole processes, started by this one; the page cache is warm. Peers: `task` (Taskwarrior), `todo`
(todoman) and `backlog` (Backlog.md), looked for on PATH.
"""

from __future__ import annotations

import json
import os
import platform
import pty
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import corpus

RUNS = 11
FEW_RUNS = 3
"""Of the peers, and of what is cold at 100,000: they take seconds each."""
MANUAL = Path(__file__).parent.parent.parent / "inspect_cli" / "help"
PYTHON = [sys.executable]
INSPECT = [str(Path(sys.executable).parent / "inspect")]
STATUS = [*INSPECT, "status", "--all"]
DAY = str(corpus.TODAY)

Timed = Callable[[], float]


def process(words: list[str], folder: Path, environment: dict[str, str] | None = None) -> float:
    """Seconds that the words take, to a pipe."""
    env = {**os.environ, "INSPECT_TODAY": DAY, "INSPECT_LANG": "zh", **(environment or {})}
    begun = time.perf_counter()
    done = subprocess.run(words, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True)
    took = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        raise SystemExit(f"{words}: {done.returncode}\n{done.stderr.decode()}")
    return took


def on_terminal(words: list[str], folder: Path) -> float:
    """Seconds that the words take on a terminal of 120 columns."""
    mine, theirs = pty.openpty()
    env = {**os.environ, "INSPECT_TODAY": DAY, "INSPECT_LANG": "zh", "TERM": "xterm-256color", "COLUMNS": "120"}
    begun = time.perf_counter()
    with subprocess.Popen(words, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        while True:
            try:
                if not os.read(mine, 1 << 16):
                    break
            except OSError:
                break
    took = time.perf_counter() - begun
    os.close(mine)
    assert child.returncode == 0, words
    return took


def read_all(folder: Path) -> float:
    """Seconds in which this process reads every byte of the rounds, as plainly as Python can."""
    begun = time.perf_counter()
    places = [str(folder / "rounds")]
    while places:
        with os.scandir(places.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    places.append(entry.path)
                else:
                    handle = os.open(entry.path, os.O_RDONLY)
                    while os.read(handle, 65536):
                        pass
                    os.close(handle)
    return time.perf_counter() - begun


class Archive:
    """One generated archive, and everything that is timed on it."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        corpus.write(folder, count)
        self.records = sorted((folder / "rounds").glob("*/issues/*.yaml"))
        self.at = 0
        self.day = corpus.TODAY
        git = ["git", "-c", "core.quotePath=false"]
        self.commands: dict[str, Timed] = {
            "`git status`": lambda: process([*git, "status"], folder),
            "`git diff --stat`": lambda: process([*git, "diff", "--stat"], folder),
            "reading all bytes": lambda: read_all(folder),
            "`python -c pass`": lambda: process([*PYTHON, "-c", "pass"], folder),
            "`inspect --help`": lambda: process([*INSPECT, "--help"], folder),
            "`status --all`, warm, to a pipe": lambda: process(STATUS, folder),
            "`status --all`, warm, on a terminal": lambda: on_terminal(STATUS, folder),
            "`check`, warm": lambda: process([*INSPECT, "check"], folder),
            "`status`, one round, warm": lambda: process([*INSPECT, "status"], folder),
            "`status --all`, another day": self.another_day,
            "`status --all`, another day, on a terminal": lambda: self.another_day(on_terminal),
            "`status --all`, after one edit": self.after_an_edit,
            "`check`, after one edit": lambda: self.after_an_edit([*INSPECT, "check"]),
            "`status --all`, after one commit": self.after_a_commit,
            "`progress` of one item, written": self.one_verb,
            "`status --all`, cold": lambda: self.cold(STATUS),
            "`check`, cold": lambda: self.cold([*INSPECT, "check"]),
        }

    def another_day(self, timed: Callable[[list[str], Path], float] = process) -> float:
        """A question that was never asked, while the files are as they were."""
        self.day -= timedelta(days=1)
        return timed([*STATUS, "--today", str(self.day)], self.folder)

    def edit(self) -> None:
        self.at += 1
        path = self.records[self.at * 37 % len(self.records)]
        path.write_bytes(path.read_bytes() + b"# seen\n")

    def after_an_edit(self, words: list[str] = STATUS) -> float:
        self.edit()
        return process(words, self.folder)

    def after_a_commit(self) -> float:
        self.edit()
        self.git("commit", "-qam", "edit")
        return process(STATUS, self.folder)

    def one_verb(self) -> float:
        """A write to an item of the newest round; taken back afterwards."""
        path = next(p for p in reversed(self.records) if "\nstate: in_progress" in p.read_text(encoding="utf-8"))
        before = path.read_bytes()
        ref = f"{path.parent.parent.name}/{path.stem}"
        took = process([*INSPECT, "progress", ref, "--note", "又核对三处", "--by", _actor(path)], self.folder)
        assert path.read_bytes() != before
        path.write_bytes(before)
        return took

    def cold(self, words: list[str]) -> float:
        shutil.rmtree(self.folder / ".git" / "inspect", ignore_errors=True)
        return process(words, self.folder)

    def git(self, *words: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], cwd=self.folder, check=True)

    def settle(self) -> None:
        """Everything committed, old enough to be relied on, and asked."""
        self.git("commit", "-qam", "settled", "--allow-empty")
        process(STATUS, self.folder)
        time.sleep(2.2)
        for _ in range(3):
            for words in (STATUS, [*INSPECT, "check"], [*INSPECT, "status"], ["git", "status"]):
                process(words, self.folder)
            on_terminal(STATUS, self.folder)

    def measured(self) -> dict[str, float]:
        """Medians in seconds. What changes files is timed last in each round, and then all is settled again."""
        times: dict[str, list[float]] = {name: [] for name in self.commands}
        for run in range(RUNS):
            self.settle()
            for name, timed in self.commands.items():
                if run < FEW_RUNS or len(self.records) <= 10_000 or "cold" not in name:
                    times[name].append(timed())
            print(f"  run {run + 1} of {RUNS}", file=sys.stderr)
        return {name: statistics.median(took) for name, took in times.items()}

    def memory(self, words: list[str]) -> float:
        """The most memory that a cold question takes at once, in MB (of one process; the kernel counts the largest)."""
        shutil.rmtree(self.folder / ".git" / "inspect", ignore_errors=True)
        code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)"
        code += "; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        env = {**os.environ, "INSPECT_TODAY": DAY}
        said = subprocess.run([*PYTHON, "-c", code, *words], cwd=self.folder, env=env, capture_output=True, text=True, check=True)
        return int(said.stdout) / 1024


def _actor(path: Path) -> str:
    return next(line for line in path.read_text(encoding="utf-8").splitlines() if "did: start" in line).split("by: ")[1].split(",")[0]


# -- peers -------------------------------------------------------------------------------------------------------------


def taskwarrior(folder: Path, count: int) -> tuple[list[str], dict[str, str]]:
    """One flat file."""
    environment = {"TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder / "data")}
    (folder / "taskrc").write_text("confirmation=no\nnews.version=99.0.0\nhooks=off\n", encoding="utf-8")
    tasks = [
        {
            "uuid": str(uuid.UUID(int=number + 1)),
            "description": f"第{number}个问题整改",
            "status": "pending",
            "project": f"r{number % 20}",
            "entry": "20201019T000000Z",
        }
        for number in range(count)
    ]
    subprocess.run(
        ["task", "import", "-"], input=json.dumps(tasks), text=True, env={**os.environ, **environment}, capture_output=True, check=True
    )
    return ["task", "rc.verbose=nothing", "summary"], environment


def todoman(folder: Path, count: int) -> tuple[list[str], dict[str, str]]:
    """A file an item, with a cache."""
    (folder / "lists/r").mkdir(parents=True)
    (folder / "config.py").write_text(f'path = "{folder}/lists/*"\ncache_path = "{folder}/cache.sqlite3"\n', encoding="utf-8")
    for number in range(count):
        (folder / f"lists/r/{number}.ics").write_text(
            f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//\r\nBEGIN:VTODO\r\nUID:{number}\r\nDTSTAMP:20201019T000000Z\r\n"
            f"SUMMARY:第{number}个问题整改\r\nDUE;VALUE=DATE:20201231\r\nSTATUS:NEEDS-ACTION\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
            encoding="utf-8",
            newline="",
        )
    return ["todo", "--config", str(folder / "config.py"), "list"], {}


def backlog(folder: Path, count: int) -> tuple[list[str], dict[str, str]]:
    """A Markdown file an item, in git."""
    (folder / "backlog/tasks").mkdir(parents=True)
    (folder / "backlog/config.yml").write_text(
        'project_name: "x"\nstatuses: ["To Do", "In Progress", "Done"]\ndefault_status: "To Do"\n', encoding="utf-8"
    )
    for number in range(1, count + 1):
        (folder / f"backlog/tasks/task-{number} - x.md").write_text(
            f"---\nid: task-{number}\ntitle: 第{number}个问题整改\nstatus: To Do\nassignee: []\ncreated_date: '2020-10-19'\nlabels: []\ndependencies: []\n---\n\n整改\n",
            encoding="utf-8",
        )
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return ["backlog", "task", "list", "--plain"], {}


PEERS = {
    "Taskwarrior `summary`": ("task", taskwarrior),
    "todoman `list`": ("todo", todoman),
    "Backlog.md `task list`": ("backlog", backlog),
}


def peers_measured(count: int) -> dict[str, float]:
    """Medians in seconds of the peers that are installed, on as many items; the first run of each (its cold one) is not counted."""
    found = {}
    for name, (program, prepared) in PEERS.items():
        if shutil.which(program) is None or count > 10_000:
            continue
        with tempfile.TemporaryDirectory() as place:
            words, environment = prepared(Path(place), count)
            process(words, Path(place), environment)
            found[name] = statistics.median(process(words, Path(place), environment) for _ in range(FEW_RUNS))
    return found


# -- the table ---------------------------------------------------------------------------------------------------------

RATIOS = {
    "`status --all`, warm, to a pipe": "`git status`",
    "`status --all`, warm, on a terminal": "`git status`",
    "`status`, one round, warm": "`git status`",
    "`status --all`, another day": "`git status`",
    "`status --all`, another day, on a terminal": "`git status`",
    "`status --all`, after one edit": "`git status`",
    "`status --all`, after one commit": "`git status`",
    "`check`, after one edit": "`git status`",
    "`check`, warm": "`status --all`, warm, to a pipe",
    "`status --all`, cold": "reading all bytes",
    "`check`, cold": "reading all bytes",
    "`inspect --help`": "`python -c pass`",
    "`progress` of one item, written": "`python -c pass`",
}


def table(results: dict[int, dict[str, float]], memory: dict[int, float]) -> str:
    """The figures in Markdown: milliseconds, and the ratio to what each is measured against."""
    names = list(dict.fromkeys(name for result in results.values() for name in result))
    lines = ["| ms (ratio) | " + " | ".join(f"{size:,}" for size in results) + " |", "|---|" + "---:|" * len(results)]
    for name in names:
        cells = []
        for result in results.values():
            base = RATIOS.get(name)
            shown = f"{result[name] * 1000:,.0f}" if name in result else "–"
            cells.append(f"{shown} ({result[name] / result[base]:.1f})" if base and name in result else shown)
        against = f" ÷ {RATIOS[name].strip()}" if name in RATIOS else ""
        lines.append(f"| {name}{against} | " + " | ".join(cells) + " |")
    lines.append("| most memory, `status --all`, cold | " + " | ".join(f"{memory[size]:.0f} MB" for size in results) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measures, prints the table, and puts it into the manual where that is wanted."""
    words = sys.argv[1:]
    sizes = [int(word) for word in words if word.isdigit()] or [1_000, 10_000]
    results: dict[int, dict[str, float]] = {}
    memory: dict[int, float] = {}
    for size in sizes:
        print(f"{size:,} issues", file=sys.stderr)
        with tempfile.TemporaryDirectory() as place:
            archive = Archive(Path(place) / "archive", size)
            results[size] = archive.measured()
            memory[size] = archive.memory(STATUS)
        results[size].update(peers_measured(size))
    machine = (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {date.today()}; median of {RUNS} runs, in turn"
    )
    made = f"{machine}\n\n{table(results, memory)}\n"
    print(made)
    if "--manual" in words:
        into_manual("benchmark", made)


IN_CHINESE = (
    (r"(\d+) cores, ", r"\1 核，"),
    (r"(Python [\d.]+), ([\d-]+); median of (\d+) runs, in turn", r"\1，\2；各 \3 次，轮流计时，取中位数"),
    ("ms \\(ratio\\)", "毫秒（比值）"),
    ("`progress` of one item, written", "对一个问题 `progress`，写入"),
    ("most memory, ", "最多占用内存，"),
    ("reading all bytes", "读取全部字节"),
    (r" \(HEAD with the working tree\)", "（HEAD 与工作目录）"),
    (", 1 % changed", "，改动 1 %"),
    (", 100 commits of 10 files", "，100 次提交，各 10 个文件"),
    (" over the same", "，范围相同"),
    (", one round", "，一轮"),
    (", one issue", "，一个问题"),
    (", another day", "，换一天"),
    (", after one edit", "，改动一处之后"),
    (", after one commit", "，提交一次之后"),
    (", warm", "，没有变化"),
    (", cold", "，没有索引"),
    (", to a pipe", "，输出到管道"),
    (", on a terminal", "，在终端上"),
)
"""The words of the tables in Chinese; the figures are the same."""


def in_chinese(made: str) -> str:
    """A table as the Chinese page shows it."""
    for english, chinese in IN_CHINESE:
        made = re.sub(english, chinese, made)
    return made


def into_manual(name: str, made: str) -> None:
    """Puts what was measured between its marks on the page `speed`, in both languages."""
    for language, shown in (("en", made), ("zh", in_chinese(made))):
        path = MANUAL / language / "speed.md"
        head, begins, rest = path.read_text(encoding="utf-8").partition(f"<!-- measured: {name} -->\n")
        _, ends, tail = rest.partition("<!-- end -->\n")
        assert begins and ends, name
        path.write_text(head + begins + shown + ends + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
