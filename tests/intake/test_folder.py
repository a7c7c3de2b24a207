"""Which names are seeds, and that no way leads out of the folder."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from pathlib import Path

import pytest

from pipeline.intake import folder as folder_module
from pipeline.intake.document import RejectedSeed, SeedDocument, SeedsFolderError
from pipeline.intake.folder import Seed, check_folder, document_id_of, find_seeds, open_beneath
from pipeline.intake.read import read_seeds

from .conftest import SENTENCE, Read, document, outcomes, refusal


def test_nested_folders_are_read_in_the_order_of_their_ids(read: Read) -> None:
    found = read({"b.txt": SENTENCE, "a/z.txt": SENTENCE, "a/b/c.txt": SENTENCE, "a-1.txt": SENTENCE})
    assert [one.document_id for one in found] == ["a-1.txt", "a/b/c.txt", "a/z.txt", "b.txt"]
    assert all(isinstance(one, SeedDocument) for one in found)


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        ".gitkeep",
        ".hidden.txt",
        ".git/config.txt",
        "a.txt~",
        ".a.txt.swp",
        "a.swp",
        "#a.txt#",
        "~$a.docx",
        "Thumbs.db",
        "desktop.ini",
        "__MACOSX/a.txt",
    ],
)
def test_droppings_are_ignored(read: Read, name: str) -> None:
    assert read({name: SENTENCE}) == []


@pytest.mark.parametrize("name", ["a.docx", "a.json", "README", "a.gz", "a.txt.bz2", "a.txt.part", "txt"])
def test_other_types_are_refused(read: Read, name: str) -> None:
    assert refusal(read({name: SENTENCE})).reason == "unsupported_type"


@pytest.mark.parametrize("name", ["A.TXT", "a.Txt", "b.MD", "c.HTM"])
def test_types_are_told_in_any_case(read: Read, name: str) -> None:
    assert document(read({name: SENTENCE})).document_id == name


@pytest.mark.parametrize(
    "name", ["two\nlines.txt", "'quotes\".txt", "a b#c%20.txt", "ünïcode.txt", "-rf.txt", "$(x);`y`.txt"]
)
def test_odd_names_are_ids_as_they_stand(read: Read, name: str) -> None:
    assert document(read({name: SENTENCE})).document_id == name


def test_name_that_is_no_utf8_becomes_a_valid_id(seeds: Path, read: Read) -> None:
    Path(os.fsdecode(os.fsencode(seeds) + b"/caf\xe9.txt")).write_text(SENTENCE)
    found = document(read())
    assert found.document_id == "caf%E9.txt"
    found.document_id.encode("utf-8")


def test_names_that_become_the_same_id_are_told_apart(seeds: Path, read: Read) -> None:
    Path(os.fsdecode(os.fsencode(seeds) + b"/caf\xe9.txt")).write_text(SENTENCE)
    found = read({"caf%E9.txt": SENTENCE})
    assert [type(one) for one in found] == [SeedDocument, RejectedSeed]
    assert [one.document_id for one in found] == ["caf%E9.txt"] * 2
    assert found[1].reason == "duplicate"  # type: ignore[union-attr]


def test_composed_and_decomposed_names_are_two_seeds(read: Read) -> None:
    found = read({"caf\u00e9.txt": SENTENCE, "cafe\u0301.txt": SENTENCE})
    assert outcomes(found) == {"caf\u00e9.txt": "document", "cafe\u0301.txt": "document"}


def test_id_is_posix() -> None:
    assert document_id_of(str(Path("2025") / "la-raids.txt")) == "2025/la-raids.txt"


def test_folder_named_as_a_file_is_refused_and_its_files_read(read: Read) -> None:
    found = read({"x.txt/inner.txt": SENTENCE})
    assert outcomes(found) == {"x.txt": "not_a_file", "x.txt/inner.txt": "document"}


def test_fifo_is_never_opened(seeds: Path, read: Read) -> None:
    os.mkfifo(seeds / "pipe.txt")
    assert refusal(read()).reason == "not_a_file"


def test_socket_is_refused(seeds: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(seeds)  # a socket's path may have 100 bytes only
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.txt")
        assert refusal(read()).reason == "not_a_file"


def test_device_is_refused(seeds: Path, read: Read) -> None:
    try:
        os.mknod(seeds / "zero.txt", 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("needs the right to make devices")
    assert refusal(read()).reason == "not_a_file"


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "/dev/zero", "../outside.txt", "../../../../../etc/hostname", "/nowhere/at/all"]
)
def test_link_out_of_the_folder_is_unsafe(seeds: Path, read: Read, target: str) -> None:
    (seeds.parent / "outside.txt").write_text(SENTENCE)
    (seeds / "link.txt").symlink_to(target)
    assert refusal(read()).reason == "unsafe_path"


def test_link_to_a_folder_outside_is_unsafe(seeds: Path, read: Read) -> None:
    (seeds / "up").symlink_to("..")
    assert refusal(read()).reason == "unsafe_path"


def test_link_to_a_sibling_whose_name_begins_alike_is_unsafe(seeds: Path, read: Read) -> None:
    other = seeds.parent / "seeds-private"
    other.mkdir()
    (other / "a.txt").write_text(SENTENCE)
    (seeds / "a.txt").symlink_to(other / "a.txt")
    assert refusal(read()).reason == "unsafe_path"


def test_link_by_way_of_a_link_out_is_unsafe(seeds: Path, read: Read) -> None:
    (seeds.parent / "outside.txt").write_text(SENTENCE)
    (seeds / "one.txt").symlink_to("two.txt")
    (seeds / "two.txt").symlink_to("../outside.txt")
    assert outcomes(read()) == {"one.txt": "unsafe_path", "two.txt": "unsafe_path"}


def test_link_inside_is_read_under_its_own_name(seeds: Path, read: Read) -> None:
    (seeds / "link.txt").symlink_to("sub/a.txt")
    assert outcomes(read({"sub/a.txt": SENTENCE})) == {"link.txt": "document", "sub/a.txt": "document"}


def test_link_to_a_folder_inside_is_not_followed(seeds: Path, read: Read) -> None:
    (seeds / "sub").mkdir()
    (seeds / "sub" / "loop").symlink_to(seeds)
    (seeds / "again").symlink_to("sub")
    assert outcomes(read({"sub/a.txt": SENTENCE})) == {
        "again": "not_a_file",
        "sub/a.txt": "document",
        "sub/loop": "unsafe_path",
    }


def test_link_loop_and_broken_link_are_unreadable(seeds: Path, read: Read) -> None:
    (seeds / "a.txt").symlink_to("b.txt")
    (seeds / "b.txt").symlink_to("a.txt")
    (seeds / "self.txt").symlink_to("self.txt")
    (seeds / "broken.txt").symlink_to("gone.txt")
    assert set(outcomes(read()).values()) == {"unreadable"}


def test_link_to_a_fifo_inside_is_no_file(seeds: Path, read: Read) -> None:
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "link.txt").symlink_to("pipe.txt")
    assert outcomes(read()) == {"link.txt": "not_a_file", "pipe.txt": "not_a_file"}


def test_seeds_folder_may_itself_be_a_link(seeds: Path, tmp_path: Path) -> None:
    (seeds / "a.txt").write_text(SENTENCE)
    (tmp_path / "link").symlink_to(seeds)
    assert document(list(read_seeds(tmp_path / "link"))).document_id == "a.txt"


def test_folder_swapped_for_a_link_after_the_walk_leads_nowhere(seeds: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("secret")
    (seeds / "sub").mkdir()
    (seeds / "sub" / "a.txt").write_text(SENTENCE)
    found = read_seeds(seeds)
    first_of_two = seeds / "a.txt"
    first_of_two.write_text(SENTENCE)
    assert next(found).document_id == "a.txt"  # the walk is done
    shutil.rmtree(seeds / "sub")
    (seeds / "sub").symlink_to(outside)
    assert refusal(list(found)).reason == "unsafe_path"


def test_file_swapped_for_a_link_or_a_fifo_is_not_opened(seeds: Path) -> None:
    (seeds / "link.txt").symlink_to("/etc/passwd")
    os.mkfifo(seeds / "pipe.txt")
    for name in ("link.txt", "pipe.txt"):
        with pytest.raises(Exception, match="no longer a file"), open_beneath(seeds, name):
            pass


def test_file_that_vanishes_is_unreadable(seeds: Path) -> None:
    (seeds / "a.txt").write_text(SENTENCE)
    (seeds / "b.txt").write_text(SENTENCE)
    found = read_seeds(seeds)
    assert next(found).document_id == "a.txt"
    (seeds / "b.txt").unlink()
    assert refusal(list(found)).reason == "unreadable"


def test_file_without_permission_is_unreadable(seeds: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    really_open = os.open

    def forbid(path: str, flags: int, *args: int, **kwargs: int) -> int:
        if path == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return really_open(path, flags, *args, **kwargs)

    monkeypatch.setattr(folder_module.os, "open", forbid)  # the tests may run as root, who may open all
    found = read({"secret.txt": SENTENCE, "open.txt": SENTENCE})
    assert outcomes(found) == {"open.txt": "document", "secret.txt": "unreadable"}


def test_sub_folder_without_permission_is_unreadable(seeds: Path, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    really_scan = os.scandir

    def forbid(path: str) -> object:
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied")
        return really_scan(path)

    monkeypatch.setattr(folder_module.os, "scandir", forbid)
    found = read({"secret/a.txt": SENTENCE, "open.txt": SENTENCE})
    assert outcomes(found) == {"open.txt": "document", "secret": "unreadable"}


def test_missing_folder_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(SeedsFolderError, match="does not exist") as raised:
        read_seeds(tmp_path / "nowhere")
    assert "\n" not in str(raised.value)


def test_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SeedsFolderError, match="not a folder"):
        read_seeds(tmp_path / "file")


def test_unreadable_folder_is_an_error(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(path: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder_module.os, "scandir", forbid)
    with pytest.raises(SeedsFolderError, match="cannot be read"):
        read_seeds(seeds)


def test_link_that_leads_to_itself_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(SeedsFolderError, match="cannot be read"):
        read_seeds(tmp_path / "loop")


def test_empty_folder_has_nothing(read: Read) -> None:
    assert read() == []


def test_deep_folders_do_not_recurse(seeds: Path) -> None:
    deep = seeds
    for _ in range(60):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(SENTENCE)
    assert [seed.document_id for seed in find_seeds(check_folder(seeds))] == ["d/" * 60 + "a.txt"]
    assert isinstance(find_seeds(check_folder(seeds))[0], Seed)


@pytest.mark.parametrize("lacks", [errno.ENOSPC, errno.EFBIG, errno.EMFILE, errno.EROFS])
def test_what_the_machine_lacks_is_no_fault_of_the_seed(
    lacks: int, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that finds no room for a temporary file: as a refusal, it would leave sound seeds out for good."""

    def fail(*_: object) -> str:
        raise OSError(lacks, os.strerror(lacks))

    monkeypatch.setattr("pipeline.intake.compose.accepted_language", fail)
    with pytest.raises(SeedsFolderError, match=f"can't read the seeds: {os.strerror(lacks)}"):
        read({"a.txt": SENTENCE})
    with pytest.raises(SeedsFolderError):
        read({"a.txt": "", "b.jsonl": '{"id": "a", "text": "Five people died on Monday"}\n'})
