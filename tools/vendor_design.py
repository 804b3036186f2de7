"""The design system, taken over once: its stylesheet, cleaned, and mirrored for right-to-left.

    python tools/vendor_design.py

Needs node and npm, and only here: what it writes is committed, with versions and hashes beside it
in `static/clemency/README.md`. From govuk-frontend it takes the compiled stylesheet, without the
typeface, crown, logo, header and footer, which belong to another government; `rtlcss` makes the
second file. Run it after changing a version; then look at every page in three languages.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "src/clemency/web/static/clemency"
FONTS = ROOT / "src/clemency/letters/fonts"
SCRIPTS = ("latin", "hebrew", "arabic")

PACKAGES = {"govuk-frontend": "6.6.0", "postcss": "8.5.33", "rtlcss": "4.3.0"}
SHEET = "govuk-frontend/dist/govuk/govuk-frontend.min.css"
SHEET_SHA256 = "cda09c60ce00d90a4886f096817e237cdefcb7ff267e4cfe9816fb98a7d17b7f"
MADE = ("design.css", "design.rtl.css", *(f"fonts/rubik-{script}.woff2" for script in SCRIPTS))


def fetched(folder: Path) -> Path:
    """The packages, exactly as named above, in a folder that is thrown away."""
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": PACKAGES}))
    install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(install, cwd=folder, check=True)
    modules = folder / "node_modules"
    if (found := sha256(modules / SHEET)) != SHEET_SHA256:
        raise SystemExit(f"{SHEET} is not the file we looked at: {found}")
    return modules


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def integrity(folder: Path, package: str) -> str:
    """What npm checked the package against, as hexadecimal SHA-512."""
    lock = json.loads((folder / "package-lock.json").read_text())
    written = lock["packages"][f"node_modules/{package}"]["integrity"]
    return base64.b64decode(written.removeprefix("sha512-")).hex()


def written_down(folder: Path) -> str:
    """The page beside the files: what they are and where they come from."""
    packages = "\n".join(
        f"| `{name}` | {version} | `{integrity(folder, name)[:32]}…` |"
        for name, version in PACKAGES.items()
    )
    files = "\n".join(f"| `{name}` | `{sha256(STATIC / name)}` |" for name in MADE)
    return TEXT.format(packages=packages, files=files)


TEXT = """# What browsers are given

`theme.css`, `workbench.css` and `clemency.js` are ours. The rest was made by
`tools/vendor_design.py` and is not edited by hand.

| npm package | Version | SHA-512 of the package |
|---|---|---|
{packages}

`govuk-frontend` is under the MIT licence (`govuk-frontend.LICENSE.txt`), Crown copyright
(Government Digital Service); only its stylesheet is used, without typeface, crown, logo, header and
footer. Rubik is under the SIL Open Font License, see `letters/fonts`, whose files these are.

| File | SHA-256 |
|---|---|
{files}
"""


def main() -> None:
    (STATIC / "fonts").mkdir(parents=True, exist_ok=True)
    for script in SCRIPTS:
        shutil.copy(FONTS / f"rubik-{script}.woff2", STATIC / "fonts")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        modules = fetched(folder)
        clean = [str(STATIC / name) for name in MADE[:2]]
        step = Path(__file__).with_suffix(".cjs")
        subprocess.run(["node", step, modules, modules / SHEET, *clean], check=True)
        (STATIC / "README.md").write_text(written_down(folder), "utf-8")


if __name__ == "__main__":
    main()
