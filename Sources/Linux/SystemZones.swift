import Glibc
import Model

/// The time zones that this machine knows. Each is read once, and again where its file is another.
package enum SystemZones {
    private struct Read: Sendable {
        let mark: [Int64]
        let rules: ZoneRules?
    }

    private static let directory = "/usr/share/zoneinfo"
    /// There are about 600 names. Beyond them what was read is read again.
    private static let readMax = 1_000
    private static let read = Monitor<[String: Read]>([:])

    /// - Parameter name: such as `Europe/Berlin`; nil: UTC.
    /// - Returns: nil where there is none of that name that can be read.
    package static func rules(_ name: String?) -> ZoneRules? { name.map { rules($0, in: directory) } ?? .utc }

    static func rules(_ name: String, in directory: String) -> ZoneRules? {
        if name == "UTC" { return .utc }
        let path = "\(directory)/\(name)"
        guard CronJob.isZone(name), let status = Files.status(path) else { return nil }
        let times = [status.st_mtim, status.st_ctim].flatMap { [Int64($0.tv_sec), Int64($0.tv_nsec)] }
        let mark = [Int64(bitPattern: UInt64(status.st_ino)), Int64(status.st_size)] + times
        if let known = read.read({ $0[path] }), known.mark == mark { return known.rules }
        // What cannot be read is no zone; who asks says so.
        let rules = (try? Files.read(path, limit: ZoneRules.bytesMax)).flatMap { ZoneRules($0) }
        read.update { known in
            if known.count >= readMax { known = [:] }
            known[path] = Read(mark: mark, rules: rules)
        }
        return rules
    }

    package static func unknown(_ name: String) -> Failure {
        Failure(
            .invalid,
            "this machine knows no time zone `\(HarmlessText.text(name))`",
            hint: "names are those of zoneinfo, such as Europe/Berlin, America/New_York or UTC"
        )
    }
}
