"""Where seeds are: a folder of this machine, or a prefix behind a URL. Both are found and opened through here."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from pipeline.intake import folder
from pipeline.intake.folder import Seed
from pipeline.intake.remote import RemoteFolder, remote_folder

Root = Path | RemoteFolder


def check_place(place: Path | str) -> Root:
    """A folder's real path, or the prefix that a URL names; SeedsFolderError if it can't be used."""
    return remote_folder(place) if isinstance(place, str) else folder.check_folder(place)


def find_seeds(root: Root) -> list[Seed]:
    """Every seed there, in the order of their ids; SeedsFolderError if they can't be listed."""
    return root.find() if isinstance(root, RemoteFolder) else folder.find_seeds(root)


def has_seeds(root: Root) -> bool:
    """Whether there is any seed; SeedsFolderError if they can't be listed."""
    return bool(root.find()) if isinstance(root, RemoteFolder) else folder.has_seeds(root)


def open_seed(root: Root, seed: Seed) -> AbstractContextManager[int]:
    """A descriptor of a seed's content; Refusal if it can't be had, SeedsFolderError if the store can't be reached."""
    return root.open(seed) if isinstance(root, RemoteFolder) else folder.open_beneath(root, seed.target)
