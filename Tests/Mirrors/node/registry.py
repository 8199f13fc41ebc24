#!/usr/bin/env python3
"""registry.py ROOT FOLDER: an npm registry of static files, out of Debian's node-* packages in ROOT.

Packages that Debian keeps inside of others become versions of their own. Yarn is Debian's; what stands for pnpm and Bun is in
`doubles`."""
import base64
import hashlib
import io
import json
import os
import sys
import tarfile

PLACE = "http://mirror.invalid"
FIELDS = ("devDependencies", "scripts", "optionalDependencies", "peerDependencies", "packageManager", "bundleDependencies",
          "bundledDependencies")
root, out = sys.argv[1:3]
packages, first = {}, {}


def below(folder):
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if name.startswith("@") and name != "@types":
            yield from (f"{folder}/{name}/{each}" for each in sorted(os.listdir(f"{folder}/{name}")))
        elif not name.startswith((".", "@")):
            yield f"{folder}/{name}"


def add(folder, depth=0):
    try:
        with open(folder + "/package.json") as file:
            package = json.load(file)
        name, version = package["name"], package["version"]
    except (OSError, ValueError, KeyError):
        return None
    inner = dict(filter(None, (add(each, depth + 1) for each in below(folder + "/node_modules")))) if depth < 4 else {}
    packages.setdefault(name, {}).setdefault(version, (folder, package, inner))
    if depth == 0:
        first.setdefault(name, version)
    return name, version


def archive(folder, package):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz", compresslevel=1) as tar:
        for here, folders, files in os.walk(folder):
            folders[:] = sorted(each for each in folders if each != "node_modules")
            for path in sorted(f"{here}/{each}" for each in files):
                if not os.path.isfile(path):
                    continue
                with open(path, "rb") as file:
                    content = file.read()
                if path == folder + "/package.json":
                    content = json.dumps(package).encode()
                info = tarfile.TarInfo("package/" + os.path.relpath(path, folder))
                info.size, info.mode = len(content), 0o755 if os.access(path, os.X_OK) else 0o644
                tar.addfile(info, io.BytesIO(content))
    return data.getvalue()


def publish(name, version, folder, package):
    data = archive(folder, package)
    path = f"{name}/-/{name.split('/')[-1]}-{version}.tgz"
    os.makedirs(f"{out}/{name}/-", exist_ok=True)
    with open(f"{out}/{path}", "wb") as file:
        file.write(data)
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    dist = {"tarball": f"{PLACE}/{path}", "shasum": hashlib.sha1(data).hexdigest(), "integrity": integrity}
    return {**package, "dist": dist}


for folder in below(root + "/usr/share/nodejs"):
    add(os.path.realpath(folder) if not os.path.islink(folder) else folder)
for double in below(os.path.dirname(os.path.abspath(__file__)) + "/doubles"):
    add(double)

yarn = root + "/tmp/yarn"
os.makedirs(yarn + "/bin")
with open(root + "/usr/share/nodejs/@yarnpkg/cli/bundles/yarn.js", "rb") as source, open(yarn + "/bin/yarn.js", "wb") as target:
    target.write(source.read())
os.chmod(yarn + "/bin/yarn.js", 0o755)
with open(yarn + "/package.json", "w") as file:
    json.dump({"name": "@yarnpkg/cli-dist", "version": first["@yarnpkg/cli"], "bin": {"yarn": "bin/yarn.js"}}, file)
add(yarn)

for name, versions in packages.items():
    document = {"name": name, "dist-tags": {"latest": first.get(name) or sorted(versions)[-1]}, "versions": {}}
    for version, (folder, package, inner) in versions.items():
        needs = {}
        for each in [*package.get("dependencies", {}), *inner]:
            wanted = inner.get(each) or first.get(each)
            if wanted:
                needs[each] = wanted if each in inner or wanted.startswith("0.") else "^" + wanted
        plain = {key: value for key, value in package.items() if key not in FIELDS}
        document["versions"][version] = publish(name, version, folder, {**plain, "dependencies": needs})
    with open(f"{out}/{name}/index.html", "w") as file:
        json.dump(document, file)
