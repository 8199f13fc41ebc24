import Glibc
import Linux
import Model
import Planning

/// Where a hook runs: git starts it in the repository, whoever moved the ref.
struct PushContext {
    let root: InstallationRoot
    let app: AppName
    let key: Int64?

    static func ofHook() throws -> PushContext {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard getcwd(&buffer, buffer.count) != nil else { throw SystemError("read", "the working directory") }
        let path = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let name = Files.name(of: path)
        let base = Files.parent(of: Files.parent(of: path))
        guard name.hasSuffix(".git"), let app = AppName(String(name.dropLast(4))), let root = InstallationRoot(base),
            root.repository(app) == path
        else {
            throw Failure(.invalid, "this hook runs in \(path), which is not an app's repository")
        }
        // What people call it nobody but the shell has asked.
        let called = environment(PushRecord.nameVariable).flatMap { AppName(app.text, shown: $0) }
        return PushContext(root: root, app: called ?? app, key: environment("RENGA_KEY").flatMap { Int64($0) })
    }

    /// A push that came past the SSH shell takes the app's lock itself, each hook for its own time.
    func lockUnlessShellDoes() throws -> FileLock? {
        guard environment(PushRecord.variable) == nil else { return nil }
        let path = root.lock(app)
        if let lock = try FileLock.trying(for: path) { return lock }
        StandardError.step("Waiting for another deploy of \(app) to finish...")
        return try FileLock.waiting(for: path)
    }

    /// The ref updates that git hands over on standard input.
    static func updates() throws -> [RefUpdate] {
        var reader = LineReader(STDIN_FILENO, limit: 1 << 20)
        var updates: [RefUpdate] = []
        while let line = try reader.nextText() {
            guard let update = RefUpdate(line: line) else {
                throw Failure(
                    .refused,
                    "`\(line)` is not a ref update that can be taken",
                    hint: "rename the ref and push again"
                )
            }
            updates.append(update)
        }
        return updates
    }

    /// Whether every branch makes a preview: nobody but the shell has asked.
    static var previewsAll: Bool { environment(PushRecord.previewsVariable) != nil }

    /// Where the repository is for those who push: nobody but the shell knows.
    var url: String { environment(PushRecord.urlVariable) ?? root.repository(app) }

    /// The branch that a name stands for: `master` is another name of `main`, but in a repository of an older version that has
    /// not been brought up to date yet.
    static func resolved(_ update: RefUpdate) -> RefUpdate {
        var update = update
        let isAlias = (try? Files.text(RefName.master.text, limit: 4096))?.hasPrefix("ref: \(RefName.main)\n") ?? false
        if update.ref == .master, isAlias { update.ref = .main }
        return update
    }

    /// What the builder is told of an update.
    func words(about update: RefUpdate) -> [String] {
        let arguments = [
            "--app", app.text, "--ref", update.ref.text, "--old", update.old.text, "--new", update.new.text,
        ]
        return arguments + aboutPusher
    }

    /// Whose key it is, and where they are.
    var aboutPusher: [String] { Self.words(aboutKey: key, from: environment(PushRecord.originVariable) ?? "") }

    static func words(aboutKey key: Int64?, from origin: String) -> [String] {
        (key.map { ["--key", "\($0)"] } ?? []) + (origin.isEmpty ? [] : ["--origin", origin])
    }
}
