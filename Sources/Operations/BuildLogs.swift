import Glibc
import Linux
import Model

/// The folder of an app's build logs: root's to write and the git user's group to read. The repository has a link to it,
/// for people.
package struct BuildLogs {
    private let root: InstallationRoot
    private let readers: gid_t

    package init(_ root: InstallationRoot, readers: gid_t) {
        self.root = root
        self.readers = readers
    }

    package func makeFolder(_ app: AppName) throws(SystemError) {
        for path in [root.buildLogs, root.buildLogs(app)] { try Files.makeDirectory(path, mode: 0o750, owner: (0, readers)) }
    }

    private func make(_ app: AppName, linkedIn repository: borrowing GuardedDirectory) throws(SystemError) {
        try makeFolder(app)
        try link(app, in: repository)
    }

    package func link(_ app: AppName, in repository: borrowing GuardedDirectory) throws(SystemError) {
        try repository.link(InstallationRoot.buildLogsLinkName, to: "../../builds/\(app.text)", owner: (repository.owner, readers))
    }

    /// A new, empty log, which `latest` points to.
    package func begin(_ app: AppName, _ number: Int64) throws(SystemError) {
        try makeFolder(app)
        let path = root.buildLog(app, number)
        // Nobody has to wait until the disk has a file that is empty.
        try Files.remove(path)
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        guard fchown(file.number, 0, readers) == 0, fchmod(file.number, 0o640) == 0 else { throw SystemError("hand over", path) }
        try Files.link("\(root.buildLogs(app))/latest", to: Files.name(of: path))
    }

    /// Takes over the logs that an installation of an older version has in the repository itself, in a directory of root's.
    ///
    /// - Returns: why that was not done; nil where it was, or there is nothing to do.
    package func takeOver(_ app: AppName, from repository: borrowing GuardedDirectory) throws(SystemError) -> String? {
        let name = InstallationRoot.buildLogsLinkName
        guard let status = repository.status(name) else {
            try make(app, linkedIn: repository)
            return nil
        }
        switch status.st_mode & S_IFMT {
        case S_IFLNK: return nil
        case S_IFDIR: break
        default: return "\(repository.path)/\(name) is no directory of build logs"
        }
        try makeFolder(app)
        do {
            let old = try repository.directory(name)
            let new = try GuardedDirectory.open(root.buildLogs(app))
            // The git user's own files are not ours to show as logs.
            guard old.owner == 0 else {
                return "\(old.path) belongs to uid \(old.owner), and its files are left where they are"
            }
            for entry in try old.list() where !new.has(entry) {
                guard let status = old.status(entry), status.st_uid == 0 else { continue }
                let isLink = status.st_mode & S_IFMT == S_IFLNK
                guard isLink ? entry == "latest" : old.refusal(status) == nil else { continue }
                try old.move(entry, to: new, entry)
                if !isLink { try new.settleFile(entry, mode: 0o640, owner: (0, readers)) }
            }
        }
        try repository.removeTree(name)
        try make(app, linkedIn: repository)
        return nil
    }
}
