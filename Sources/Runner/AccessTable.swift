import Glibc
import Linux
import Model

/// Whose each path of an installation is, and what its mode: the one table of it. What has another owner, group or mode,
/// because it was restored from a backup, copied, or used by hand, is put right by it, and said.
///
/// Not in it: what people may have looked after by others (`buildpacks/`, `stacks/`, `toolchains/`), and what stands below folders of the git
/// user, the router's and apps' own users, which is theirs.
struct AccessTable {
    private let root: InstallationRoot
    private let rules: [AccessRule]

    init(_ root: InstallationRoot, git: Account, router: Account) {
        self.root = root
        let readers = (uid_t(0), git.gid)
        // Names in folders of root's are root's to give: of what stands in a folder of another user's, nothing is believed.
        rules = [
            .folder("", 0o755),
            .file("renga.db", 0o600), .file("renga.db-wal", 0o600), .file("renga.db-shm", 0o600), .file("ledger.key", 0o600),
            .folder("run", 0o755), .fileUpTo("run/router-log.position", 0o644), .fileUpTo("run/*.lock", 0o640),
            .folder("run/queue", 0o700), .fileUpTo("run/queue/*", 0o640),
            .file("run/alive", 0o600),
            .folder("run/locks", 0o750, readers), .file("run/locks/@.lock", 0o660, readers),
            .fileUpTo("run/locks/@.build.lock", 0o640), .fileUpTo("run/locks/@.packing.lock", 0o640),
            .folder("ssh", 0o755), .file("ssh/authorized_keys", 0o644),
            // Apps' files, secrets and logs are root's alone: what a dyno sees of them is mounted for it.
            .folder("layers", 0o700), .folder("scratch", 0o700), .folder("cache", 0o700), .folder("cache/@", 0o711),
            .folder("storage", 0o700), .folder("storage/@", 0o700),
            .folder("dynos", 0o700), .folder("dynos/*", 0o700),
            .folder("indexes", 0o700), .fileUpTo("indexes/*", 0o600),
            .folder("slugs", 0o700), .file("slugs/*.json", 0o600),
            .folder("slugs/parts", 0o700), .fileUpTo("slugs/parts/*.zst", 0o644),
            .folder("logs", 0o700), .folder("logs/@", 0o750), .fileUpTo("logs/@/*", 0o640),
            .folder("drains", 0o700), .fileUpTo("drains/*", 0o600),
            .folder("repos", 0o750, readers), .folder("builds", 0o750, readers),
            .folder("builds/@", 0o750, readers), .file("builds/@/*.log", 0o640, readers),
            .folder("router", 0o750, router.owner), .folder("acme", 0o700, router.owner),
        ]
    }

    /// Makes the folders that are missing.
    func settle() throws {
        for rule in rules {
            let place = rule.pattern.joined(separator: "/")
            let path = place.isEmpty ? root.path : "\(root.path)/\(place)"
            if rule.isFolder, rule.isOne, !Files.exists(path) {
                try Files.makeDirectory(path, mode: rule.mode, owner: (rule.uid, rule.gid))
                continue
            }
            var mended = Mended()
            // People may have a folder of ours elsewhere, by a link in the root, which is root's own.
            if rule.isFolder, rule.isOne {
                mended.settle(try Descriptor.open(path, O_RDONLY | O_DIRECTORY), path, rule)
            } else {
                try go(rule.pattern[...], in: try GuardedDirectory.open(root.path), rule, &mended)
            }
            mended.say()
        }
    }

    private func go(_ rest: ArraySlice<String>, in folder: borrowing GuardedDirectory, _ rule: AccessRule, _ mended: inout Mended) throws {
        guard let part = rest.first else { return }
        let names = try AccessRule.isPattern(part) ? folder.list().filter { AccessRule.matches($0, part) } : [part]
        for name in names {
            guard let status = folder.status(name) else { continue }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            if rest.count > 1 {
                // A folder that is a link was settled as what it leads to; what is in it is looked at there.
                let isLink = status.st_mode & S_IFMT == S_IFLNK && rest.count == rule.pattern.count
                let path = "\(folder.path)/\(name)"
                if isLink, Files.isDirectory(path) {
                    try go(rest.dropFirst(), in: try GuardedDirectory.open(Files.real(path) ?? path), rule, &mended)
                } else if isFolder {
                    try go(rest.dropFirst(), in: try folder.directory(name), rule, &mended)
                }
                continue
            }
            guard isFolder == rule.isFolder, !rule.isMet(status) else { continue }
            if isFolder {
                mended.settle(try folder.directory(name), rule)
            } else if let words = folder.refusal(status) {
                // A link to the newest is one by itself.
                if status.st_mode & S_IFMT != S_IFLNK { mended.leave("\(folder.path)/\(name)", words) }
            } else {
                mended.settle(try folder.file(name), "\(folder.path)/\(name)", rule)
            }
        }
    }
}
