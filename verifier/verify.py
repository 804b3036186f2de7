#!/usr/bin/env python3
"""verify.py FOLDER [--checkpoint FILE] [--expect-root BASE64] [--receipt LEAF_HASH]

Checks an exported docket (docs/reference/docket-format.md) with nothing but Python 3.8 or later.
Exit status: 0 all is as the checkpoint says, 1 something differs, 2 the folder cannot be read.
"""

# ruff: noqa: B905, E401, I001  (three printed pages, to be read before it is run; runs on 3.8)
# fmt: off
import argparse, base64, hashlib, json, pathlib, re, sys

JSON = "proofs.json", "openings.json"

def need(truth, says):
    if not truth:
        raise ValueError(says)

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def unhex(text):
    need(re.fullmatch("[0-9a-f]{64}", text), "a hash is not 64 hex digits in lower case")
    return bytes.fromhex(text)

def canonical(data):
    value = json.loads(data.decode(), parse_float=int, parse_constant=int)  # int() refuses both
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    need(again.encode() == data, "it is not written in canonical form")
    return value

def checkpoint(data):
    origin, size, root = data.decode().split("\n")[:3]
    again = f"{origin}\n{int(size)}\n{base64.b64encode(base64.b64decode(root)).decode()}\n"
    need(again.encode() == data, "a checkpoint is three lines: origin, size, root in base64")
    return origin, int(size), base64.b64decode(root)

def root_of(leaves):  # RFC 9162, section 2.1.1
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    left = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha(b"\1", root_of(leaves[:left]), root_of(leaves[left:]))

def climb(here, last, path, old, new):  # RFC 9162, section 2.1.3.2; 2.1.4.2 rebuilds two roots
    for other in path:
        need(last > 0, "a proof is too long")
        if here & 1 or here == last:
            old, new = sha(b"\1", other, old), sha(b"\1", other, new)
            while not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new = sha(b"\1", new, other)
        here, last = here >> 1, last >> 1
    need(last == 0, "a proof is too short")
    return old, new

def opens(found, o):  # whether opening o is of what the entry commits to at that place
    for step in o["at"].split("/")[1:]:
        found = found[int(step) if isinstance(found, list) else step]
    text = o["text"].encode() if "text" in o else bytes.fromhex(o["hex"])
    head = bytes([len(o["domain"])]) + o["domain"].encode()
    return found == sha(head, unhex(o["salt"]), text).hex() and o.get("hex") in (None, text.hex())

class Docket:
    def __init__(self, files):
        parts = {name: data.split(b"\n") for name, data in files.items()}
        need(not any(lines.pop() for lines in parts.values()), "a file breaks off in its last line")
        self.now, self.lines = checkpoint(files["checkpoint.txt"]), parts["entries.jsonl"]
        self.proofs, openings = [canonical(b"\n".join(parts.get(name, [b"null"]))) for name in JSON]
        self.openings = openings["openings"] if openings else []
        need({d["v"] for d in (self.proofs, openings) if d} <= {1}, "it has another version")
        listed = enumerate([] if self.proofs else parts["leaves.txt"])
        listed = [{"seq": n, "leaf": leaf.decode(), "path": []} for n, leaf in listed]
        places = self.proofs["entries"] if self.proofs else listed
        self.places = [(p["seq"], unhex(p["leaf"]), [unhex(x) for x in p["path"]]) for p in places]
        self.last, self.time, self.heads, self.hidden = -1, "", {}, set()

    def check(self, held, receipts):  # faults; how many entries are verified by content, hash, not
        leaves, here, listed = [p[1] for p in self.places], len(self.lines), len(self.places)
        faults, counts, total = [], [0, 0], listed if self.proofs else self.now[1]
        for line, place in zip(self.lines, self.places):
            try:
                counts[self.entry(line, *place)] += 1
            except Exception as why:
                faults.append(f"entry {place[0]}: {why}")
        try:
            need(here == listed == total, f"{here} entries are here, {listed} listed, of {total}")
            need(all(self.continues(leaves, *c) for c in held), "its entries give another root")
            need({*receipts} <= {x.hex() for x in leaves}, "an entry of a receipt is not here")
            need(not self.openings, "a text is handed in for an entry that is not here")
        except Exception as why:
            faults, counts = [f"docket: {why}", *faults], [0, 0]
        return faults, (*counts, max(here, total) - sum(counts))

    def entry(self, line, seq, leaf, path):  # 0: all of it checked; 1: withheld, its place checked
        self.hidden.add(leaf.hex())  # until it has shown itself: an entry that others may follow
        need(len(line) <= 4096 and line.isascii(), "it is longer than 4096 bytes, or not ASCII")
        e, (origin, size, top), before, self.last = canonical(line), self.now, self.last, seq
        own = unhex(e["withheld"]) if len(e) == 1 else sha(b"\0", line)
        need(own == leaf, "its bytes are not those that the listed leaf hash is of")
        if self.proofs:
            need(before < seq < size == self.proofs["size"], "it is out of order")
            need(climb(seq, size - 1, path, leaf, leaf)[1] == top, "its proof gives another root")
        if len(e) == 1:
            return 1
        need((e["v"], e["origin"], e["seq"]) == (1, origin, seq), f"it says it is {e['seq']}")
        need(self.time <= e["recorded_at"], "it was recorded before the entry that precedes it")
        self.time, matter = e["recorded_at"], self.proofs["matter"] if self.proofs else e["matter"]
        number, previous = self.heads.get(matter, (-1, None))
        gap, self.heads[matter] = e["matter_seq"] - number - 1, (e["matter_seq"], leaf.hex())
        follows = e["matter_prev"] in self.hidden if gap else e["matter_prev"] == previous
        need(e["matter"] == matter and gap >= 0 and follows, "it breaks its matter's chain")
        self.hidden -= {leaf.hex(), gap and e["matter_prev"]}
        for o in [o for o in self.openings if o["seq"] == seq]:
            self.openings.remove(o)
            need(opens(e, o), f"the text for {o['at']} is not the one sealed")
        return 0

    def continues(self, leaves, origin, old, root):  # whether it is, or goes on from, what that was
        (name, size, top), path = self.now, [root] * (old & (old - 1) == 0)
        need(origin == name and old <= size, "the checkpoint is another docket's, or has more")
        if not self.proofs:
            return root_of(leaves[:old]) == root
        if old in (0, size):
            return root == (top if old else sha())
        for proof in self.proofs["consistency"]:
            path += [unhex(other) for other in proof["path"] if proof["from"] == old]
        up = (old & -old).bit_length() - 1  # past the levels at which the old tree is full
        return climb((old - 1) >> up, (size - 1) >> up, path[1:], path[0], path[0]) == (root, top)

def main():
    asks, many = argparse.ArgumentParser(usage=__doc__), {"action": "append", "default": []}
    asks.add_argument("folder", type=pathlib.Path)
    asks.add_argument("--checkpoint", type=pathlib.Path, **many)
    asks.add_argument("--expect-root", **many)
    asks.add_argument("--receipt", **many)
    given = asks.parse_args()
    try:
        docket = Docket({f.name: f.read_bytes() for f in given.folder.glob("*.[jt]*")})
        held = [docket.now, *(checkpoint(file.read_bytes()) for file in given.checkpoint)]
        held += [(*docket.now[:2], base64.b64decode(root)) for root in given.expect_root]
    except Exception as why:
        print(f"{given.folder} cannot be read as an export: {why!r}")
        return 2
    faults, counts = docket.check(held, given.receipt)
    print(*faults, "FAULTS FOUND" if faults else "All is as the checkpoint says.", sep="\n")
    print("Entries: {} verified by content, {} by hash with order, {} unexplained.".format(*counts))
    return 1 if faults else 0

if __name__ == "__main__":
    sys.exit(main())
