import Model
import Patterns

/// What a publisher's index says, in the form that plans read. Strangers wrote it: it is read where nothing can be broken.
package struct IndexReading {
    package static let bytesMax = 32 << 20
    private static let valuesMax = 2 << 20

    /// The URLs to ask, for this machine.
    package static func urls(of index: Toolchain.Index, _ archive: Toolchain.Archive, architecture: String) -> [String] {
        let values = archive.architectures[architecture].map { ["ARCH": $0] } ?? [:]
        return index.urls.compactMap { Template($0).filled(values) }
    }

    private let archive: Toolchain.Archive
    private let index: Toolchain.Index
    private let values: [String: String]
    private let pattern: Pattern?

    /// - Parameter architecture: Debian's word, such as `amd64`.
    package init(_ archive: Toolchain.Archive, _ index: Toolchain.Index, architecture: String) throws(Failure) {
        self.archive = archive
        self.index = index
        values = archive.architectures[architecture].map { ["ARCH": $0] } ?? [:]
        do throws(PatternError) {
            pattern = try index.pattern.map { text throws(PatternError) in try Pattern(text) }
        } catch {
            throw Failure(.invalid, "the pattern of an index cannot be used: \(error)")
        }
    }

    /// - Parameter documents: one for each URL of the index.
    package func read(_ documents: [[UInt8]], now: Int64) throws(Failure) -> VersionList {
        var entries: [VersionList.Entry] = []
        var known: Set<String> = []
        for bytes in documents {
            for row in try rows(bytes) {
                guard let entry = try entry(row), known.insert(entry.version).inserted else { continue }
                guard entries.count < VersionList.entriesMax else {
                    throw Failure(.limit, "the index lists over \(VersionList.entriesMax) versions")
                }
                entries.append(entry)
            }
        }
        guard !entries.isEmpty else { throw Failure(.unavailable, "the index lists no version that can be used here") }
        return VersionList(seenAt: now, entries: entries)
    }

    /// A value by the name of its field: of the innermost that has one.
    private typealias Row = (String) -> JSONValue?

    private func rows(_ bytes: [UInt8]) throws(Failure) -> [Row] {
        guard bytes.count <= Self.bytesMax else { throw Failure(.limit, "the index has over \(Self.bytesMax >> 20) MB") }
        let lines = index.form.isOfLines ? bytes.split(separator: UInt8(ascii: "\n")) : []
        switch index.form {
        case .words: return Self.words(of: lines)
        case .jsonLines(let each):
            var rows: [Row] = []
            for line in lines { rows += Self.rows(of: try document(Array(line)), each) }
            return rows
        case .json(let list, let each):
            let document = try document(bytes)
            let root = list.map { document.value(at: $0) } ?? document
            return (root.map { $0.elements.isEmpty ? $0.members.map(\.value) : $0.elements } ?? []).flatMap { Self.rows(of: $0, each) }
        }
    }

    private func document(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        do throws(SourceError) {
            return try JSONParser.parse(bytes, file: "the index", limits: .init(bytes: Self.bytesMax, values: Self.valuesMax))
        } catch {
            throw Failure(.unavailable, "the index is not JSON that can be read: \(error.failure.message)")
        }
    }

    private static func rows(of release: JSONValue, _ each: String?) -> [Row] {
        guard let each else { return [{ release.value(at: $0) }] }
        return (release.value(at: each)?.elements ?? []).map { inner in { inner.value(at: $0) ?? release.value(at: $0) } }
    }

    private static func words(of lines: [ArraySlice<UInt8>]) -> [Row] {
        lines.prefix(valuesMax).map { line in
            let words = String(decoding: line.prefix(Pattern.lineBytesMax), as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == "\r" }
            return { field in
                guard let number = Int(field), words.indices.contains(number - 1) else { return nil }
                return .word(String(words[number - 1]))
            }
        }
    }

    /// Nil where it is no version for this machine, or a line that cannot be meant.
    private func entry(_ row: Row) throws(Failure) -> VersionList.Entry? {
        for condition in index.conditions {
            guard let wanted = Template(condition.value).filled(values), Self.holds(row(condition.name), wanted) else { return nil }
        }
        guard let said = row(index.version).flatMap(Self.text), let version = try version(said), VersionList.isVersion(version) else {
            return nil
        }
        var entry = VersionList.Entry(version: version)
        if let field = index.url {
            guard let url = row(field)?.string, VersionList.isURL(url) else { return nil }
            entry.url = url
        }
        if case .field(let algorithm, let field) = archive.checksum {
            guard let sum = row(field)?.string?.lowercased(), algorithm.isSum(sum) else { return nil }
            entry.sum = sum
        }
        if let field = index.preferred { entry.isPreferred = row(field)?.isPresent ?? false }
        return entry
    }

    /// An empty word: it is not there.
    private static func holds(_ value: JSONValue?, _ wanted: String) -> Bool {
        guard let value, value.isPresent else { return wanted.isEmpty || value?.scalar == wanted }
        guard !wanted.hasPrefix("*") else { return value.scalar?.hasSuffix(wanted.dropFirst()) ?? false }
        return value.scalar == wanted || value.elements.contains { $0.scalar == wanted }
    }

    /// Numbers in a list are the parts of a version.
    private static func text(_ value: JSONValue) -> String? {
        value.scalar ?? (value.elements.isEmpty ? nil : value.elements.prefix(4).compactMap(\.scalar).joined(separator: "."))
    }

    private func version(_ text: String) throws(Failure) -> String? {
        guard let pattern else { return text }
        let bytes = Array(text.utf8.prefix(200))
        do throws(PatternError) {
            guard let match = try pattern.firstMatch(in: bytes[...]) else { return nil }
            return String(decoding: bytes[match.group ?? match.whole], as: UTF8.self)
        } catch {
            throw Failure(.limit, "the pattern of an index cannot be used: \(error)")
        }
    }
}
