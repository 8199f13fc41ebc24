#!/usr/bin/env python3
"""registry.py ROOT FOLDER: a module proxy out of Debian's /usr/share/gocode/src, as folders of files. Prints the lines of a go.sum
for all of it: what Debian changed has other sums than what its authors published."""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile

root, folder = sys.argv[1:3]
source = root + "/usr/share/gocode/src"


def escaped(path):
    """Capital letters as a proxy has them: !x for X."""
    return re.sub(r"[A-Z]", lambda match: "!" + match.group().lower(), path)


def version(path, directory):
    """That of the package which has it."""
    file = "/" + os.path.relpath(directory, root) + "/go.mod"
    owner = subprocess.run(["dpkg-query", "--root=" + root, "-S", file], capture_output=True, text=True, check=True).stdout
    query = ["dpkg-query", "--root=" + root, "-W", "-f=${Version}", owner.split(":")[0]]
    text = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    numbers = re.split(r"[-+~]", re.sub(r"^\d+:", "", text))[0].split(".")
    return "v" + ".".join((numbers + ["0", "0"])[:3])


def digest(files):
    """As go.sum has it: the sum of a list of sums."""
    lines = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return "h1:" + base64.b64encode(hashlib.sha256(lines.encode()).digest()).decode()


for directory, folders, names in os.walk(source):
    if "go.mod" not in names:
        continue
    with open(directory + "/go.mod", encoding="utf-8") as file:
        text = file.read()
    module = re.search(r'^module\s+"?([^\s"]+)', text, re.M).group(1)
    number = version(module, directory)
    go = re.search(r"^go\s+(\S+)", text, re.M)
    mod = f"module {module}\n\ngo {go.group(1) if go else '1.18'}\n".encode()
    files = {}
    for place, below, found in os.walk(directory):
        below[:] = [name for name in below if not os.path.exists(f"{place}/{name}/go.mod")]
        for name in found:
            path = f"{place}/{name}"
            if os.path.isfile(path) and not os.path.islink(path) and not name.endswith("_test.go"):
                with open(path, "rb") as file:
                    files[f"{module}@{number}/{os.path.relpath(path, directory)}"] = file.read()
    files[f"{module}@{number}/go.mod"] = mod
    target = f"{folder}/{escaped(module)}/@v"
    os.makedirs(target)
    with zipfile.ZipFile(f"{target}/{number}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    for name, data in [("mod", mod), ("info", json.dumps({"Version": number, "Time": "2025-01-01T00:00:00Z"}).encode())]:
        with open(f"{target}/{number}.{name}", "wb") as file:
            file.write(data)
    with open(f"{target}/list", "w", encoding="utf-8") as file:
        file.write(number + "\n")
    print(f"{module} {number} {digest(files)}\n{module} {number}/go.mod {digest({'go.mod': mod})}")
