import Git
import Linux
import Model

@testable import Builder

/// Commits as layers in directories, each over those of the one before.
final class LayeredCheckouts {
    private(set) var contents: [RandomTree.Content] = []
    private(set) var links: [RandomTree.Content] = []
    private(set) var depthMax = 0
    private let directory: String
    private let objects: ObjectPipe
    private var states: [SourceLayering.State] = []
    private var made = 0
    // All is large enough to lie on, and to have a layer of its own.
    private let layering = SourceLayering(weightMin: 1)

    init(_ directory: String) throws {
        self.directory = directory
        let repository = directory + "/app.git"
        try Command("/usr/bin/git", ["init", "-q", "--bare", repository]).check()
        objects = try BoundedGit(Account(uid: 0, gid: 0), Configuration.GitLimits()).readObjects(of: repository).objects()
        func add(_ text: String) throws -> RandomTree.Content {
            let command = Command("/usr/bin/git", ["-C", repository, "hash-object", "-w", "--stdin"])
            return RandomTree.Content(id: try command.check(input: Array(text.utf8)).trimmed, size: Int64(text.utf8.count))
        }
        contents = try ["", "one\n", "two\n", String(repeating: "long ", count: 3000)].map(add)
        links = try ["a", "../b", "/etc"].map(add)
        try Files.makeDirectory(directory + "/none")
    }

    /// - Returns: its layers, the topmost first.
    func commit(_ entries: [TreeEntry]) throws -> [String] {
        let found = try layering.change(over: states, to: entries)
        let layer = try write(found?.change.written ?? entries, hiding: found?.change.hidden ?? [])
        let layers = [layer] + (found?.over ?? [])
        let weight = found?.change.weight ?? SourceChange.weight(entries)
        states.removeAll { state in !layers.contains { $0 == state.keys.first } }
        if layering.isGround(weight) { states.insert(.init(keys: layers, weight: weight) { entries }, at: 0) }
        depthMax = max(depthMax, layers.count)
        return layers
    }

    func whole(_ entries: [TreeEntry]) throws -> String { try write(entries, hiding: []) }

    private func write(_ entries: [TreeEntry], hiding hidden: [[UInt8]]) throws -> String {
        made += 1
        try Files.makeDirectory("\(directory)/\(made)")
        try objects.checkout(entries, hiding: hidden, into: "\(directory)/\(made)", owner: (2001, 2002), seconds: 1_500_000_000)
        return "\(made)"
    }

    /// What a mount of layers shows, byte for byte: names, kinds, modes, owners, contents and where links lead.
    func archive(_ layers: [String]) throws -> [UInt8] {
        let script = """
            mount -t overlay -o "lowerdir=$1:none" none /mnt && \
            exec tar --create --sort=name --mtime=@0 --numeric-owner --format=gnu --directory=/mnt .
            """
        let words = ["--mount", "/bin/sh", "-c", script, "sh", layers.joined(separator: ":")]
        let outcome = try Command("/usr/bin/unshare", words, environment: ["PATH": Command.plainPath], workingDirectory: directory).run()
        guard outcome.status.isSuccess, !outcome.output.isEmpty else { throw Failure(.internal, outcome.text) }
        return outcome.output
    }
}
