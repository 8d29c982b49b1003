"""What words say, told from how they begin, is what the careful look finds."""

import pytest

from inspect_cli.domain.saying import is_same_name, saying, says_something


def test_words_that_begin_plainly_say_something_and_all_others_are_looked_at_with_care():
    assert [hex(code) for code in range(0x10000) if says_something(chr(code)) is not bool(saying(chr(code)))] == []


@pytest.mark.parametrize("words", ["", " ", "\u3000", "\u200b", "\u3164", "\u2800", "\ufe0f"])
def test_what_nobody_sees_says_nothing(words):
    assert not says_something(words)


@pytest.mark.parametrize(
    ("one", "other", "same"), [("整改办", "整改办 ", True), ("Ａ组", "a组", True), ("甲\u200b", "甲", True), ("甲", "乙", False)]
)
def test_a_name_is_the_same_whatever_its_width_case_and_blanks(one, other, same):
    assert is_same_name(one, other) is same
