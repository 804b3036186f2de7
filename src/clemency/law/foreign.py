"""Words and forms of other languages, Python's among them, that an expression may not hold."""

from __future__ import annotations

MISSPELT = {  # to the word that is meant
    "true": "True",
    "false": "False",
    "null": "none",
    "nil": "none",
    "yes": "True",
    "no": "False",
}
FOREIGN = {  # Python's name of a form, to what people call it
    "NamedExpr": "`:=`",
    "Lambda": "`lambda`",
    "JoinedStr": "A text with values in it",
    "Subscript": "Picking by number or key",
    "GeneratorExp": "`for` outside `any`, `all`, `count` and their like",
    "ListComp": "A list made by `for`",
    "SetComp": "A set made by `for`",
    "DictComp": "A table made by `for`",
    "List": "A list outside `in`",
    "Tuple": "Several values at once",
    "Set": "A set",
    "Dict": "A table",
    "Await": "`await`",
    "Yield": "`yield`",
    "YieldFrom": "`yield`",
    "Starred": "`*` before a value",
}
