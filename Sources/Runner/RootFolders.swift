import Glibc
import Linux
import Model
import Operations

/// The folders of an installation, with who may enter them. What has another owner or mode, because it was restored from a
/// backup, copied, or used by hand, is put right, and said.
struct RootFolders {
    private let root: InstallationRoot
    private let git: Account
    private let router: Account

    init(_ root: InstallationRoot, _ configuration: Configuration) throws {
        self.root = root
        git = try Account.existing(configuration.users.git, of: root)
        router = try Account.existing(configuration.users.router, of: root)
    }

    /// Whichever group: the owner's alone counts where nobody else is meant.
    private static let anyGroup = gid_t.max

    func make() throws {
        let roots = (uid_t(0), Self.anyGroup)
        for path in [root.path, root.run, Files.parent(of: root.authorizedKeys)] { try settle(path, mode: 0o755, roots) }
        // People may have these looked after by others than root.
        for path in [root.buildpacks, root.stacks] { try Files.makeDirectory(path, mode: 0o755) }
        // Apps' files, secrets and logs are root's alone: what a dyno sees of them is mounted for it.
        try sweepOldScratch()
        for path in [root.layers, root.slugs, root.caches, root.dynos, root.scratch, root.logs] { try settle(path, mode: 0o700, roots) }
        // Names in these are root's to give: of what stands in a folder of another user's, nothing is believed.
        for path in [root.repositories, root.buildLogs, root.locks] { try settle(path, mode: 0o750, (0, git.gid)) }
        try settle(root.routerDirectory, mode: 0o750, router.owner)
        try settle(root.acme, mode: 0o700, router.owner)
        try settleConfiguration()
        try giveACME()
    }

    private func settle(_ path: String, mode: mode_t, _ owner: (uid_t, gid_t)) throws(SystemError) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            let isRight =
                status.st_mode & 0o7777 == mode && status.st_uid == owner.0
                && (owner.1 == Self.anyGroup || status.st_gid == owner.1)
            guard !isRight else { return }
            let was = "\(status.st_uid):\(status.st_gid) \(String(status.st_mode & 0o7777, radix: 8))"
            let group = owner.1 == Self.anyGroup ? status.st_gid : owner.1
            Diagnostics.say("put right: \(path) was \(was), and is \(owner.0):\(group) \(String(mode, radix: 8))")
        }
        try Files.makeDirectory(path, mode: mode, owner: owner)
    }

    /// In an installation of an older version, what builds left that were killed is where logs of builds are now.
    private func sweepOldScratch() throws(SystemError) {
        guard !Files.exists(root.scratch) else { return }
        try OwnedDirectory.sweep(root.buildLogs) { Files.exists("\(root.buildLogs)/\($0)/latest") }
    }

    /// The builder believes it only where nobody but root can change it.
    private func settleConfiguration() throws(SystemError) {
        let folder = try GuardedDirectory.open(root.path)
        let name = Files.name(of: root.configuration)
        // One that people keep elsewhere, and have a link to here, is theirs to look after.
        guard let status = folder.status(name), folder.refusal(status) == nil else { return }
        guard status.st_uid != 0 || status.st_mode & 0o022 != 0 else { return }
        let file = try folder.file(name)
        guard fchown(file.number, 0, Self.anyGroup) == 0, fchmod(file.number, status.st_mode & 0o755) == 0 else {
            throw SystemError("set the owner and mode of", root.configuration)
        }
        Diagnostics.say("put right: \(root.configuration) could be changed by others than root")
    }

    private func giveACME() throws(SystemError) {
        let work = try TreeOwner.give(try GuardedDirectory.open(root.acme), to: router.owner)
        RepositoryPlaces.say(work, root.acme, "the router's user")
    }
}
