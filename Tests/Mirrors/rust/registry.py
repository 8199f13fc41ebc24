#!/usr/bin/env python3
"""registry.py CRATES FOLDER: a sparse registry of crates that lie there unpacked, without their development dependencies."""
import hashlib
import io
import json
import os
import sys
import tarfile
import tomllib

crates, folder = sys.argv[1:3]


def place(name):
    """Where the index has a crate."""
    if len(name) < 4:
        return f"{len(name)}/" + (name[0] + "/" if len(name) == 3 else "") + name
    return f"{name[:2]}/{name[2:4]}/{name}"


def dependencies(table, target=None):
    for name, value in table.items():
        value = value if isinstance(value, dict) else {"version": value}
        yield {
            "name": name, "req": value.get("version", "*"), "features": value.get("features", []),
            "optional": value.get("optional", False), "default_features": value.get("default-features", True),
            "target": target, "kind": "normal", "package": value.get("package"),
        }


os.makedirs(folder + "/crates")
index = {}
for entry in sorted(os.listdir(crates)):
    directory = os.path.realpath(f"{crates}/{entry}")
    with open(directory + "/Cargo.toml", "rb") as file:
        manifest = tomllib.load(file)
    name, version = manifest["package"]["name"], manifest["package"]["version"]
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz", compresslevel=1) as archive:
        archive.add(directory, f"{name}-{version}", filter=lambda member: None if member.name.endswith(".cargo-checksum.json") else member)
    with open(f"{folder}/crates/{name}-{version}.crate", "wb") as file:
        file.write(data.getvalue())
    needs = list(dependencies(manifest.get("dependencies", {})))
    for target, tables in manifest.get("target", {}).items():
        needs += dependencies(tables.get("dependencies", {}), target)
    line = {
        "name": name, "vers": version, "deps": needs, "cksum": hashlib.sha256(data.getvalue()).hexdigest(),
        "features": manifest.get("features", {}), "yanked": False,
    }
    index.setdefault(name, []).append(json.dumps(line))
for name, lines in index.items():
    path = f"{folder}/index/{place(name)}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
with open(folder + "/index/config.json", "w", encoding="utf-8") as file:
    json.dump({"dl": "http://mirror.invalid/crates/{crate}-{version}.crate"}, file)
