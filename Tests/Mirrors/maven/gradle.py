#!/usr/bin/env python3
"""gradle.py ROOT FOLDER: Debian's Gradle in the form of the publisher's archive, and its sum."""
import hashlib
import os
import sys
import zipfile

root, folder = sys.argv[1:3]
name = "gradle-4.4.1"


def real(path):
    """Where links within the root lead."""
    for _ in range(9):
        if not os.path.islink(path):
            break
        target = os.readlink(path)
        path = root + target if target.startswith("/") else os.path.join(os.path.dirname(path), target)
    return path


def add(archive, directory, inside):
    archive.writestr(zipfile.ZipInfo(inside + "/"), b"")
    for entry in sorted(os.listdir(directory)):
        path = real(f"{directory}/{entry}")
        if os.path.isdir(path):
            add(archive, path, f"{inside}/{entry}")
        elif os.path.isfile(path):
            info = zipfile.ZipInfo(f"{inside}/{entry}")
            info.external_attr = (0o100755 if os.access(path, os.X_OK) else 0o100644) << 16
            with open(path, "rb") as file:
                archive.writestr(info, file.read())


path = f"{folder}/{name}-bin.zip"
with zipfile.ZipFile(path, "w") as archive:
    add(archive, root + "/usr/share/gradle", name)
with open(path, "rb") as file:
    sum = hashlib.sha256(file.read()).hexdigest()
with open(f"{root}/kind/gradle.sum", "w", encoding="utf-8") as file:
    file.write(sum + "\n")
