import Glibc

extension GuardedDirectory {
    /// Makes a directory with this owner and mode; one that is there is an error (EEXIST).
    package func makeDirectory(_ path: String, mode: mode_t, owner: (uid_t, gid_t)) throws(SystemError) {
        let place = try locate(path)
        guard mkdirat(place.parent.number, place.name, 0o700) == 0 else { throw SystemError("make the directory", shown(path)) }
        try directory(path).setAccess(mode: mode, owner: owner)
    }

    /// Makes a link, which we never follow; something that is there is an error (EEXIST).
    package func link(_ path: String, to target: String, owner: (uid_t, gid_t)) throws(SystemError) {
        let place = try locate(path)
        guard symlinkat(target, place.parent.number, place.name) == 0,
            fchownat(place.parent.number, place.name, owner.0, owner.1, AT_SYMLINK_NOFOLLOW) == 0
        else { throw SystemError("link", shown(path)) }
    }

    /// Moves something to another place below this directory or below another one, in place of what is there.
    package func move(_ path: String, to other: borrowing GuardedDirectory, _ newPath: String) throws(SystemError) {
        let from = try locate(path)
        let to = try other.locate(newPath)
        guard renameat(from.parent.number, from.name, to.parent.number, to.name) == 0 else {
            throw SystemError("move \(shown(path)) to", other.shown(newPath))
        }
    }

    /// Moves something away to a name beside it that says so, for whoever wants to see it.
    package func setAside(_ path: String) throws(SystemError) {
        let place = try locate(path)
        guard renameat(place.parent.number, place.name, place.parent.number, ".not-ours-\(place.name)-\(Moment.wallMicroseconds())") == 0
        else {
            throw SystemError("move away", shown(path))
        }
    }

    package func remove(_ path: String) throws(SystemError) {
        guard let place = try locateThere(path) else { return }
        guard unlinkat(place.parent.number, place.name, 0) == 0 || errno == ENOENT else { throw SystemError("remove", shown(path)) }
    }

    /// Removes a file, or a tree of any depth without following any link and without crossing into what is mounted below.
    package func removeTree(_ path: String) throws(SystemError) {
        guard let place = try locateThere(path) else { return }
        try Files.removeTree(place.name, in: place.parent.number, shown: shown(path))
    }

    /// nil where the way there is not there.
    private func locateThere(_ path: String) throws(SystemError) -> Place? {
        do throws(SystemError) {
            return try locate(path)
        } catch  where error.code == ENOENT {
            return nil
        }
    }
}
