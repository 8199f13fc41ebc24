import Glibc
import Linux
import Model

/// The processes of one installation, by the kernel's word.
struct Processes {
    struct Found {
        let pid: pid_t
        let arguments: [String]
        var program: String { Files.name(of: arguments.first ?? "") }
    }

    /// Parts of a push, in the order in which they are started.
    enum Part: String, CaseIterable { case shell, receivePack, hook, builder }

    let root: InstallationRoot

    func find(_ part: Part) throws -> [Found] {
        try all().filter { process in
            let isOurs = process.arguments.contains { $0.hasPrefix(root.path) } || belongsToRepository(process.pid)
            guard isOurs else { return false }
            switch part {
            case .shell: return process.program == "renga-hooks"
            case .receivePack: return process.program == "git" && process.arguments.dropFirst().first == "receive-pack"
            case .hook: return ["pre-receive", "post-receive"].contains(process.program)
            case .builder: return process.program == "renga-builder"
            }
        }
    }

    /// Kills them for good; says how many there were.
    @discardableResult
    func kill(_ part: Part) throws -> Int {
        let found = try find(part)
        for process in found { _ = Glibc.kill(process.pid, SIGKILL) }
        return found.count
    }

    var ofPushes: [Found] { get throws { try Part.allCases.flatMap { try find($0) } } }

    static func arguments(of pid: pid_t) -> [String]? {
        // A process that ends while we look has no arguments.
        guard let bytes = try? Files.read("/proc/\(pid)/cmdline"), !bytes.isEmpty else { return nil }
        return bytes.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }

    func all() throws -> [Found] {
        try Files.list("/proc").compactMap { name in
            guard let pid = pid_t(name), let arguments = Self.arguments(of: pid) else { return nil }
            return Found(pid: pid, arguments: arguments)
        }
    }

    /// Git starts a hook by its relative name, in the repository.
    private func belongsToRepository(_ pid: pid_t) -> Bool {
        Files.real("/proc/\(pid)/cwd")?.hasPrefix(root.repositories) ?? false
    }
}
