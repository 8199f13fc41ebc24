import Linux
import Model

/// A registry that tests have in place of the internet's, in its own protocol: `Tests/Mirrors/NAME` says how it is made of Debian's
/// packages.
struct MirrorKind: Sendable {
    /// A folder of Tests/Mirrors.
    let name: String
    /// Apps that are locked against it while it is made: folders of the package, no two of one name.
    let apps: [String]
    /// Variables of builds; `$URL` is where it is. Nothing but places is configured.
    let environment: [String: String]

    private static let scripts = "\(Built.package)/Tests/Mirrors"
    /// Beside the layers that tests share, and kept as long.
    private static let kept = SharedLayers.directory + "-mirrors"

    /// Where its files are. It is made where there is none of this form yet, which takes a minute or two.
    func folder() throws -> String {
        let form = try digest()
        let folder = "\(Self.kept)/\(name)-\(form)"
        try Files.makeDirectory(Self.kept)
        let lock = try FileLock.waiting(for: "\(Self.kept)/\(name).lock")
        defer { withExtendedLifetime(lock) {} }
        if Files.exists(folder) { return folder }
        for old in try Files.list(Self.kept) where old.hasPrefix(name + "-") { try Files.removeTree("\(Self.kept)/\(old)") }
        let unfinished = "\(Self.kept)/.\(name)"
        try Files.removeTree(unfinished)
        try Files.makeDirectory(unfinished + "/work")
        let environment = ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "TMPDIR": unfinished + "/work"]
        let words = [name, unfinished + "/files", "\(try Ports.free())"] + apps.map { "\(Built.package)/\($0)" }
        try Files.makeDirectory(unfinished + "/files")
        try Command("\(Self.scripts)/make", words, environment: environment).check()
        try Files.rename(unfinished + "/files", to: folder)
        try Files.removeTree(unfinished)
        return folder
    }

    /// Of all that it is made from but Debian's packages themselves.
    private func digest() throws -> String {
        let own = ["make", "fill", "server.py"].map { "\(Self.scripts)/\($0)" }
        let folders = ["\(Self.scripts)/\(name)"] + apps.map { "\(Built.package)/\($0)" }
        let files =
            try own
            + folders.flatMap { try Command("/usr/bin/find", [$0, "-type", "f"]).check().split(separator: "\n").map(String.init) }
        let text = try Set(files).sorted().map { "\($0.dropFirst(Built.package.count)) \(SHA256.hex(of: try Files.read($0)))\n" }.joined()
        return String(SHA256.hex(of: text).prefix(16))
    }
}
