"""Stores behind a URL (s3://…, memory://…), opened through fsspec."""

from __future__ import annotations

from typing import Any


class NoStoreError(Exception):
    """A URL that leads to no store; the message is one clear line."""


def open_store(url: str) -> tuple[Any, str]:
    """The file system that a URL names (an fsspec.AbstractFileSystem), and the path in it, without an ending slash.

    NoStoreError if there is no library for its protocol or it can't be reached.
    """
    import fsspec  # only where it is needed: every command would wait for it

    protocol = url.partition("://")[0]
    try:
        files, root = fsspec.core.url_to_fs(url)
    except ImportError as error:  # fsspec names the package to install
        raise NoStoreError(f"the library for {protocol}:// is not installed: {why(error)}") from None
    except ValueError:
        raise NoStoreError(f"no such protocol: {url}") from None
    except Exception as error:
        raise NoStoreError(f"{url} cannot be read ({why(error)})") from None
    return files, root.rstrip("/")


def why(error: Exception) -> str:
    """An error's own words on one line."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return " ".join(text.split())
