"""Git LFS: what lies there in place of a file is intact by the hash that it names, and is never called another file."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from desk import Desk, add_issue

from inspect_cli.store.files.pointer import oid_in

PLAN = ("--leader", "分管副局长", "--department", "环卫科", "--due", "2020-11-20", "--measure", "增配清运车辆2台，每日两清")
OID = "ab" * 32
V1 = "version https://git-lfs.github.com/spec/v1\n"
PHOTO = bytes(range(256)) * 20
PROOF = "rounds/2020-r2/evidence/CG-D001/p.jpg"


@pytest.mark.parametrize(
    "said",
    [
        V1 + f"oid sha256:{OID}\nsize 5000\n",
        V1 + f"oid sha256:{OID}\nsize 5000",
        (V1 + f"oid sha256:{OID}\nsize 5000\n").replace("\n", "\r\n"),
        V1 + f"ext-0-case sha256:{'0' * 64}\noid sha256:{OID}\nsize 5000\n",
        f"version https://hawser.github.com/spec/v1\noid sha256:{OID}\nsize 0\n",
        f"version http://git-media.io/v/2\noid sha256:{OID}\nsize 1\n",
    ],
)
def test_a_pointer_names_its_content(said):
    assert oid_in(said.encode()) == OID


@pytest.mark.parametrize(
    "said",
    [
        "",
        V1,
        V1 + f"oid sha256:{OID}\n",
        V1 + f"size 5\noid sha256:{OID}\n",
        V1 + f"oid sha256:{OID[:-1]}\nsize 5\n",
        V1 + f"oid sha1:{OID}\nsize 5\n",
        V1 + f"oid sha256:{OID}\nsize 5\nmore\n",
        f"version https://example.org/v1\noid sha256:{OID}\nsize 5\n",
        f" {V1}oid sha256:{OID}\nsize 5\n",
        V1 + "".join(f"ext-{n % 10}-x sha256:{OID}\n" for n in range(12)) + f"oid sha256:{OID}\nsize 5\n",
    ],
)
def test_what_only_looks_like_a_pointer_is_a_file(said):
    assert oid_in(said.encode()) == ""


def stored(at: Desk) -> None:
    """CG-D001 is done, with a photo that git keeps as a pointer, by a filter of the form that Git LFS has."""
    store = at.root.parent / "lfs"
    store.mkdir()
    clean, smudge = store / "clean.py", store / "smudge.py"
    clean.write_text(
        "import sys, hashlib, pathlib\n"
        "raw = sys.stdin.buffer.read()\n"
        "key = hashlib.sha256(raw).hexdigest()\n"
        f"(pathlib.Path({str(store)!r}) / key).write_bytes(raw)\n"
        f"sys.stdout.buffer.write(({V1!r} + 'oid sha256:%s\\nsize %d\\n' % (key, len(raw))).encode())\n"
    )
    smudge.write_text(
        "import sys, re, pathlib\n"
        "raw = sys.stdin.buffer.read()\n"
        f"sys.stdout.buffer.write((pathlib.Path({str(store)!r}) / re.search(rb'sha256:(\\w+)', raw)[1].decode()).read_bytes())\n"
    )
    at.git("config", "filter.lfs.clean", f'"{sys.executable}" "{clean}"')
    at.git("config", "filter.lfs.smudge", f'"{sys.executable}" "{smudge}"')


def in_lfs(at: Desk) -> None:
    attributes = at.root / ".gitattributes"
    attributes.write_text(attributes.read_text() + "*.jpg filter=lfs diff=lfs merge=lfs -text\n")


def done(at: Desk) -> None:
    """CG-D001, declared done with a photo."""
    add_issue(at, "during", "CG")
    at.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    photo = at.root.parent / "p.jpg"
    photo.write_bytes(PHOTO)
    words = ("finish", "CG-D001", "--measures-done", "--evidence", photo, "--note", "两清已落实", "--today", "2020-11-03")
    at.inspect(*words, "--by", "城管局整改办")


@pytest.fixture
def with_lfs(workspace: Desk) -> Desk:
    """One issue that is done, its photo in LFS, committed; the content is here."""
    stored(workspace)
    in_lfs(workspace)
    done(workspace)
    workspace.commit("done")
    assert workspace.git("cat-file", "-p", f"HEAD:{PROOF}").startswith("version ")
    return workspace


@pytest.fixture
def clone(with_lfs: Desk, tmp_path, monkeypatch) -> Desk:
    """A clone of it without the content, as a CI job has it."""
    subprocess.run(["git", "clone", "-q", str(with_lfs.root), str(tmp_path / "clone")], check=True)
    made = Desk(tmp_path / "clone", with_lfs._capsys)
    made.git("config", "user.name", "巡察二组联络员")
    made.git("config", "user.email", "ez@example.org")
    monkeypatch.chdir(made.root)
    assert (made.root / PROOF).read_bytes().startswith(b"version ")
    return made


DAY = ("--today", "2020-11-10")


def test_without_its_content_the_evidence_is_intact_by_its_oid(clone):
    for more in ((), ("--no-index",), ("--strict",)):
        said = clone.inspect("check", *more, *DAY).out
        assert "EVI08" in said and "Git LFS" in said and "git lfs pull" in said, said
        assert "differs" not in said and "evidence drop" not in said, said
    assert "Git LFS" in clone.inspect("show", "CG-D001", *DAY).out
    assert "Git LFS" in clone.inspect("show", "CG-D001", *DAY, "--no-index").out
    assert clone.inspect("status", *DAY).out == clone.inspect("status", *DAY).out
    assert "evidence e1" not in clone.inspect("status", *DAY).out


def test_whoever_closes_it_is_told_that_its_content_is_not_here(clone):
    said = clone.inspect("close", "CG-D001", "--note", "现场核查属实", "--by", "巡察二组联络员", *DAY)
    assert "Git LFS" in said.out + said.err, said


def test_a_pointer_to_another_content_is_another_file(clone):
    (clone.root / PROOF).write_text(V1 + f"oid sha256:{OID}\nsize 5000\n")
    said = clone.inspect("check", *DAY, code=1).out
    assert "EVI03" in said and "EVI08" not in said, said
    assert "differs" in clone.inspect("close", "CG-D001", "--note", "属实", "--by", "巡察二组联络员", *DAY, code=4).err


def test_a_pointer_is_not_taken_for_evidence_sheet_or_template(clone):
    pointer = Path(PROOF)
    for words in (
        ("evidence", "add", "CG-D001", pointer),
        ("ledger", "import", pointer, "--channel", "during"),
        ("report", "during", "--unit", "CG", "--format", "docx", "--template", pointer),
    ):
        said = clone.inspect(*words, *(DAY if words[0] != "ledger" else ()), code=None)
        assert said.code not in (0, 70) and "git lfs pull" in said.err, said


def test_a_file_that_was_recorded_is_intact_even_if_it_reads_as_a_pointer(workspace):
    add_issue(workspace, "during", "CG")
    workspace.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    proof = workspace.root.parent / "p.txt"
    proof.write_text("x")
    workspace.inspect("evidence", "add", "CG-D001", proof, *DAY)
    here = workspace.root / "rounds/2020-r2/evidence/CG-D001/p.txt"
    here.write_text(V1 + f"oid sha256:{OID}\nsize 5000\n")
    record = workspace.issue("CG-D001")
    own = hashlib.sha256(here.read_bytes()).hexdigest()
    record.write_text(record.read_text(encoding="utf-8").replace(hashlib.sha256(b"x").hexdigest(), own), encoding="utf-8")
    assert "EVI0" not in workspace.inspect("check", *DAY).out


# -- in git's eyes -----------------------------------------------------------------------------------------------------


def standing(at: Desk, *words: str) -> dict:
    """What status answers, without what the question was."""
    return at.inspect("status", *words, *DAY, "--json").data


def test_a_commit_and_its_checkout_say_the_same(with_lfs, clone, monkeypatch):
    for at in (with_lfs, clone):
        monkeypatch.chdir(at.root)
        assert standing(at, "--at", "HEAD") == standing(at) == standing(at, "--no-index")
        assert standing(at, "--at", "HEAD", "--all") == standing(at, "--all")


def test_a_file_that_moves_into_lfs_is_the_file_that_it_was(workspace):
    stored(workspace)
    done(workspace)
    workspace.commit("plain")
    workspace.git("tag", "plain")
    in_lfs(workspace)
    workspace.git("add", "--renormalize", ".")
    workspace.git("commit", "-q", "-m", "into LFS")
    assert PROOF in workspace.git("diff", "--name-only", "plain", "HEAD")
    assert "DIF05" not in workspace.inspect("check", "--since", "plain", *DAY).out
    assert "DIF05" not in workspace.inspect("diff", "plain..HEAD").out
    workspace.git("config", "--unset", "filter.lfs.smudge")
    workspace.git("checkout", "-q", "HEAD", "--", ".")
    (workspace.root / PROOF).unlink()
    workspace.git("checkout", "-q", "HEAD", "--", ".")
    assert "DIF05" not in workspace.inspect("diff", "plain").out
    assert "EVI03" not in workspace.inspect("check", *DAY).out


def test_a_pointer_that_names_another_content_is_named_by_its_commit(with_lfs):
    (with_lfs.root / PROOF).write_bytes(b"another photo")
    with_lfs.commit("swapped")
    assert "DIF05" in with_lfs.inspect("diff", "HEAD~1..HEAD", code=1).out
    assert "differs" in with_lfs.inspect("status", "--at", "HEAD", *DAY).out


def turned(at: Desk) -> None:
    """A filter that turns bytes round, which this clone knows; the photo is held through it."""
    program = at.root.parent / "turn.py"
    program.write_text("import sys; sys.stdout.buffer.write(bytes(255 - one for one in sys.stdin.buffer.read()))")
    for way in ("clean", "smudge"):
        at.git("config", f"filter.turn.{way}", f'"{sys.executable}" "{program}"')
    attributes = at.root / ".gitattributes"
    attributes.write_text(attributes.read_text() + "*.jpg filter=turn\n")
    done(at)
    at.commit("done")


def test_what_a_filter_turns_is_judged_as_it_is_laid_out(workspace):
    turned(workspace)
    assert standing(workspace, "--at", "HEAD") == standing(workspace)
    assert "differs" not in workspace.inspect("status", "--at", "HEAD", *DAY).out
    (workspace.root / PROOF).write_bytes(b"another photo")
    workspace.commit("swapped")
    assert "DIF05" in workspace.inspect("diff", "HEAD~1..HEAD", code=1).out


@pytest.mark.parametrize("text", ["*.jpg working-tree-encoding=UTF-16LE text\n", "*.jpg text eol=crlf\n", "*.jpg ident\n"])
def test_what_git_writes_otherwise_by_itself_is_judged_as_it_is_laid_out(workspace, text):
    (workspace.root / ".gitattributes").write_text(f"rounds/** -text\n{text}")
    raw = "两清\r\n记录\r\n"
    photo = workspace.root.parent / "p.jpg"
    add_issue(workspace, "during", "CG")
    workspace.inspect("start", "CG-D001", *PLAN, "--today", "2020-10-30")
    photo.write_bytes(raw.encode("utf-16le" if "16" in text else "utf-8") + (b"$Id: x $" if "ident" in text else b""))
    workspace.inspect("finish", "CG-D001", "--measures-done", "--evidence", photo, "--note", "已落实", "--today", "2020-11-03")
    workspace.commit("done")
    (workspace.root / PROOF).unlink()
    workspace.git("checkout", "-q", "--", ".")
    assert standing(workspace, "--at", "HEAD") == standing(workspace)


def test_where_the_filter_is_not_set_up_nobody_says_that_it_differs(workspace):
    turned(workspace)
    for way in ("clean", "smudge"):
        workspace.git("config", "--unset", f"filter.turn.{way}")
    (workspace.root / PROOF).unlink()
    workspace.git("checkout", "-q", "--", ".")
    for words in (("status", "--at", "HEAD"), ("status",), ("check",), ("check", "--no-index"), ("check",), ("show", "CG-D001")):
        said = workspace.inspect(*words, *DAY, code=None).out
        assert "differs" not in said and "cannot be told" in said, (words, said)
    assert "cannot be told" in workspace.inspect("close", "CG-D001", "--note", "属实", "--by", "巡察二组联络员", *DAY, code=4).err
    for way in ("clean", "smudge"):
        workspace.git("config", f"filter.turn.{way}", f'"{sys.executable}" "{workspace.root.parent / "turn.py"}"')
    assert "differs" in workspace.inspect("check", *DAY, code=1).out
    (workspace.root / PROOF).unlink()
    workspace.git("checkout", "-q", "--", ".")
    assert "EVI" not in workspace.inspect("check", *DAY).out


def test_a_filter_that_fails_is_no_other_file(workspace):
    turned(workspace)
    workspace.git("config", "filter.turn.smudge", "false")
    workspace.git("config", "filter.turn.required", "true")
    assert "cannot be told" in workspace.inspect("status", "--at", "HEAD", *DAY).out


def test_a_proof_that_git_has_lost_is_not_called_missing_or_changed(workspace):
    done(workspace)
    workspace.commit("done")
    key = workspace.git("rev-parse", f"HEAD:{PROOF}").strip()
    lost = workspace.root / ".git" / "objects" / key[:2] / key[2:]
    kept = lost.read_bytes()
    lost.chmod(0o644)
    for spoil in (lambda: lost.write_bytes(kept[:20]), lambda: lost.write_bytes(b""), lost.unlink):
        spoil()
        said = workspace.inspect("status", "--at", "HEAD", *DAY).out
        assert "git lacks it" in said and "missing" not in said and "differs" not in said, said
    (workspace.root / PROOF).write_bytes(b"another photo")
    workspace.commit("swapped")
    assert "DIF05" in workspace.inspect("diff", "HEAD~1..HEAD", code=1).out


def test_a_bogus_filter_hides_no_exchange(workspace):
    done(workspace)
    workspace.commit("done")
    (workspace.root / ".gitattributes").write_text("*.jpg filter=bogus\n")
    (workspace.root / PROOF).write_bytes(b"another photo")
    workspace.commit("swapped")
    told = workspace.inspect("diff", "HEAD~1..HEAD").out  # a swap or a filter: nobody can tell, so nobody is accused, and it is said
    assert "whether evidence/CG-D001/p.jpg is still the one on record: cannot be told" in told
    assert "EVI02" in workspace.inspect("check", *DAY, code=1).out


def test_a_whole_revision_is_one_run_of_git(workspace, monkeypatch):
    done(workspace)
    for _ in range(3):
        add_issue(workspace, "during", "CG")
    workspace.commit("done")
    runs = []
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda words, *more, **named: runs.append(list(words)) or start(words, *more, **named))
    workspace.inspect("status", "--at", "HEAD", "--all", *DAY)
    assert sum("--batch" in words for words in runs) == 1, runs
    assert len(runs) <= 6, runs


def test_an_issued_report_that_moves_into_lfs_was_not_changed(workspace):
    stored(workspace)
    done(workspace)
    workspace.saved().inspect("report", "during", "--unit", "CG", "--final", *DAY)
    reports = workspace.root / "rounds/2020-r2/reports"
    workspace.commit("issued")
    workspace.git("tag", "issued")
    attributes = workspace.root / ".gitattributes"
    attributes.write_text(attributes.read_text() + "rounds/*/reports/*.docx filter=lfs\nrounds/*/reports/*.md filter=lfs\n")
    workspace.git("add", "--renormalize", ".")
    workspace.git("commit", "-q", "-m", "into LFS")
    assert "reports" in workspace.git("diff", "--name-only", "issued", "HEAD")
    assert "PUB02" not in workspace.inspect("diff", "issued..HEAD", code=None).out
    for path in reports.glob("*.docx"):
        path.write_text(workspace.git("cat-file", "-p", f"HEAD:rounds/2020-r2/reports/{path.name}"))
    assert "PUB02" not in workspace.inspect("check", *DAY, code=None).out


def pointer_in_place(at: Desk) -> None:
    """The photo is gone, and somebody wrote down what a pointer to it would say."""
    (at.root / PROOF).write_text(V1 + f"oid sha256:{hashlib.sha256(PHOTO).hexdigest()}\nsize {len(PHOTO)}\n")


def test_a_pointer_where_nothing_is_in_lfs_is_no_photo(workspace):
    done(workspace)
    workspace.commit("done")
    pointer_in_place(workspace)
    workspace.commit("swindle")
    for more in ((), ("--no-index",), ()):
        assert "EVI03" in workspace.inspect("check", *more, *DAY, code=1).out
    assert "DIF05" in workspace.inspect("check", "--since", "HEAD~1", *DAY, code=1).out
    assert "DIF05" in workspace.inspect("diff", "HEAD~1..HEAD", *DAY, code=1).out
    assert "differs" in workspace.inspect("close", "CG-D001", "--note", "属实", "--by", "巡察二组联络员", *DAY, code=4).err


def test_without_git_the_attributes_that_came_along_say_what_is_in_lfs(workspace):
    done(workspace)
    pointer_in_place(workspace)
    shutil.rmtree(workspace.root / ".git")
    assert "EVI03" in workspace.inspect("check", *DAY, code=1).out
    in_lfs(workspace)
    assert "EVI08" in workspace.inspect("check", *DAY).out


def test_what_was_in_lfs_once_is_intact_in_its_versions(with_lfs):
    (with_lfs.root / ".gitattributes").write_text("rounds/** -text\n")
    with_lfs.commit("out of it")
    assert not with_lfs.git("cat-file", "-p", f"HEAD~1:{PROOF}").startswith("\0")
    assert "differs" not in with_lfs.inspect("status", "--at", "HEAD~1", *DAY).out
    with_lfs.inspect("check", "--since", "HEAD~1", *DAY)
    with_lfs.inspect("check", *DAY)


def test_what_the_index_forgot_and_lies_there_is_not_missing(workspace):
    done(workspace)
    workspace.commit("done")
    workspace.git("rm", "-q", "--cached", PROOF)
    assert "nothing changed" in workspace.inspect("diff", *DAY).out
