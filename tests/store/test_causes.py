"""What the system and the YAML reader say in English is said in our sentences, in both languages."""

import errno
import re

import pytest

from inspect_cli.render.language import Language, say
from inspect_cli.store.files.causes import cause
from inspect_cli.store.yaml_words import yaml_complaint
from inspect_cli.yamlsplice.document import parse


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (errno.ENOENT, "there is no such file or folder", "没有这个文件或文件夹"),
        (errno.EACCES, "you have no right to it", "没有权限"),
        (errno.EISDIR, "it is a folder", "它是文件夹"),
        (errno.ENOSPC, "the disk is full", "磁盘已满"),
        (errno.EEXIST, "it is there already", "已经存在"),
        (errno.EROFS, "the disk is read-only", "磁盘是只读的"),
        (errno.ECHILD, "the system says ECHILD", "系统返回的代码是 ECHILD"),
        (99999, "the system says 99999", "系统返回的代码是 99999"),
        (None, "the system says —", "系统返回的代码是 —"),
    ],
)
def test_a_refusal_of_the_system_has_our_words(number, english, chinese):
    told = cause(OSError(number, "as this system calls it") if number is not None else OSError("no number"))
    assert (say(told, Language.EN), say(told, Language.ZH)) == (english, chinese)


@pytest.mark.parametrize(
    ("content", "chinese"),
    [
        ("a: b: c\n", "这里不能有冒号；文字中带“冒号加空格”的，整句要加引号"),
        ("a: [b\n", "缺少方括号、花括号或逗号"),
        ("a: {b: c\n", "缺少方括号、花括号或逗号"),
        ("a: 'b\n", "引号没有成对"),
        ("a: b\nc\n", "键后面没有冒号"),
        ('a: "\\q"\n', "双引号内的反斜杠后面跟了不认识的字母"),
        ("a: @b\n", "值不能以这个符号开头；请给文字加引号"),
        ("a: *b\n", "* 和 & 后面须是已有的名称；请给文字加引号"),
        ("a: *\n", "* 和 & 后面须是已有的名称；请给文字加引号"),
        ("a:\n  - b\n c: d\n", "缩进与前后各行不一致，或完整的值后面还有多余内容"),
        ("a: |x\n  b\n", "| 或 > 后面不能有别的内容"),
        ("a: - b\n", "这里不能以短横线开始一个列表"),
        ("a: ]\n", None),
        ("%YAML 9\n---\na: b\n", None),
    ],
)
def test_what_the_yaml_reader_says_has_our_words(content, chinese):
    fault = parse(content.encode()).faults[0]
    assert fault.kind == "syntax"
    told = say(yaml_complaint(fault.detail), Language.ZH)
    assert not re.search("[A-Za-z]", told)
    assert chinese in (None, told), fault.detail
