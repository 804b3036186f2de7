"""The files of a pack, read and sorted into their parts, each part with the place it came from.

A part that is wrong in itself is left out and remembered, so that what refers to it is not blamed
as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError

from clemency.law.mistakes import Mistake, Mistakes, listed, nearest
from clemency.law.reading import schema as s
from clemency.law.reading.positions import KeyPath
from clemency.law.reading.schema_portal import PortalFile
from clemency.law.reading.toml import TomlFile, read_toml
from clemency.law.reading.words import complaints

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Item(Generic[T]):
    """One part of a pack: its id, what it says, and where."""

    id: str
    text: T
    file: TomlFile
    path: KeyPath

    def at_key(self, keys: KeyPath, says: str, mend: str | None = None) -> Mistake:
        """A mistake in a key of this part; no keys: in its header."""
        return self.file.at_key(self.path + keys, says, mend)

    def at_value(self, keys: KeyPath, says: str, mend: str | None = None) -> Mistake:
        """A mistake in a value of this part."""
        return self.file.at_value(self.path + keys, says, mend)

    def inside(
        self, keys: KeyPath, start: int, length: int, says: str, mend: str | None = None
    ) -> Mistake:
        """A mistake inside a text of this part, in characters of that text."""
        return self.file.inside(self.path + keys, start, length, says, mend)

    @property
    def place(self) -> str:
        """ "facts.toml:22"."""
        return f"{self.file.name}:{self.file.line_of(self.path)}"


TABLES = ("fact", "record", "define", "parameter", "office", "letter")  # [kind.id]
LISTS = (  # [[kind]] with an id of its own
    "assume",
    "rule",
    "duty",
    "consideration",
    "untranslatable",
    "not_covered",
    "stands_aside",
    "act",
    "by_law",
    "never",
    "always",
)
FOLDERS = ("facts", "rules", "offices", "acts", "letters", "sees")  # one file, or a folder of them
ALONE = ("pack", "portal")  # always one file


@dataclass
class Gathered:
    """Everything the files of a pack say, by kind.

    items     what is whole in itself: by kind, each in the order of the files
    declared  where every id was given, whole or not: by kind and id
    lost      kinds of which a whole file is missing or unreadable: nobody is blamed for naming them
    """

    mistakes: list[Mistake] = field(default_factory=list)
    files: dict[str, TomlFile] = field(default_factory=dict)
    pack: Item[s.PackFile] | None = None
    items: dict[str, list[Item[Any]]] = field(default_factory=dict)
    declared: dict[str, dict[str, Item[Any]]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    sees: list[Item[Mapping[str, list[str]]]] = field(default_factory=list)
    portal: Item[PortalFile] | None = None
    languages: dict[str, list[TomlFile]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], dict[str, Item[Any]]] = field(default_factory=dict)

    def of(self, kind: str, model: type[M]) -> list[Item[M]]:
        """The parts of one kind, typed."""
        return cast("list[Item[M]]", self.items.get(kind, []))

    def known(self, *kinds: str) -> dict[str, Item[Any]]:
        """Where every id of these kinds was given. Asked only once everything is gathered."""
        if kinds not in self._known:
            given = (self.declared.get(kind, {}) for kind in kinds)
            self._known[kinds] = {name: item for ids in given for name, item in ids.items()}
        return self._known[kinds]

    def broken(self, kind: str) -> set[str]:
        """Ids of this kind that were given but are not whole."""
        return set(self.declared.get(kind, ())) - {item.id for item in self.items.get(kind, ())}

    def like(self, word: str, known: Mapping[str, Item[Any]], otherwise: str | None) -> str | None:
        """ "Did you mean `x` (facts.toml:22)?", or `otherwise`."""
        close = nearest(word, known)
        return f"Did you mean `{close}` ({known[close].place})?" if close else otherwise


def gather(files: Mapping[str, str]) -> Gathered:
    """What the files say. Mistakes are noted, never raised."""
    found = Gathered()
    for name in sorted(files):
        try:
            found.files[name] = read_toml(name, files[name])
            found.mistakes.extend(found.files[name].odd)
        except Mistakes as error:
            found.mistakes.extend(error.mistakes)
            _lose(found, kind_of(name))
    for name, file in found.files.items():
        _sort(found, name, file)
    _expected(found, files)
    return found


def kind_of(name: str) -> str | None:
    """Which kind of file this is, by its name; None: no file of a pack."""
    stem, _, rest = name.removesuffix(".toml").partition("/")
    if not name.endswith(".toml"):
        return None
    if stem in ("text", "scenarios"):
        return stem if rest else None
    if stem in ALONE:
        return None if rest else stem
    return stem if stem in FOLDERS else None


def _sort(found: Gathered, name: str, file: TomlFile) -> None:
    match kind_of(name):
        case None:
            near = nearest(name.partition("/")[0], _NAMES)
            says = f"`{name}` is no file of a pack."
            mend = f"Did you mean `{near}`?" if near else _the_files()
            found.mistakes.append(file.at_offset(0, 1, says, mend))
        case "pack":
            _pack(found, file)
        case "sees":
            _sees(found, file)
        case "portal":
            _portal(found, file)
        case "text":
            language = name.split("/")[1].removesuffix(".toml")
            found.languages.setdefault(language, []).append(file)
        case "scenarios":
            pass  # read once the pack stands
        case kind:
            _parts(found, file, s.FILES[kind])


_NAMES = [f"{kind}.toml" for kind in ("pack", *FOLDERS, "portal")]


def _the_files() -> str:
    return f"A pack has {listed(_NAMES, 'and')}, text/*.toml and scenarios/*.toml."


def _expected(found: Gathered, files: Mapping[str, str]) -> None:
    """The files without which there is no pack."""
    here = {kind_of(name) for name in files}
    for kind in ("pack", "facts", "rules", "offices", "acts"):
        if kind not in here:
            says = f"The pack has no {kind}.toml."
            found.mistakes.append(Mistake(f"{kind}.toml", 1, 1, 1, says, _the_files()))
            _lose(found, kind)


def _lose(found: Gathered, kind: str | None) -> None:
    if kind == "pack":
        found.lost.add("source")
    elif kind in ("sees", "scenarios"):
        found.lost.add(kind)
    elif kind == "text":
        found.lost.add("translation")  # `text` is a kind of part, in portal.toml
    elif kind is not None:
        found.lost.update(s.FILES[kind].model_fields)


def _pack(found: Gathered, file: TomlFile) -> None:
    model = _whole(found, file, s.PackFile, file.data)
    if model is None:
        _lose(found, "pack")
    else:
        found.pack = Item(model.id, model, file, ())
        for index, source in enumerate(model.source):
            _add(found, "source", Item(source.id, source, file, ("source", index)))


def _sees(found: Gathered, file: TomlFile) -> None:
    model = _whole(found, file, s.SeesFile, file.data)
    if model is not None:
        for kind, audiences in model.__pydantic_extra__.items():
            found.sees.append(Item(kind, audiences, file, (kind,)))


def _portal(found: Gathered, file: TomlFile) -> None:
    model = _whole(found, file, PortalFile, file.data)
    if model is None:
        _lose(found, "portal")
        return
    found.portal = Item("portal", model, file, ())
    for index, text in enumerate(model.text):
        _add(found, "text", Item(text.id, text, file, ("text", index)))
    for index, document in enumerate(model.document):
        _add(found, "document", Item(document.id, document, file, ("document", index)))


def _parts(found: Gathered, file: TomlFile, model: type[BaseModel]) -> None:
    """The tables and lists of one file. What is wrong in itself is left out."""
    data = file.data
    broken: set[KeyPath] = set()
    whole: BaseModel | None
    try:
        whole = model.model_validate(data)
    except ValidationError as error:
        for path, mistake in complaints(file, model, error):
            found.mistakes.append(mistake)
            broken.add(path[:2])
        whole = _rest(model, data, broken)
        if whole is None:
            _lose(found, kind_of(file.name))
    for kind in model.model_fields:
        _declare(found, file, kind)
        if whole is None:
            continue
        value = getattr(whole, kind)
        if isinstance(value, dict):
            for name, text in value.items():
                _add(found, kind, Item(name, text, file, (kind, name)))
        else:
            indices = [i for i in range(_length(data.get(kind))) if (kind, i) not in broken]
            for index, text in zip(indices, value, strict=True):
                _add(found, kind, Item(text.id, text, file, (kind, index)))


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _rest(model: type[M], data: Mapping[str, Any], broken: set[KeyPath]) -> M | None:
    """The file without its broken parts; None where a whole section is of the wrong shape."""
    kept: dict[str, Any] = {}
    for kind, value in data.items():
        if kind not in model.model_fields or (kind,) in broken:
            continue
        if isinstance(value, dict):
            kept[kind] = {name: one for name, one in value.items() if (kind, name) not in broken}
        elif isinstance(value, list):
            kept[kind] = [one for index, one in enumerate(value) if (kind, index) not in broken]
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


def _declare(found: Gathered, file: TomlFile, kind: str) -> None:
    """Note where each id is given, whether or not its part is whole."""
    value = file.data.get(kind)
    declared = found.declared.setdefault(kind, {})
    if isinstance(value, dict):
        for name, text in value.items():
            declared.setdefault(name, Item(name, text, file, (kind, name)))
    elif isinstance(value, list):
        for index, text in enumerate(value):
            name = text.get("id") if isinstance(text, dict) else None
            if isinstance(name, str):
                declared.setdefault(name, Item(name, text, file, (kind, index)))


def _add(found: Gathered, kind: str, item: Item[Any]) -> None:
    """Take one part in, unless its id is taken. Versions of a rule share theirs."""
    parts = found.items.setdefault(kind, [])
    first = found.declared.setdefault(kind, {}).setdefault(item.id, item)
    same = first.file is item.file and first.path == item.path
    if kind != "rule" and not same:
        says = f"`{item.id}` is given twice."
        key: KeyPath = () if kind in TABLES else ("id",)
        mend = f"Rename one of the two; the first is at {first.place}."
        found.mistakes.append(item.at_key(key, says, mend))
        return
    if same:
        found.declared[kind][item.id] = item  # whole, where so far only its place was known
    parts.append(item)


def _whole(found: Gathered, file: TomlFile, model: type[M], data: Any) -> M | None:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found.mistakes.extend(mistake for _, mistake in complaints(file, model, error))
        return None
