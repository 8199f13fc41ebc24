#!/usr/bin/env python3
"""registry.py ROOT FOLDER: a Composer repository of static files out of packages that Debian has installed in ROOT.

Debian's have no composer.json, so that what it says of autoloading and of other packages stands here."""
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import zipfile

BASE = "http://mirror.invalid"
# name, Debian's package, folder below /usr/share/php, namespace, what it requires, files that are always loaded
PACKAGES = [
    ("twig/twig", "php-twig", "Twig", "Twig\\",
     {"php": ">=8.1", "symfony/deprecation-contracts": "^2.5|^3"},
     ["Resources/core.php", "Resources/debug.php", "Resources/escaper.php", "Resources/string_loader.php"]),
    ("monolog/monolog", "php-monolog", "Monolog", "Monolog\\", {"php": ">=8.1", "psr/log": "^2.0 || ^3.0"}, []),
    ("psr/log", "php-psr-log", "Psr/Log", "Psr\\Log\\", {"php": ">=8.0"}, []),
    ("nikic/fast-route", "php-nikic-fast-route", "FastRoute", "FastRoute\\", {"php": ">=7.1"}, ["functions.php"]),
    ("symfony/routing", "php-symfony-routing", "Symfony/Component/Routing", "Symfony\\Component\\Routing\\",
     {"php": ">=8.1", "symfony/deprecation-contracts": "^2.5|^3"}, []),
    ("symfony/deprecation-contracts", "php-symfony-deprecation-contracts", "Symfony/Contracts/Deprecation", None,
     {"php": ">=8.1"}, ["function.php"]),
]


def version(root, package):
    """Debian's, as Composer counts: three numbers."""
    text = subprocess.run(
        ["dpkg-query", f"--root={root}", "-W", "-f=${Version}", package], capture_output=True, text=True, check=True
    ).stdout
    numbers = re.split(r"[-+~]", text.split(":")[-1])[0].split(".")
    return ".".join((numbers + ["0", "0"])[:3])


def pack(source, composer, place):
    place.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("composer.json", json.dumps(composer))
        for file in sorted(source.rglob("*")):
            if file.is_file():
                archive.write(file, f"src/{file.relative_to(source)}")


def publish(root, folder, name, package, path, namespace, requires, files):
    source = pathlib.Path(root, "usr/share/php", path)
    number = version(root, package)
    autoload = {"psr-4": {namespace: "src/"}} if namespace else {}
    files = [f"src/{file}" for file in files if (source / file).exists()]
    if files:
        autoload["files"] = files
    composer = {"name": name, "type": "library", "description": name, "license": ["MIT"], "require": requires, "autoload": autoload}
    archive = pathlib.Path(folder, "dists", name, f"{number}.zip")
    pack(source, composer, archive)
    digest = hashlib.sha1(archive.read_bytes()).hexdigest()
    address = f"{BASE}/dists/{name}/{number}.zip"
    dist = {"type": "zip", "url": address, "shasum": digest, "reference": digest}
    index = pathlib.Path(folder, "p2", f"{name}.json")
    index.parent.mkdir(parents=True, exist_ok=True)
    release = dict(composer, version=number, version_normalized=f"{number}.0", dist=dist)
    index.write_text(json.dumps({"packages": {name: [release]}}))
    index.with_name(index.stem + "~dev.json").write_text(json.dumps({"packages": {name: []}}))


root, folder = sys.argv[1:]
for entry in PACKAGES:
    publish(root, folder, *entry)
start = {"packages": [], "metadata-url": f"{BASE}/p2/%package%.json", "available-packages": [entry[0] for entry in PACKAGES]}
pathlib.Path(folder, "packages.json").write_text(json.dumps(start))
