import FoundationEssentials
import Linux
import Model
import Sandbox

/// What there is on disk of one dyno of this machine. These files and their names outlive a version: a new runner finds by them
/// the dynos of the one before.
struct DynoFolder {
    let id: String
    let path: String

    init(_ root: InstallationRoot, _ id: String) {
        self.id = id
        path = root.dyno(id)
    }

    /// Where conmon writes what the dyno prints, and what that was moved to when it had grown.
    var output: String { path + "/output.log" }
    var movedOutput: String { output + ".1" }
    private var record: String { path + "/dyno.json" }
    private var up: String { path + "/up" }

    func make(_ dyno: DynoRecord) throws {
        // Config vars are in the bundle: nobody but root passes.
        try Files.makeDirectory(path, mode: 0o700)
        // Where the power fails, the dyno is gone as well.
        try Files.replace(record, with: Array(try JSONEncoder().encode(dyno)), isDurable: false)
    }

    /// nil: nobody can look after what is here, and it has to go. Its start was cut short before it had begun, or what it is is
    /// written in a way that we do not know: that stops no runner, and its slot gets a dyno that we do know.
    func read() throws -> DynoRecord? {
        guard !id.hasPrefix(Self.gravePrefix), Files.exists(record) else { return nil }
        let bytes = try Files.read(record, limit: 1 << 20)
        // The machine has stopped before the disk had it.
        guard !bytes.isEmpty else { return nil }
        do {
            return try JSONDecoder().decode(DynoRecord.self, from: Data(bytes))
        } catch let error as DecodingError {
            Diagnostics.say("cannot tell which dyno \(id) is, so that it is ended: \(error)")
            return nil
        }
    }

    var wasUp: Bool { Files.exists(up) }
    /// Monotonic milliseconds; nil where an older version left no time in it.
    var upSince: Int64? { get throws { wasUp ? Int64(try Files.text(up, limit: 64).trimmed) : nil } }
    func markUp(since: Int64) throws { try Files.replace(up, with: "\(since)\n", isDurable: false) }

    private static let gravePrefix = ".gone-"

    /// Removes all of it. Away first: the name is free and the dyno is gone, however long unlinking takes.
    func remove() throws {
        guard Files.exists(path) else { return }
        let grave = "\(Files.parent(of: path))/\(Self.gravePrefix)\(id)"
        try Files.rename(path, to: grave)
        try Files.removeTree(grave)
    }
}
