/// What a conmon has read and written in its life, in bytes, by the kernel's own count: of what its dyno prints, and a time
/// before each line of it.
package struct OutputTraffic: Hashable, Sendable {
    package var read: Int64
    package var written: Int64

    package init(read: Int64, written: Int64) {
        self.read = read
        self.written = written
    }

    /// - Parameter text: of `/proc/PID/io`.
    init?(_ text: String) {
        var values: [Substring: Int64] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":")
            if parts.count == 2 { values[parts[0]] = Int64(parts[1].filter { $0 != " " }) }
        }
        guard let read = values["rchar"], let written = values["wchar"] else { return nil }
        self.init(read: read, written: written)
    }
}
