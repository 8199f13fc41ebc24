import CLinux
import Glibc
import Linux
import Model
import Sandbox

/// A directory, a runtime and a control group of one test's own; everything is gone when it ends.
final class Bench {
    let directory: String
    let runtime: CageRuntime
    let tag: String
    private var made = 0
    private var ids: [(id: String, bundle: String)] = []

    init() throws {
        var template = Array("/var/tmp/renga-sandbox-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("make", "a test directory") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        tag = String(directory.suffix(6)).lowercased()
        runtime = try CageRuntime(directory: directory + "/crun")
    }

    deinit {
        // A test that failed may leave any of this in any state.
        for (id, bundle) in ids { try? runtime.delete(id, bundle: bundle) }
        try? Files.removeTree(directory)
        ControlGroups.removeTree("/renga-test-\(tag)")
    }

    func cage(_ arguments: [String], network: Cage.Network = .none) throws -> Cage {
        made += 1
        let id = "t\(tag)-\(made)"
        let bundle = "\(directory)/\(id)"
        ids.append((id, bundle))
        var cage = Cage(
            id: id,
            directory: bundle,
            lowers: [try SharedStack.root()],
            arguments: arguments,
            uid: 20077,
            gid: 20077,
            cgroup: "/renga-test-\(tag)/\(id)"
        )
        cage.network = network
        cage.limits.memoryBytes = 128 << 20
        return cage
    }

    func shell(_ script: String, network: Cage.Network = .none) throws -> Cage {
        try cage(["/bin/bash", "-c", script], network: network)
    }

    func run(_ cage: Cage, _ limits: RunLimits = RunLimits(seconds: 60), cancel: Int32? = nil) throws
        -> (result: CageResult, text: String)
    {
        var bytes: [UInt8] = []
        let result = try runtime.run(cage, limits: limits, cancel: cancel) { bytes += $0 }
        return (result, String(decoding: bytes, as: UTF8.self))
    }
}

/// Waits for what a descriptor announces, and says whether it came in time.
func comes(_ number: Int32, seconds: Int32 = 20) -> Bool {
    var item = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&item, 1, seconds * 1000) > 0
}

func setAttribute(_ name: String, of path: String, to value: [UInt8]) throws {
    guard lsetxattr(path, name, value, value.count, 0) == 0 else { throw SystemError("set \(name) of", path) }
}

extension CageResult {
    var diskExcess: DiskLimits.Excess? {
        if case .diskLimit(let excess, _) = self { excess } else { nil }
    }
}
