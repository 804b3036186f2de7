"""What the models find wrong, in words of the office: where, what, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from clemency.law.mistakes import Mistake, did_you_mean, listed, nearest
from clemency.law.reading.kinds import WORDS
from clemency.law.reading.positions import KeyPath
from clemency.law.reading.toml import TomlFile

_SHAPES = {
    "string_type": ("This is not text.", "Write it in quotes."),
    "bool_type": ("This is not true or false.", "Write true or false, without quotes."),
    "int_type": ("This is not a whole number.", "Write it without quotes or a point."),
    "date_type": ("This is not a date.", "Write it without quotes: 2024-02-29."),
    "list_type": ("This is not a list.", "Write it in brackets: [ ... ]."),
    "dict_type": ("This is not a table.", "Write it in braces: { key = value }, or as [table]."),
    "model_type": ("This is not a table.", "Write it in braces: { key = value }, or as [table]."),
}


def complaints(
    file: TomlFile, model: type[BaseModel], error: ValidationError
) -> Iterator[tuple[KeyPath, Mistake]]:
    """Every mistake a model found in a file, each with the key path it concerns."""
    for one in error.errors(include_url=False):
        path, rest = _within(file.data, one["loc"])
        yield path + rest, _mistake(file, model, one, path, rest)


def _mistake(
    file: TomlFile, model: type[BaseModel], error: ErrorDetails, path: KeyPath, rest: KeyPath
) -> Mistake:
    kind = error["type"]
    if kind == "missing":
        return _missing(file, model, path, str(rest[-1]))
    if kind == "extra_forbidden":
        return _extra(file, model, path)
    if kind == WORDS:
        says, mend = error["ctx"]["says"], error["ctx"]["mend"]
        if error["ctx"]["at"] is not None:
            return file.inside(path, error["ctx"]["at"], 1, says, mend)
        at = file.at_key if error["loc"][-1] == "[key]" else file.at_value
        return at(path, says, mend)
    if kind == "literal_error":
        return _not_among(file, path, error)
    if kind == "model_type" and _is_field(model, path):
        return _no_such_key(file, model, path)
    says, mend = _SHAPES.get(kind, (f"{error['msg']}.", None))
    return file.at_value(path, says, mend)


def _missing(file: TomlFile, model: type[BaseModel], path: KeyPath, key: str) -> Mistake:
    """A key that must be there. Where another key looks like it, that one was meant."""
    inner = model_at(model, path)
    what = _describes(inner, key)
    given = _inside(file.data, path)
    known = set(keys_of(inner))
    strangers = [k for k in given if k not in known] if isinstance(given, Mapping) else []
    if (close := nearest(key, strangers)) is not None:
        return file.at_key(
            (*path, close),
            f"`{close}` is not a key of {where(file, path)}.",
            f"Did you mean `{key}`?",
        )
    says = f"`{key}` is missing in {where(file, path)}."
    return file.at_key(
        path, says, f"Add `{key} = ...`: {what[0].lower()}{what[1:]}" if what else None
    )


def _extra(file: TomlFile, model: type[BaseModel], path: KeyPath) -> Mistake:
    return _no_such_key(file, model, path)


def _no_such_key(file: TomlFile, model: type[BaseModel], path: KeyPath) -> Mistake:
    inner = model_at(model, path[:-1])
    known = list(keys_of(inner))
    says = f"`{path[-1]}` is not a key of {where(file, path[:-1])}."
    return file.at_key(
        path, says, did_you_mean(str(path[-1]), known, f"Its keys are {listed(known, 'and')}.")
    )


def _not_among(file: TomlFile, path: KeyPath, error: ErrorDetails) -> Mistake:
    options = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    given = error["input"]
    otherwise = f"Write {listed(options)}."
    mend = did_you_mean(given, options, otherwise) if isinstance(given, str) else otherwise
    return file.at_value(path, f"`{given}` is none of the words that can stand here.", mend)


def where(file: TomlFile, path: KeyPath) -> str:
    """The table at `path`, as its header writes it."""
    if not path:
        return f"{file.name}"
    names = [part for part in path if isinstance(part, str)]
    if path in file.places.values:
        return f"`{names[-1]}`"
    brackets = ("[[", "]]") if isinstance(path[-1], int) else ("[", "]")
    return f"{brackets[0]}{'.'.join(names)}{brackets[1]}"


def _within(data: Any, loc: Iterable[str | int]) -> tuple[KeyPath, KeyPath]:
    """The part of a model's location that stands in the data, and what is left of it."""
    path: KeyPath = ()
    rest: KeyPath = ()
    for part in loc:
        if not rest and _has(data, part):
            path, data = (*path, part), data[part]
        elif part != "[key]":
            rest = (*rest, part)
    return path, rest


def _has(data: Any, part: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _inside(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data[part]
    return data


# --- the models, asked for their keys -------------------------------------------------------------


def keys_of(model: type[BaseModel] | None) -> Iterator[str]:
    """The keys of a table, as files write them."""
    if model is not None:
        for name, info in model.model_fields.items():
            yield info.alias or name


def model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """The model of the table at `path`; None where it is no table with keys of its own."""
    here: Any = model
    for part in path:
        here = _step(here, part)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _step(here: Any, part: str | int) -> Any:
    if isinstance(here, type) and issubclass(here, BaseModel):
        for name, info in here.model_fields.items():
            if part == (info.alias or name):
                return _bare(info.annotation)
        extra = here.__annotations__.get("__pydantic_extra__")
        return _EXTRAS.get(here.__name__) if extra else None
    return _bare(get_args(here)[-1]) if get_origin(here) in (list, dict) else None


def _bare(annotation: Any) -> Any:
    """`X` of `X | None` and of `Annotated[X, ...]`."""
    for inner in get_args(annotation) if get_origin(annotation) not in (list, dict) else ():
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return annotation


def _is_field(model: type[BaseModel], path: KeyPath) -> bool:
    """Whether a plain value stands where a field of a record should: then it is a misspelt key."""
    above = model_at(model, path[:-1])
    return above is not None and above.__name__ in _EXTRAS


def _describes(model: type[BaseModel] | None, key: str) -> str:
    if model is None:
        return ""
    for name, info in model.model_fields.items():
        if key == (info.alias or name):
            return info.description or ""
    return ""


def _extras() -> dict[str, type[BaseModel]]:
    from clemency.law.reading.schema import FieldText

    return {"RecordText": FieldText}


_EXTRAS = _extras()
