import FoundationEssentials
import Glibc
import Linux
import Sandbox

/// A program of the tests that is another process.
enum Starter {
    static func path() throws -> String {
        var path = [CChar](repeating: 0, count: 4096)
        guard readlink("/proc/self/exe", &path, 4095) > 0 else { throw SystemError("find", "the test program") }
        let folder = Files.parent(
            of: String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        )
        // The test program may be the package's own or a runner beside the toolchain: arguments name the bundle then.
        let candidates = [folder] + CommandLine.arguments.map { Files.parent(of: $0) }
        guard let found = candidates.first(where: { Files.exists($0 + "/SandboxStarter") }) else {
            throw SystemError("find", "SandboxStarter beside the test program", code: ENOENT)
        }
        return found + "/SandboxStarter"
    }
}

/// Lets another process start a cage and die of SIGKILL right after.
func startElsewhere(_ cage: Cage, _ how: String, _ bench: Bench) throws -> ExitStatus {
    let file = "\(bench.directory)/\(cage.id).json"
    try Files.replace(file, with: Array(try JSONEncoder().encode(cage)))
    let command = Command(try Starter.path(), [how, bench.runtime.directory, file, bench.directory + "/log"])
    return try Child.spawn(command).wait()
}
