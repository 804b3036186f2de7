#!/usr/bin/env python3
"""Check an exported docket with nothing but Python 3.8 or later: python3 verify.py FOLDER

Exit status: 0 all is as the checkpoint says, 1 something differs, 2 the folder cannot be read.
docs/reference/docket-format.md describes the format. No code is shared with the office's program.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import sys

NAMES = """act auth body commits corrects findings kind kind_v matter matter_prev matter_seq nonce
office officer on origin pack recorded_at second seq state v""".split()
FILES = ("entries.jsonl", "checkpoint.txt", "leaves.txt", "proofs.json", "openings.json")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
WRONG = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


def need(truth, says):
    if not truth:
        raise ValueError(says)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unhex(text):
    need(re.fullmatch("[0-9a-f]{64}", text), "a hash is not 64 hex digits")
    return bytes.fromhex(text)


def unbase64(text):
    need(base64.b64encode(base64.b64decode(text)).decode() == text, "something is not base64")
    return base64.b64decode(text)


def whole(text):
    need(re.fullmatch("-?[0-9]{1,16}", text) and abs(int(text)) < 2**53, "a number is not allowed")
    return int(text)


def canonical(data):
    value = json.loads(data.decode(), parse_int=whole, parse_float=whole, parse_constant=whole)
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    need(again.encode() == data, "it is not written in canonical form")
    return value


def lines_of(data):
    need(data[-1:] in (b"", b"\n"), "a file breaks off within its last line")
    return data.split(b"\n")[:-1]


def checkpoint(data):
    origin, size, root = data.decode().split("\n")[:3]
    again = "%s\n%d\n%s\n" % (origin, int(size), base64.b64encode(unbase64(root)).decode())
    need(again.encode() == data, "a checkpoint is three lines: origin, size, root in base64")
    return origin, int(size), unbase64(root)


def read_line(line):
    """The line's leaf hash, and the entry in it; None for a withheld one."""
    need(len(line) <= 4096 and line.isascii(), "it is longer than 4096 bytes or not plain ASCII")
    e = canonical(line)
    if sorted(e) == ["withheld"]:
        return unhex(e["withheld"]), None
    need(sorted(e) == NAMES and type(e["v"]) is int and e["v"] == 1, "its fields are not an entry's")
    need(all(type(e[n]) is int and e[n] >= 0 for n in ("seq", "matter_seq")), "its number is wrong")
    need(TIME.fullmatch(e["recorded_at"]), "recorded_at is no UTC instant")
    return sha(b"\0", line), e


def root_of(leaves):  # RFC 9162, 2.1.1
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    left = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha(b"\1", root_of(leaves[:left]), root_of(leaves[left:]))


def climb(here, last, path, old, new):  # RFC 9162, 2.1.3.2; and 2.1.4.2, which rebuilds two roots
    for other in path:
        need(last > 0, "a proof is too long")
        if here & 1 or here == last:
            old, new = sha(b"\1", other, old), sha(b"\1", other, new)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new = sha(b"\1", new, other)
        here, last = here >> 1, last >> 1
    return last == 0 and (old, new)


def continues(old, new, path):
    if old[1] in (0, new[1]):
        return not path and old[2] == (new[2] if old[1] else sha())
    path = ([old[2]] if old[1] & (old[1] - 1) == 0 else []) + path
    here, last = old[1] - 1, new[1] - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    return climb(here, last, path[1:], path[0], path[0]) == (old[2], new[2])


def opens(found, o):
    for step in o["at"].split("/")[1:]:
        found = found[int(step) if isinstance(found, list) else step]
    text = unbase64(o["base64"]) if "base64" in o else o["text"].encode()
    domain = o["domain"].encode()
    return found == sha(bytes([len(domain)]), domain, unhex(o["salt"]), text).hex()


class Docket:
    def __init__(self, files):
        self.now = checkpoint(files["checkpoint.txt"])
        self.lines = lines_of(files["entries.jsonl"])
        listed = [{"leaf": x.decode()} for x in lines_of(files.get("leaves.txt", b""))]
        self.proofs = None
        if "proofs.json" in files:
            self.proofs = canonical(files["proofs.json"][:-1])
            need(self.proofs["size"] == self.now[1], "proofs.json is for another checkpoint")
            listed = self.proofs["entries"]
        ...
