import Glibc
import Linux
import Model
import Planning

/// An app's bare repository on disk: the git user's, in a folder of root's.
struct AppRepository {
    private let platform: Platform
    private let app: AppName
    /// Where it stands in the folder of repositories. Before it is in its place, nobody else's: two may make an app of one name at
    /// the same time, and one of them comes too late.
    private var current: String

    init(_ platform: Platform, _ app: AppName) {
        self.platform = platform
        self.app = app
        current = "\(Self.unfinished)\(app.text)-\(Moment.wallMicroseconds())-\(UInt32.random(in: 0...UInt32.max))"
    }

    static let unfinished = ".new-"

    /// Makes it under another name.
    func prepare() throws {
        let git = try GitUser(platform)
        let owner = git.account.owner
        let folder = try self.folder()
        try folder.makeDirectory(current, mode: 0o755, owner: owner)
        try git.git(
            ["init", "--quiet", "--bare", "--initial-branch=main", "--template=", "--object-format=sha1", "."],
            in: "\(platform.root.repositories)/\(current)"
        )
        let repository = try folder.directory(current, owner: owner.0)
        let made = try repository.read("config", limit: 65_536, owners: [owner.0])
        try repository.replace("config", with: made + Array(settings.utf8), mode: 0o644, owner: owner)
        try repository.replace(RefName.master.text, with: Array("ref: \(RefName.main)\n".utf8), mode: 0o644, owner: owner)
        try repository.makeDirectory("hooks", mode: 0o755, owner: owner)
        for hook in ["pre-receive", "post-receive"] {
            try repository.link("hooks/\(hook)", to: "../../../bin/renga-hooks", owner: owner)
        }
        try BuildLogs(platform.root, readers: git.account.gid).link(app, in: repository)
    }

    /// Moves it into its place: it is there whole or not at all. What has stood under the app's names before is away.
    mutating func place() throws {
        let path = platform.root.repository(app)
        guard !Files.exists(path) else {
            throw Failure(
                .conflict,
                "\(path) is there already, though no app has this name",
                hint: "move it out of the way and try again"
            )
        }
        try AppBelongings.clearWay(platform.root, for: app)
        try BuildLogs(platform.root, readers: try GitUser(platform).account.gid).makeFolder(app)
        let folder = try self.folder()
        try folder.move(current, to: folder, Files.name(of: path))
        current = Files.name(of: path)
        try Files.syncDirectory(platform.root.repositories)
    }

    /// Its app is not made, as where the ledger does not take the end of the transaction.
    func giveUp() throws { try folder().removeTree(current) }

    private func folder() throws -> GuardedDirectory { try GuardedDirectory.open(platform.root.repositories) }

    /// As git writes them into `config`.
    private var settings: String {
        RepositorySettings.text + "[receive]\n\tmaxInputSize = \(platform.configuration.build.checkoutBytesMax * 2)\n"
    }
}
