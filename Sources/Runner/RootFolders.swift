import Glibc
import Linux
import Model

/// The folders of an installation, with who may enter them.
struct RootFolders {
    private let root: InstallationRoot
    private let configuration: Configuration

    init(_ root: InstallationRoot, _ configuration: Configuration) {
        self.root = root
        self.configuration = configuration
    }

    func make() throws {
        for path in [
            root.path, root.buildpacks, root.stacks, root.run, Files.parent(of: root.authorizedKeys),
        ] {
            try Files.makeDirectory(path, mode: 0o755)
        }
        // Apps' files, secrets and logs are root's alone: what a dyno sees of them is mounted for it.
        for path in [root.layers, root.slugs, root.caches, root.dynos, root.builds, root.logs] {
            try Files.makeDirectory(path, mode: 0o700)
        }
        try Files.makeDirectory(root.repositories, mode: 0o750, owner: try user(configuration.users.git))
        try Files.makeDirectory(root.locks, mode: 0o750, owner: try user(configuration.users.git))
        if !Files.exists(root.ledger) {
            // Made before SQLite opens it, so that secrets are never readable for a moment.
            _ = try Descriptor.open(root.ledger, O_RDWR | O_CREAT, mode: 0o600)
        }
        try Files.makeDirectory(root.routerDirectory, mode: 0o750, owner: try user(configuration.users.router))
        try Files.makeDirectory(root.acme, mode: 0o700, owner: try user(configuration.users.router))
    }

    private func user(_ name: String) throws -> (uid_t, gid_t) {
        guard let entry = getpwnam(name) else {
            throw Failure(
                .notFound,
                "there is no user `\(name)`",
                hint: "install.sh creates it; the names are under `users` in \(root.configuration)"
            )
        }
        return (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
}
