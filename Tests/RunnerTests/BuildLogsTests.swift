import Glibc
import Linux
import Model
import Operations
import Testing

/// Logs that an older version has in the repository, which is the git user's.
@Suite("Build logs of an older version") struct BuildLogsTests {
    private static let theirs: uid_t = 7

    private func place() throws -> (root: InstallationRoot, app: AppName, repository: String) {
        let path = "/tmp/renga-logs-\(getpid())-\(Int.random(in: 100_000...999_999))"
        let root = try #require(InstallationRoot(path))
        let app = try #require(AppName("shop"))
        try Files.makeDirectory(root.repository(app), owner: (Self.theirs, Self.theirs))
        return (root, app, root.repository(app))
    }

    private func takeOver(_ root: InstallationRoot, _ app: AppName) throws -> String? {
        try BuildLogs(root, readers: Self.theirs).takeOver(app, from: try GuardedDirectory.open(root.repository(app)))
    }

    @Test func `move to their new place, with a link to it`() throws {
        let (root, app, repository) = try place()
        defer { try? Files.removeTree(root.path) }  // a leftover in /tmp harms nothing
        try Files.makeDirectory(repository + "/builds")
        for name in ["0001.log", "0002.log"] { try Files.replace("\(repository)/builds/\(name)", with: name) }
        try Files.link(repository + "/builds/latest", to: "0002.log")
        #expect(try takeOver(root, app) == nil)
        #expect(try Files.list(root.buildLogs(app)) == ["0001.log", "0002.log", "latest"])
        #expect(try Files.text(repository + "/builds/latest") == "0002.log")
        let status = try #require(Files.status(root.buildLog(app, 2)))
        #expect(status.st_uid == 0 && status.st_gid == Self.theirs && status.st_mode & 0o777 == 0o640)
        #expect(Files.status(root.buildLogs(app)).map { $0.st_mode & 0o777 } == 0o750)
        // Once is enough.
        #expect(try takeOver(root, app) == nil)
        #expect(try Files.list(root.buildLogs(app)).count == 3)
    }

    @Test func `are made a place for where there are none`() throws {
        let (root, app, repository) = try place()
        defer { try? Files.removeTree(root.path) }  // a leftover in /tmp harms nothing
        #expect(try takeOver(root, app) == nil)
        #expect(Files.real(repository + "/builds") == Files.real(root.buildLogs(app)))
    }

    @Test func `are left where others could have written them`() throws {
        let (root, app, repository) = try place()
        defer { try? Files.removeTree(root.path) }  // a leftover in /tmp harms nothing
        try Files.makeDirectory(repository + "/builds", owner: (Self.theirs, Self.theirs))
        try Files.replace(repository + "/builds/0001.log", with: "theirs", owner: (Self.theirs, Self.theirs))
        #expect(try takeOver(root, app)?.contains("belongs to uid 7") == true)
        #expect(try Files.list(root.buildLogs(app)).isEmpty)
        // One that is root's, with things in it that are no logs of root's.
        try #require(chown(repository + "/builds", 0, 0) == 0)
        try Files.link(repository + "/builds/0002.log", to: "/etc/passwd")
        try #require(mkfifo(repository + "/builds/0003.log", 0o600) == 0)
        #expect(try takeOver(root, app) == nil)
        #expect(try Files.list(root.buildLogs(app)).isEmpty)
    }

    @Test func `a link or a pipe in their place is not followed`() throws {
        let (root, app, repository) = try place()
        defer { try? Files.removeTree(root.path) }  // a leftover in /tmp harms nothing
        try #require(mkfifo(repository + "/builds", 0o600) == 0)
        #expect(try takeOver(root, app)?.contains("is no directory of build logs") == true)
        try Files.link(repository + "/builds", to: "/etc")
        #expect(try takeOver(root, app) == nil)
        #expect(Files.status("/etc").map { $0.st_mode & 0o777 } == 0o755)
    }
}
