"""The settings: one file, newsclaims.toml, whose values environment variables override.

Read with pydantic-settings: it puts the file and the environment together, checks types and unknown keys, and is one
small package above pydantic, which Dagster brings anyway. What each key means stands here and nowhere else:
`newsclaims.toml` in the repository is `example()`.
"""

from __future__ import annotations

import os
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError

FILE_NAME = "newsclaims.toml"
PREFIX = "NEWSCLAIMS_"
SEEDS_VARIABLE = f"{PREFIX}SEEDS"
DATA_VARIABLE = f"{PREFIX}DATA"
FILE_VARIABLE = f"{PREFIX}CONFIG"
HOME_VARIABLE = "DAGSTER_HOME"
PROJECT_MARKS = ("pyproject.toml", ".git")
PATH_KEYS = ("seeds", "data", "cache")
# How near the name of a variable must be to one of ours to be taken for it, misspelt (difflib's ratio).
MISSPELT = 0.8


class SettingsError(Exception):
    """The settings can't be used; the message is one clear line."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Columns(_Section):
    """Files of rows (.jsonl, .csv, .parquet): the names that your files give to the columns."""

    id: str = Field(
        default="id", min_length=1, description="A row's id, unique in its file. A file without it is refused."
    )
    text: str = Field(default="text", min_length=1, description="The article's text. A file without it is refused.")
    title: str = Field(default="title", min_length=1, description="Its title.")
    published_at: str = Field(default="published_at", min_length=1, description="The day of publication.")
    url: str = Field(default="url", min_length=1, description="Where it was published.")
    language: str = Field(default="language", min_length=1, description="Its language, a BCP 47 code.")


class Schedule(_Section):
    """When `make ui` runs the pipeline by itself."""

    nightly: bool = Field(default=True, description="Whether the schedule is on when Dagster first sees it.")
    cron: str = Field(default="0 3 * * *", description="When it runs: minute, hour, day of month, month, day of week.")
    timezone: str = Field(default="UTC", description="In which time zone, by its IANA name: Europe/Berlin.")
    watch: bool = Field(default=True, description="Whether the seeds are watched and a change starts a run.")
    watch_seconds: int = Field(default=10, ge=1, description="How many seconds lie between two looks at the seeds.")
    keep_runs: int = Field(
        default=200, ge=1, description="How many ended runs are kept on record; older ones are deleted."
    )

    @field_validator("cron")
    @classmethod
    def _has_five_fields(cls, value: str) -> str:
        if len(value.split()) != 5 and not value.startswith("@"):
            raise ValueError("five fields are needed: minute, hour, day of month, month, day of week")
        return value

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"no time zone {value!r}") from None
        return value


class Reading(_Section):
    """What reads the text. English alone is read: articles in other languages become rows of rejected_seeds."""

    model: str = Field(
        default="",
        description="The package of spaCy's English model, once installed: en_core_web_lg; empty: en_core_web_sm. "
        "Another model reads every article anew.",
    )

    @field_validator("model")
    @classmethod
    def _is_english_and_there(cls, value: str) -> str:
        if value and not re.fullmatch(r"en_\w+", value):
            raise ValueError("the rules read English: a model's package is named en_core_web_…")
        if value and find_spec(value) is None:
            raise ValueError(f"no package {value} is installed")
        return value


class Engine(_Section):
    """What the reading runs on."""

    kind: Literal["local", "dask"] = Field(
        default="local", description='"local": processes on this machine. "dask": the workers of a dask cluster.'
    )
    workers: int = Field(default=0, ge=0, description="How many processes; 0: as many as there are cores.")
    scheduler: str = Field(
        default="", description='dask\'s scheduler ("tcp://10.0.0.5:8786"); empty: one on this machine, for this run.'
    )


class Settings(BaseSettings):
    """All settings; `load` makes it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="_",
        env_nested_max_split=1,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
    )

    seeds: str = Field(
        default="seeds",
        description="The folder of articles, or where they stand elsewhere: s3://bucket/prefix (with newsclaims[s3]).",
    )
    data: str = Field(
        default="data",
        description="The dataset's folder, or where it is published: s3://bucket/prefix (with newsclaims[s3]).",
    )
    cache: str = Field(
        default="~/.cache/newsclaims",
        description="Where a dataset that is published behind a URL is built, and where copies of it are read from.",
    )
    columns: Columns = Columns()
    reading: Reading = Reading()
    schedule: Schedule = Schedule()
    engine: Engine = Engine()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file (which comes as arguments); no .env, no secrets."""
        return env_settings, init_settings

    @property
    def seeds_place(self) -> Path | str:
        """Where the seeds are: an absolute path, or a URL as it stands."""
        return place_of(self.seeds)

    @property
    def data_place(self) -> Path | str:
        """Where the dataset is: an absolute path, or a URL as it stands."""
        return place_of(self.data)

    @property
    def cache_folder(self) -> Path:
        """Where what belongs to URLs is kept; SettingsError if a URL is named."""
        place = place_of(self.cache)
        if isinstance(place, str):
            raise SettingsError(f"cache: {place} is no local folder")
        return place


@dataclass(frozen=True, slots=True)
class Origin:
    """A setting in force, and where it comes from: the file's path, a variable's name, or "default"."""

    key: str
    value: object
    source: str


def settings() -> Settings:
    """The settings in force; SettingsError if the file or a variable can't be used."""
    path, values = _read_file()
    _refuse_misspelt_variables()
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_describe(error, path, values)) from None
    except SourceError as error:
        raise SettingsError(f"the environment: {error}") from None


def origins() -> list[Origin]:
    """Every setting in force with its source, in the order of the file; SettingsError as `settings`."""
    in_force = settings()
    path, values = _read_file()
    found = []
    for key, _ in _keys():
        value: Any = in_force
        stated: Any = values
        for part in key.split("."):
            value = getattr(value, part)
            stated = stated.get(part) if isinstance(stated, dict) else None
        variable = variable_of(key)
        source = variable if os.environ.get(variable) else "default" if stated is None else str(path)
        found.append(Origin(key, value, source))
    return found


def file_in_force() -> Path | None:
    """The settings file: what NEWSCLAIMS_CONFIG names; else newsclaims.toml in the working directory, or in the root of
    the project around it (the nearest folder with a pyproject.toml or .git). None if there is none.

    SettingsError if NEWSCLAIMS_CONFIG names a file that isn't there.
    """
    named = os.environ.get(FILE_VARIABLE)
    if named:
        path = Path(named).absolute()
        if not path.is_file():
            raise SettingsError(f"no settings file {path}, which {FILE_VARIABLE} names")
        return path
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if _is_project(folder)), here)
    return next((folder / FILE_NAME for folder in (here, root) if (folder / FILE_NAME).is_file()), None)


def seeds_folder() -> Path | str:
    """Where the seeds are, by the settings: an absolute path, or a URL."""
    return settings().seeds_place


def data_place() -> Path | str:
    """Where the dataset is, by the settings: an absolute path, or a URL."""
    return settings().data_place


def place_of(text: str | Path) -> Path | str:
    """A path or URL as the user wrote it: an absolute path (also of file://), or the URL."""
    if "://" not in str(text):
        return Path(text).expanduser().absolute()
    scheme, _, rest = str(text).partition("://")
    return Path(rest).absolute() if scheme in ("file", "local") else str(text)


def variable_of(key: str) -> str:
    """The environment variable of a setting: engine.workers -> NEWSCLAIMS_ENGINE_WORKERS."""
    return PREFIX + key.replace(".", "_").upper()


def example() -> str:
    """The settings file with every key, its meaning and its default, all commented out."""
    lines = [
        f"# {FILE_NAME}: the settings of newsclaims. Every key is shown with its default: take away its # to change it.",
        "#",
        "# It is looked for in the working directory, then in the root of the project around it; NEWSCLAIMS_CONFIG names",
        "# another. Paths in it count from its own folder. Environment variables win over it: NEWSCLAIMS_SEEDS,",
        "# NEWSCLAIMS_ENGINE_WORKERS (the section, an underscore, the key). `newsclaims settings` shows what is in force.",
    ]
    section = ""
    for key, field in _keys():
        head, _, name = key.rpartition(".")
        if head != section:
            section = head
            meaning = (_sections()[head].__doc__ or "").strip()
            lines += ["", f"# {meaning}", f"#[{head}]"]
        lines += ["", *(f"# {line}" for line in textwrap.wrap(field.description or "", 118))]
        lines.append(f"#{name} = {_toml(field.default)}")
    return "\n".join(lines) + "\n"


def _sections() -> dict[str, type[BaseModel]]:
    return {
        name: field.annotation
        for name, field in Settings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    }


def _keys() -> Iterator[tuple[str, FieldInfo]]:
    """Every key with its field, those outside sections first."""
    sections = _sections()
    for name, field in Settings.model_fields.items():
        if name not in sections:
            yield name, field
    for section, model in sections.items():
        for name, field in model.model_fields.items():
            yield f"{section}.{name}", field


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f'"{value}"'


def _is_project(folder: Path) -> bool:
    return any((folder / mark).exists() for mark in PROJECT_MARKS)


def _read_file() -> tuple[Path | None, dict[str, Any]]:
    """The file's values, with paths made absolute."""
    path = file_in_force()
    if path is None:
        return None, {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no TOML: {' '.join(str(error).split())}") from None
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror or error}") from None
    for key in PATH_KEYS:
        if isinstance(values.get(key), str) and "://" not in values[key]:
            values[key] = str(path.parent / Path(values[key]).expanduser())
    return path, values


def _refuse_misspelt_variables() -> None:
    """A variable that is nearly one of ours is an error; one that isn't may be somebody else's."""
    ours = [variable_of(key) for key, _ in _keys()] + [FILE_VARIABLE]
    sections = [variable_of(name) for name in _sections()]
    endings = [name.removeprefix(PREFIX) for name in ours]
    for variable in sorted(os.environ):
        if not variable.startswith(PREFIX) or variable in ours or variable in sections:
            continue
        near = get_close_matches(variable.removeprefix(PREFIX), endings, n=1, cutoff=MISSPELT)
        if near:
            raise SettingsError(f"the environment: unknown variable {variable}: did you mean {PREFIX}{near[0]}?")


def _describe(error: ValidationError, path: Path | None, values: Mapping[str, Any]) -> str:
    """The first thing that is wrong, in one line."""
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"]))
    stated: Any = values
    for part in first["loc"]:
        stated = stated.get(part) if isinstance(stated, dict) else None
    variable = variable_of(key)
    from_file = stated is not None and not os.environ.get(variable)
    place = str(path) if from_file else f"the environment: {variable}"
    if first["type"] == "extra_forbidden":
        return f"{place}: unknown key {key}{_nearest(key)}"
    message = first["msg"].removeprefix("Value error, ")
    return f"{place}: {key} = {first['input']!r}: {message[:1].lower()}{message[1:]}"


def _nearest(key: str) -> str:
    """A hint at the key that was meant: in the same section first, else that of the same name elsewhere."""
    keys = [known for known, _ in _keys()]
    sections = list(_sections())
    head, _, name = key.rpartition(".")
    siblings = [known for known in (*keys, *sections) if known.rpartition(".")[0] == head]
    close = get_close_matches(key, siblings, n=1, cutoff=0.6)
    close = close or [known for known in keys if known.rpartition(".")[2] == name]
    close = close or get_close_matches(key, [*keys, *sections], n=1, cutoff=0.5)
    return f": did you mean {close[0]}?" if close else f"; the keys are {', '.join(keys)}"
