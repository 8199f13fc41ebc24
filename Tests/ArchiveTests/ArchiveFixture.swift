import Glibc
import Linux

/// A directory of its own with a layer in it; gone with the last reference.
final class ArchiveFixture: Sendable {
    let directory: String
    var layer: String { directory + "/layer" }

    init() throws {
        var template = Array("/tmp/renga-archive-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("make", "a temporary directory") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        try Files.makeDirectory(layer)
    }

    deinit {
        // Best effort: what is left of a test is not worth failing it.
        try? Files.removeTree(directory)
    }

    func path(_ name: String) -> String { "\(directory)/\(name)" }

    func folder(_ name: String) throws -> String {
        try Files.makeDirectory(path(name))
        return path(name)
    }

    /// A layer with one of everything that a step can leave behind.
    func fill(_ root: String) throws {
        try Files.makeDirectory(root + "/app/bin")
        try Files.makeDirectory(root + "/app/empty", mode: 0o700)
        try Files.replace(root + "/app/bin/run", with: "#!/bin/sh\n", mode: 0o755, owner: (20001, 20002))
        try Files.replace(root + "/app/zero", with: "")
        try Files.replace(root + "/app/big", with: [UInt8](repeating: 7, count: 3_000_001))
        try Files.makeDirectory(root + "/app/" + String(repeating: "long/", count: 40))
        try Files.link(root + "/app/absolute", to: "/etc/passwd")
        try Files.link(root + "/app/far", to: String(repeating: "../", count: 100))
        guard Glibc.link(root + "/app/bin/run", root + "/app/second") == 0,
            mknod(root + "/app/gone", S_IFCHR, 0) == 0, mkfifo(root + "/app/pipe", 0o600) == 0
        else { throw SystemError("fill", root) }
        for name in Self.oddNames {
            let number = open(
                root.utf8CString.dropLast() + Array("/app/".utf8CString.dropLast()) + name + [0],
                O_WRONLY | O_CREAT | O_CLOEXEC,
                0o644
            )
            guard number >= 0 else { throw SystemError("make", "an odd name") }
            _ = close(number)
        }
        // Long ago: a time that is not carried over cannot be right by chance.
        _ = try run("/usr/bin/find", ".", "-depth", "-exec", "touch", "-h", "-d", "@1000000000", "{}", "+", in: root)
    }

    static let oddNames: [[CChar]] = [
        Array("line\nbreak".utf8CString.dropLast()), Array("größe \"q\"".utf8CString.dropLast()), [-1, -2, 97],
        [1, 127],
        [-61] + Array(repeating: 98, count: 150),
        Array(repeating: 110, count: 255),
    ]

    func run(_ program: String, _ arguments: String..., in place: String? = nil) throws -> [UInt8] {
        var command = Command(program, arguments)
        command.workingDirectory = place
        let outcome = try command.run(outputLimit: 64 << 20)
        guard outcome.status.isSuccess else { throw CommandError(command: command, outcome: outcome) }
        return outcome.output
    }

    /// A layer's archive has no end of its own: tar gets one.
    private func tar(_ archive: String, _ words: String) throws -> [UInt8] {
        try run("/bin/sh", "-c", "(zstd -dcq \(archive); head -c 1024 /dev/zero) | tar --numeric-owner -f - \(words)")
    }

    func unpack(_ archive: String, into directory: String) throws { _ = try tar(archive, "-xp --same-owner --sparse -C \(directory)") }

    func names(_ archive: String) throws -> [String] {
        String(decoding: try tar(archive, "-t --quoting-style=escape"), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// What tells two trees apart: every name with its kind, mode, owner, time, size, links and target, one a line.
    func listing(_ root: String) throws -> [UInt8] {
        try run("/usr/bin/find", ".", "-mindepth", "1", "-printf", "%p %y %m %U:%G %Ts %n %l\\0", in: root)
            .split(separator: 0).map { Array($0) }.sorted { $0.lexicographicallyPrecedes($1) }
            .flatMap { $0 + [10] }
    }
}
