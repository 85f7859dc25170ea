"""Taking a pack into use: checked, copied whole, pointed to; a version never changes its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pack import changed, write

from knowledge.pack.installing import PackRefused, install_pack
from knowledge.pack.loading import SHIPPED, PackError, load_active


def test_a_loaded_pack_is_in_force_at_once(tmp_path: Path) -> None:
    installed = install_pack(write(tmp_path / "new"), tmp_path / "data")
    assert installed.before is None
    assert load_active("tan-an", tmp_path / "data").pack == installed.now.pack
    assert sorted(file.name for file in installed.folder.iterdir()) == ["pack.yaml", "plan.txt"]


def test_without_a_loaded_version_the_shipped_one_is_in_force(tmp_path: Path) -> None:
    assert load_active("dai-phuoc", tmp_path).pack.version == 1


def test_the_next_version_replaces_the_last_and_both_stay(tmp_path: Path) -> None:
    data = tmp_path / "data"
    install_pack(write(tmp_path / "one"), data)
    installed = install_pack(write(tmp_path / "two", changed("version", 2)), data)
    assert installed.before is not None
    assert installed.before.pack.version == 1
    assert load_active("tan-an", data).pack.version == 2
    assert {path.name for path in (data / "packs" / "tan-an").iterdir()} == {"1", "2", "active"}


def test_an_earlier_version_can_be_put_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    one = write(tmp_path / "one")
    install_pack(one, data)
    install_pack(write(tmp_path / "two", changed("version", 2)), data)
    install_pack(one, data)
    assert load_active("tan-an", data).pack.version == 1


def test_the_same_version_with_other_content_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    install_pack(write(tmp_path / "one"), data)
    other = write(tmp_path / "other", changed("tasks.0.short", "Giữ trật tự"))
    with pytest.raises(PackError, match=r"tăng version .* lên 2"):
        install_pack(other, data)
    assert load_active("tan-an", data).pack.tasks[0].short == "Giữ an ninh trật tự tại Lễ"


def test_the_shipped_version_with_other_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="tăng version"):
        install_pack(write(tmp_path / "fake", changed("locality.slug", "dai-phuoc")), tmp_path / "data")


def test_a_pack_with_errors_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(PackRefused) as refused:
        install_pack(write(tmp_path / "bad", changed("tasks.0.lead", ["army"])), tmp_path / "data")
    assert [problem.field for problem in refused.value.problems] == ["tasks.0 (police-order).lead"]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("slug", ["../evil", "a/b", "Tan-An", "", "."])
def test_a_slug_that_could_leave_the_data_folder_is_refused(tmp_path: Path, slug: str) -> None:
    with pytest.raises(PackError, match="không phải mã địa phương"):
        install_pack(write(tmp_path / "bad", changed("locality.slug", slug)), tmp_path / "data")


def test_a_torn_pointer_is_named(tmp_path: Path) -> None:
    pointer = tmp_path / "packs" / "dai-phuoc" / "active"
    pointer.parent.mkdir(parents=True)
    pointer.write_text("hai", encoding="utf-8")
    with pytest.raises(PackError, match="“hai” không phải số phiên bản"):
        load_active("dai-phuoc", tmp_path)


def test_a_shipped_pack_can_be_loaded_as_it_is(tmp_path: Path) -> None:
    installed = install_pack(SHIPPED / "dai-phuoc", tmp_path)
    assert installed.folder == tmp_path / "packs" / "dai-phuoc" / "1"
