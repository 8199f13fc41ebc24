import Glibc
import Linux
import Model

@testable import Git

/// A real repository in a directory of its own, made by git; gone with the last reference.
final class GitFixture: Sendable {
    struct Item {
        var mode = "100644"
        var kind = "blob"
        var id: String
        var name: [UInt8]
    }

    static let emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

    let directory: String
    var bare: String { directory + "/app.git" }

    init() throws {
        var template = Array("/tmp/renga-git-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("make", "a temporary directory") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try run(["init", "-q", "--bare", "-b", "main", bare], in: directory)
    }

    deinit {
        // Best effort: what is left of a test is not worth failing it.
        try? Files.removeTree(directory)
    }

    /// Runs git in the bare repository and returns what it says, without the newline.
    @discardableResult
    func git(_ arguments: String..., input: [UInt8] = []) throws -> String {
        try run(arguments, in: bare, input: input)
    }

    @discardableResult
    func run(_ arguments: [String], in place: String, input: [UInt8] = []) throws -> String {
        let text = try command(arguments, in: place).check(input: input)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    func command(_ arguments: [String], in place: String) -> Command {
        let environment = [
            "PATH": Command.plainPath, "HOME": directory, "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Bob",
            "GIT_COMMITTER_EMAIL": "bob@example.com", "GIT_AUTHOR_DATE": "1600000000 +0000",
            "GIT_COMMITTER_DATE": "1700000000 +0200",
        ]
        return Command("/usr/bin/git", arguments, environment: environment, workingDirectory: place)
    }

    /// git's own reader of the repository, as a build uses it.
    func objects(quarantine: String? = nil) throws -> ObjectPipe {
        try BoundedGit(Account(uid: 0, gid: 0), Configuration.GitLimits()).readObjects(of: bare, quarantine: quarantine).objects()
    }

    func blob(_ bytes: [UInt8]) throws -> String { try git("hash-object", "-w", "--stdin", input: bytes) }
    func blob(_ text: String) throws -> String { try blob(Array(text.utf8)) }

    func file(_ name: String, _ text: String, mode: String = "100644") throws -> Item {
        Item(mode: mode, id: try blob(text), name: Array(name.utf8))
    }

    func tree(_ items: [Item]) throws -> String {
        var input: [UInt8] = []
        for item in items { input += Array("\(item.mode) \(item.kind) \(item.id)\t".utf8) + item.name + [0] }
        return try git("mktree", "-z", "--missing", input: input)
    }

    /// A tree as bytes, for what git itself refuses to make.
    func rawTree(_ items: [Item]) throws -> String {
        var input: [UInt8] = []
        for item in items {
            input += Array("\(item.mode) ".utf8) + item.name + [0]
            let digits = Array(item.id)
            for index in stride(from: 0, to: digits.count, by: 2) {
                input.append(UInt8(String(digits[index...index + 1]), radix: 16) ?? 0)
            }
        }
        return try git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", input: input)
    }

    func folder(_ name: String, _ items: [Item]) throws -> Item {
        Item(mode: "040000", kind: "tree", id: try tree(items), name: Array(name.utf8))
    }

    func commit(tree: String, _ message: String = "A commit") throws -> CommitID {
        try id(git("commit-tree", tree, "-m", message))
    }

    func commit(_ items: [Item], _ message: String = "A commit") throws -> CommitID {
        try commit(tree: tree(items), message)
    }

    func id(_ text: String) throws -> CommitID {
        guard let id = CommitID(text) else { throw GitError.notFound("commit in `\(text)`") }
        return id
    }

    func ref(_ text: String) throws -> RefName {
        guard let ref = RefName(text) else { throw GitError.notFound("ref name in `\(text)`") }
        return ref
    }

    /// A new empty directory to check out into.
    func target(_ name: String = "out") throws -> String {
        let path = "\(directory)/\(name)"
        try Files.makeDirectory(path)
        return path
    }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func isCase(_ error: GitError?, _ matches: (GitError) -> Bool) -> Bool { error.map(matches) ?? false }
