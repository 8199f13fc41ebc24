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

    func make() throws {
        // Before anything is called by another mode, since what is looked for may be there no more afterwards.
        try sweepOldScratch()
        try AccessTable(root, git: git, router: router).settle()
        // People may have these looked after by others than root.
        for path in [root.buildpacks, root.stacks, root.toolchains] { try Files.makeDirectory(path, mode: 0o755) }
        try settleConfiguration()
        try giveACME()
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
        // Its group may be people's choice.
        guard fchown(file.number, 0, gid_t.max) == 0, fchmod(file.number, status.st_mode & 0o755) == 0 else {
            throw SystemError("set the owner and mode of", root.configuration)
        }
        Diagnostics.say("put right: \(root.configuration) could be changed by others than root")
    }

    private func giveACME() throws(SystemError) {
        let work = try TreeOwner.give(try GuardedDirectory.open(root.acme), to: router.owner)
        RepositoryPlaces.say(work, root.acme, "the router's user")
    }
}
