import Glibc
import Linux
import Model

/// This package's own files, and the programs that were built with these tests.
enum Checkout {
    static let directory = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))
    /// Kept from run to run: a stack takes a minute, and its key is its content.
    static let layers = "/var/tmp/renga-test-layers"

    static func path(_ name: String) -> String { "\(directory)/\(name)" }

    /// The folder of the running test program, which is the build's.
    static func programs() throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { throw SystemError("read", "/proc/self/exe") }
        return Files.parent(of: String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    static func run(_ script: String, _ arguments: [String]) throws -> Command.Outcome {
        let environment = ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "HOME": "/root"]
        return try Command(path(script), arguments, environment: environment).run()
    }

    /// A path in a directory of the system's own for what is large; nothing is there yet.
    static func temporaryName() throws -> String {
        "/var/tmp/renga-install-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    }

    /// Ids of processes whose arguments name `path`.
    static func processes(naming path: String) throws -> [String] {
        try Files.list("/proc").filter { name in
            guard Int(name) != nil, name != "\(getpid())" else { return false }
            // One that has ended since has no arguments any more.
            return ((try? Files.text("/proc/\(name)/cmdline", limit: 1 << 20)) ?? "").contains(path)
        }
    }
}
