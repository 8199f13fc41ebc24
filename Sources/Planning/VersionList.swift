import Model

/// The versions that one source of a toolchain has, newest first: what a publisher's index came to, as text that is read quickly.
package struct VersionList: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var version: String
        /// Meant for everybody, as long-term releases are.
        package var isPreferred = false
        /// Where the index says it.
        package var url: String?
        package var sum: String?

        package init(version: String) { self.version = version }
    }

    package static let formatNow = 1
    package static let entriesMax = 20_000
    package static let bytesMax = 4 << 20
    private static let title = "renga-versions"

    /// Seconds since 1970.
    package var seenAt: Int64
    package var entries: [Entry]

    package init(seenAt: Int64, entries: [Entry]) {
        self.seenAt = seenAt
        self.entries = entries.sorted { left, right in
            guard let left = VersionNumber(left.version), let right = VersionNumber(right.version) else { return false }
            return left > right
        }
    }

    /// Of a file: an index that is asked for something else is another one.
    package static func name(of toolchain: String, _ archive: Toolchain.Archive) -> String? {
        archive.index.map { index in
            let sum = if case .field(let algorithm, let field) = archive.checksum { "\(algorithm) \(field)" } else { "" }
            let parts =
                index.urls + [
                    "\(index.form)", "\(archive.architectures.sorted { $0.key < $1.key })", index.version, index.pattern ?? "",
                    index.url ?? "", "\(index.conditions)", index.preferred ?? "", sum,
                ]
            return "\(toolchain)-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(12)).list"
        }
    }

    package var text: String {
        "\(Self.title) \(Self.formatNow) \(seenAt)\n"
            + entries.map { "\($0.version)\t\($0.isPreferred ? "+" : "-")\t\($0.url ?? "-")\t\($0.sum ?? "-")\n" }.joined()
    }

    /// Nil where it is none of ours: a line that is not whole counts as no list at all.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.bytesMax else { return nil }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.popLast()?.isEmpty == true, !lines.isEmpty, lines.count <= Self.entriesMax + 1 else { return nil }
        let head = String(decoding: lines[0], as: UTF8.self).split(separator: " ")
        guard head.count == 3, head[0] == Self.title, head[1] == "\(Self.formatNow)", let seenAt = Int64(head[2]) else { return nil }
        self.seenAt = seenAt
        entries = []
        entries.reserveCapacity(lines.count)
        for line in lines.dropFirst() {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard fields.count == 4, Self.isVersion(fields[0]) else { return nil }
            var entry = Entry(version: fields[0])
            entry.isPreferred = fields[1] == "+"
            if fields[2] != "-" {
                guard Self.isURL(fields[2]) else { return nil }
                entry.url = fields[2]
            }
            if fields[3] != "-" { entry.sum = fields[3] }
            entries.append(entry)
        }
    }

    /// Of a text that becomes part of URLs and of what is shown.
    package static func isVersion(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.first.map { (48...57).contains($0) } == true
            && text.utf8.allSatisfy { (48...57).contains($0) || ($0 | 32 >= 97 && $0 | 32 <= 122) || [43, 45, 46, 95].contains($0) }
    }

    package static func isURL(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.count <= 2000
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && ![34, 39, 92, 123, 125, 91, 93].contains($0) }
    }
}
