import Linux
import Model

/// How far a drain has come in its app's log, on disk: a runner that was killed goes on where the last one was. A line may then be sent
/// twice; none is left out.
struct DrainPosition: Codable, Hashable {
    private static let bytesMax = 4096

    /// Of the segment.
    let mark: String
    let offset: Int64

    /// - Returns: nil where the segment has gone: then nothing before the oldest can be read again.
    init?(_ place: LogPlace, in stream: AppLogStream) throws {
        guard let segment = try stream.open(place.segment) else { return nil }
        mark = try segment.mark()
        offset = place.offset
    }

    /// Whether a file belongs to no drain: it is none's place, nor is it one that is being written at this moment.
    static func isLeft(_ name: String, of wanted: Set<String>, running: Set<String>) -> Bool {
        !wanted.contains(name) && !running.contains { name.hasPrefix("\($0).") }
    }

    func save(_ path: String) throws { try Files.replace(path, with: try JSONCoder.encode(self), mode: 0o600) }

    /// nil: it has begun nowhere yet.
    static func read(_ path: String) throws -> DrainPosition? {
        guard Files.exists(path) else { return nil }
        return try JSONCoder.decode(DrainPosition.self, from: try Files.read(path, limit: bytesMax))
    }

    /// nil: what it names is no more.
    func place(in stream: AppLogStream) throws -> LogPlace? {
        var number = stream.endPlace.segment
        while let segment = try stream.open(number) {
            // A segment of few bytes has got more since then, and its mark with it.
            if try segment.mark().hasPrefix(mark), try segment.size() >= offset { return LogPlace(segment: number, offset: offset) }
            number -= 1
        }
        return nil
    }
}
