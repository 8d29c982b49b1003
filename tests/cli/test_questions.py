"""Questions at a real terminal: the choices are shown, a bad answer is asked again, and what was typed is never lost."""

import codecs
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from desk import add_issue, open_round
from latin import english

from inspect_cli.domain.lifecycle.correctable import fields_at
from inspect_cli.domain.record.fields import label_of

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
ROOT = Path(__file__).parents[2]


class Terminal:
    """A program on a pseudo-terminal, typed at line by line."""

    def __init__(self, folder: Path, *words: str, language: str = "en") -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, "INSPECT_LANG": language, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "100"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "inspect_cli", *words],
            cwd=folder,
            env=environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.screen = ""
        self._seen = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def expect(self, words: str) -> None:
        """Waits until the words are on the screen after what was seen last."""
        end = time.monotonic() + 20
        while words not in self.screen[self._seen :]:
            going = time.monotonic() < end and self._read()
            assert going or words in self.screen[self._seen :], f"waited for {words!r}:\n{self.screen}"
        self._seen = self.screen.index(words, self._seen) + len(words)

    def answer(self, question: str, line: str) -> None:
        self.expect(question)
        os.write(self._master, line.encode() + b"\n")

    def interrupt(self) -> None:
        """Ctrl-C, as people press it: again, where the first one fell between two looks at the keyboard, but not while it ends."""
        for _ in range(10):
            os.killpg(self.process.pid, signal.SIGINT)
            try:
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                continue
            return

    def ends(self) -> int:
        while self._read():
            pass
        return self.process.wait(20)

    def _read(self) -> bool:
        if not select.select([self._master], [], [], 20)[0]:
            return False
        try:
            self.screen += self._decoder.decode(os.read(self._master, 65536))
        except OSError:
            return False
        return True


def test_a_round_opens_by_answering_questions(desk):
    desk.inspect("init")
    terminal = Terminal(desk.root, "new-round")
    terminal.answer("Round id", "2020-r2")
    terminal.answer("Title", "市委2020年第二轮巡察")
    terminal.expect("special")
    terminal.answer("Kind", "1")
    terminal.answer("Inspection team", "市委巡察二组")
    terminal.answer("CODE=NAME", "城管局")
    terminal.expect("is not CODE=NAME")
    terminal.answer("CODE=NAME", "cg=市城市管理局党组")
    terminal.answer("may stay empty", "")
    terminal.answer("First day on site", "2020-13-19")
    terminal.expect("is not a day")
    terminal.answer("First day on site", "2020年10月19日")
    terminal.answer("Last day on site", "")
    assert terminal.ends() == 0, terminal.screen
    text = (desk.root / "rounds/2020-r2/round.yaml").read_text(encoding="utf-8")
    assert "kind: regular" in text and "code: CG" in text and "starts: 2020-10-19" in text and "ends" not in text


def test_an_issue_arrives_by_answering_questions_in_chinese(desk):
    open_round(desk)
    terminal = Terminal(desk.root, "add", "--today", "2020-10-28", language="zh")
    for line in ("CG", "2", "清运不及时", "部分街巷清运不及时。", "2020-10-28", "oral"):
        terminal.answer(":", line)
    assert terminal.ends() == 0, terminal.screen
    assert "市城市管理局党组" in terminal.screen and "立行立改" in terminal.screen, "the choices are shown in words"
    assert "notice: oral" in desk.issue("CG-D001").read_text(encoding="utf-8")


def test_a_verb_asks_for_what_its_guards_miss(desk):
    open_round(desk)
    add_issue(desk)
    terminal = Terminal(desk.root, "start", "CG-D001", "--today", "2020-10-30")
    terminal.answer("Responsible leader: ", "分管副局长")
    terminal.answer("Responsible department: ", "环卫科")
    terminal.answer("Due date: ", "2020-11-20")
    terminal.answer("will be done: ", "增配清运车辆2台")
    assert terminal.ends() == 0, terminal.screen
    assert "state: in_progress" in desk.issue("CG-D001").read_text(encoding="utf-8")


def test_an_interrupt_writes_nothing_and_hands_back_what_was_typed(desk):
    open_round(desk)
    terminal = Terminal(desk.root, "add", "--today", "2020-10-28")
    terminal.answer("Unit", "CG")
    terminal.answer("Channel", "during")
    terminal.answer("Title", "it's 清运不及时")
    terminal.expect("Text, word for word")
    terminal.interrupt()
    assert terminal.ends() == 130
    assert "nothing was written" in terminal.screen and """--title 'it'"'"'s 清运不及时'""" in terminal.screen.replace("\r\n", "")
    assert not list((desk.root / "rounds/2020-r2/issues").iterdir())


def test_nothing_is_asked_where_nobody_can_answer(desk):
    open_round(desk)
    said = desk.inspect("add", "--unit", "CG", "--no-input", code=2)
    assert all(flag in said.err for flag in ("--channel", "--title", "--text", "--found-on"))


def test_who_saves_is_asked_once_on_a_machine_that_knows_nobody(desk):
    open_round(desk)
    add_issue(desk)
    for key in ("user.name", "user.email"):
        desk.git("config", "--unset", key)
    terminal = Terminal(desk.root, "save", language="zh")
    terminal.expect("只问这一次")
    terminal.answer("您的姓名或岗位", "城管局整改办")
    terminal.answer("您的邮箱", "zgb@example.org")
    terminal.expect("已保存：登记 1 项：CG-D001")
    assert terminal.ends() == 0
    assert desk.git("log", "-1", "--format=%an <%ae>").strip() == "城管局整改办 <zgb@example.org>"
    add_issue(desk)
    terminal = Terminal(desk.root, "save", language="zh")
    terminal.expect("CG-D002")
    assert terminal.ends() == 0


def test_what_is_wrong_is_chosen_from_the_fields_and_what_is_saved_is_asked_why(desk):
    open_round(desk)
    add_issue(desk)
    words = ("correct", "CG-D001", "--today", "2020-11-02")
    terminal = Terminal(desk.root, *words)
    terminal.expect("title: 清运不及时")
    terminal.answer("Which is wrong", "title")
    terminal.answer("What is right", "清运不够及时")
    terminal.expect("清运不及时 → 清运不够及时")
    terminal.expect("nobody has seen it yet")
    assert terminal.ends() == 0
    desk.commit()
    terminal = Terminal(desk.root, *words)
    terminal.answer("Which is wrong", "3")
    terminal.answer("What is right", "垃圾清运不及时")
    terminal.answer("Reason", "抄错了")
    terminal.answer("Approved by", "巡察二组联络员")
    terminal.expect("recorded as a correction, approved by 巡察二组联络员")
    assert terminal.ends() == 0


def test_void_and_discard_ask_before_they_act(desk):
    open_round(desk)
    for _ in range(2):
        add_issue(desk)
    void = ("void", "CG-D001", "--reason", "重复", "--approved-by", "巡察二组联络员", "--today", "2020-11-02")
    for words, asked in ((void, "discard"), (("discard", "CG-D002", "--today", "2020-11-02"), "take them away")):
        before = desk.issue("CG-D001").read_bytes()
        terminal = Terminal(desk.root, *words)
        terminal.expect(asked)
        terminal.answer("[y/N]", "n")
        terminal.expect("nothing was changed")
        assert terminal.ends() == 0 and desk.issue("CG-D001").read_bytes() == before and desk.issue("CG-D002").exists()
        terminal = Terminal(desk.root, *words)
        terminal.answer("[y/N]", "y")
        assert terminal.ends() == 0
    assert "state: void" in desk.issue("CG-D001").read_text(encoding="utf-8") and not desk.issue("CG-D002").exists()


def test_a_clerk_finds_what_is_wrong_by_its_chinese_name_and_sees_no_key(desk):
    open_round(desk)
    add_issue(desk)
    plan = ("--leader", "局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配车辆", "--today", "2020-10-30")
    desk.inspect("start", "CG-D001", *plan)
    (desk.root / "照片.txt").write_text("照", encoding="utf-8")
    desk.inspect("evidence", "add", "CG-D001", "照片.txt", "--today", "2020-10-31")
    desk.inspect("progress", "CG-D001", "--note", "巳购车", "--today", "2020-11-01")
    words = ("correct", "CG-D001", "--today", "2020-11-02")

    terminal = Terminal(desk.root, *words, language="zh")
    terminal.answer("哪一项错了", "发现日期")
    terminal.answer("发现（移交）日期，正确的内容", "2020年10月27日")
    terminal.expect("2020-10-28 → 2020-10-27")
    assert terminal.ends() == 0
    listed = terminal.screen.partition("哪一项错了")[0].splitlines()
    assert len(listed) <= 20 and not any(english(line.replace("CG-D001", "")) for line in listed), listed
    assert any("增配车辆" in one for one in listed) and any("照片" in one for one in listed) and any("巳购车" in one for one in listed)
    assert "其余" in listed[-1] and not any(one.rstrip().endswith(("—", "：")) for one in listed)
    assert listed[1].strip() == "2  整改方式：立行立改"

    terminal = Terminal(desk.root, *words, language="zh")
    terminal.answer("哪一项错了", "整改方式")
    terminal.expect("1  即知即改")
    terminal.answer("正确的内容", "")
    terminal.expect("没有任何改动")
    assert terminal.ends() == 0

    before = desk.issue("CG-D001").read_bytes()
    for line in ("", "责任"):
        terminal = Terminal(desk.root, *words, language="zh")
        terminal.answer("哪一项错了", line)
        if line:
            terminal.expect("可以指好几项")
            terminal.answer("哪一项错了", "")
        terminal.expect("没有任何改动")
        assert terminal.ends() == 0 and desk.issue("CG-D001").read_bytes() == before

    terminal = Terminal(desk.root, *words, language="zh")
    terminal.answer("哪一项错了", "m1")
    terminal.answer("哪一项错了", "措施内容")
    terminal.answer("正确的内容", "增配车辆2台")
    assert terminal.ends() == 0 and "增配车辆2台" in desk.issue("CG-D001").read_text(encoding="utf-8")

    terminal = Terminal(desk.root, *words, language="zh")
    number = next(one.split()[0] for one in listed if "巳购车" in one)
    terminal.answer("哪一项错了", number)
    terminal.answer("说明，正确的内容", "已购车")
    assert terminal.ends() == 0 and "已购车" in desk.issue("CG-D001").read_text(encoding="utf-8")

    terminal = Terminal(desk.root, *words, language="zh")
    rest = listed[-1].split()[0]
    terminal.answer("哪一项错了", rest)
    terminal.expect("持续整改原因")
    terminal.expect("不予公开原因")
    terminal.answer("哪一项错了", "不予公开原因")
    terminal.expect("正确的内容")
    terminal.interrupt()
    assert terminal.ends() == 130 and "没有写入" in terminal.screen


def test_no_two_fields_of_a_record_have_one_name():
    for part in ("", "m1", "e1"):
        for said in ("zh", "en"):
            named = [getattr(label_of(key, part), said) for key in fields_at(part)]
            assert len(named) == len(set(named)), named


def test_void_offers_discard_while_it_is_not_saved_and_says_when_it_is_for_good(desk):
    open_round(desk)
    add_issue(desk)
    words = ("void", "CG-D001", "--reason", "重复", "--approved-by", "巡察二组联络员", "--today", "2020-11-02")
    terminal = Terminal(desk.root, *words, language="zh")
    terminal.answer("inspect discard CG-D001", "n")
    assert terminal.ends() == 0 and "不可恢复" not in terminal.screen
    desk.commit()
    terminal = Terminal(desk.root, *words, language="zh")
    terminal.answer("保存之前可以 inspect undo", "n")
    assert terminal.ends() == 0 and "discard" not in terminal.screen
