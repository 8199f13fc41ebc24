import CLI
import Glibc
import Linux
import Model
import Wire

/// A root, a home and a working directory of one test's own; everything is gone when it ends.
final class Bench {
    /// What a command left.
    struct Outcome: Hashable {
        var status: Int32
        var output: String
        var errors: String
        /// The request, as it went over the wire.
        var asked: String?
    }

    /// The time that commands see: 2026-11-23T18:03:00Z.
    static let now: Int64 = 1_795_456_980_000_000

    let directory: String
    let root: InstallationRoot
    var environment: [String: String]
    /// In place of the socket.
    var transport: (any ControlTransport)?

    init() throws {
        var template = Array("/tmp/renga-cli-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("make", "a test directory") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        root = try Self.root(directory + "/root")
        environment = ["HOME": directory + "/home", "RENGA_ROOT": root.path, "PATH": Command.plainPath]
        for name in ["root", "home/.ssh", "work"] { try Files.makeDirectory("\(directory)/\(name)") }
    }

    deinit {
        // Best effort: the directory of a test that failed is in nobody's way.
        try? Files.removeTree(directory)
    }

    private static func root(_ path: String) throws -> InstallationRoot {
        guard let root = InstallationRoot(path) else { throw Failure(.internal, "no root: \(path)") }
        return root
    }

    var work: String { directory + "/work" }

    func write(_ path: String, _ text: String) throws {
        try Files.makeDirectory(Files.parent(of: "\(directory)/\(path)"))
        try Files.replace("\(directory)/\(path)", with: text)
    }

    /// Runs a command in this process, against a socket that answers with `replies`.
    func run(_ words: [String], input: String = "", replies: [String]? = nil) throws -> Outcome {
        let runner = try replies.map { try RunnerStandIn(root, replies: $0) }
        let inputFile = try file("in")
        let output = try file("out")
        let errors = try file("err")
        try inputFile.write(all: Array(input.utf8))
        lseek(inputFile.number, 0, SEEK_SET)
        let streams = Streams(input: inputFile.number, output: output.number, errors: errors.number)
        var surroundings = Surroundings(environment: environment, directory: work, streams: streams, now: Self.now)
        surroundings.transport = transport
        let status = CLIProgram.run(words, in: surroundings)
        return Outcome(
            status: status,
            output: try Files.text("\(directory)/out"),
            errors: try Files.text("\(directory)/err"),
            asked: try runner?.finish()
        )
    }

    private func file(_ name: String) throws -> Descriptor {
        try Descriptor.open("\(directory)/\(name)", O_RDWR | O_CREAT | O_TRUNC)
    }

    @discardableResult
    func git(_ arguments: String...) throws -> String {
        let command = Command(
            "/usr/bin/git",
            ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"] + arguments,
            environment: environment,
            workingDirectory: work
        )
        return try command.check()
    }
}
