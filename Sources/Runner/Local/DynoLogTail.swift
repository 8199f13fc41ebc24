import Glibc
import Linux
import Model
import Planning
import Sandbox

/// Reads conmon's log of one dyno and turns it into Heroku's form, so much at a time. conmon begins a new file when the
/// present one is full, or when we asked it to after we had moved that away; what is open is read to its end first.
struct DynoLogTail {
    /// What came of one turn.
    struct Turn {
        var block = LogBlock()
        /// There is more to be read.
        var isBehind = false
    }

    /// What one turn reads at most, and what it hands on.
    static let readBytesMax = 8 << 20
    static let blockBytesMax = DynoEvent.printedBytesMax
    private static let chunkBytes = 256 << 10

    private let path: String
    private let fileBytesMax: Int64
    private let traffic: @Sendable () -> OutputTraffic?
    private var file: OpenOutput?
    private var lines: OutputLines
    private var mark: OutputMark
    private var missed = MissedOutput()
    private var unwritten = UnwrittenOutput()

    /// - Parameters:
    ///   - fileBytesMax: where conmon begins a new file by itself.
    ///   - traffic: what conmon has read and written since it started, as far as the kernel says so.
    init(
        path: String,
        process: String,
        lineBytesMax: Int,
        fileBytesMax: Int64 = .max,
        traffic: @escaping @Sendable () -> OutputTraffic? = { nil }
    ) {
        self.path = path
        self.fileBytesMax = fileBytesMax
        self.traffic = traffic
        lines = OutputLines(process: process, lineBytesMax: lineBytesMax)
        mark = OutputMark(path + ".position")
    }

    private var moved: String { path + ".1" }
    private var gapMin: Int64 { min(MissedOutput.bytesMin, fileBytesMax / 2) }

    var dropped: DroppedLines { lines.dropped }
    mutating func takeDropped() -> DroppedLines { lines.takeDropped() }

    /// Whether the file that conmon writes to has grown beyond that, and can be moved away.
    func isFull(_ limit: Int64) -> Bool {
        guard let file, file.position > limit, FilePlace(path) == file.place else { return false }
        return !Files.exists(moved)
    }

    /// Bytes that wait to be read.
    func backlog() -> Int64 {
        let all = [path, moved].reduce(Int64(0)) { $0 + Int64(Files.status($1)?.st_size ?? 0) }
        return max(all - (file?.position ?? 0), 0)
    }

    /// One turn.
    /// - Parameters:
    ///   - own: what may be taken of this dyno's lines; the rest is dropped and counted.
    ///   - share: what may be taken of everybody's in this turn.
    ///   - isLast: the dyno has ended: a line without an end is given out as well.
    mutating func read(_ own: inout LogAllowance, share: inout LogAllowance, isLast: Bool = false) throws -> Turn {
        var turn = Turn()
        var left = Self.readBytesMax
        var buffer: [UInt8] = []
        while !turn.isBehind {
            guard let file = try open() else { break }
            // Of hundreds of dynos that say nothing none needs one.
            if buffer.isEmpty, try file.size() > file.position { buffer = [UInt8](repeating: 0, count: Self.chunkBytes) }
            let count = buffer.isEmpty ? 0 : try file.read(into: &buffer)
            let used = buffer.withUnsafeBytes {
                lines.read(UnsafeRawBufferPointer(rebasing: $0[..<count]), &turn.block, &own, &share)
            }
            file.position += Int64(used)
            left -= used
            turn.isBehind = left <= 0 || turn.block.bytes.count >= Self.blockBytesMax
            if used > 0 { continue }
            // Nothing is there, or nothing that ends.
            if count == Self.chunkBytes { passTorn(count) } else if !(try next(count)) { break }
        }
        if isLast, !turn.isBehind { lines.finish(&turn.block, &own, &share) }
        if lines.isBetween, let file { mark.set(file.position) }
        return turn
    }

    /// Counts what conmon could not write. Costs a look into /proc.
    mutating func weigh() {
        if let traffic = traffic() { lines.miss(printed: unwritten.lost(traffic)) }
    }

    /// Remembers for the next runner how far the lines went that were handed on. To be called after that: where we are
    /// killed in between, lines are repeated, never lost.
    mutating func save() {
        if let file { mark.save(of: file, start: missed.start) }
    }

    /// The file that is read: at first the one that the reader before us was at, or the oldest.
    private mutating func open() throws -> OpenOutput? {
        if let file { return file }
        for path in [moved, path] {
            guard let found = try OpenOutput(path) else { continue }
            let position = try mark.position(in: found)
            found.position = position ?? 0
            if position != nil, mark.start != nil {
                missed.start = mark.start
            } else if path == self.path {
                let look = try MissedOutput.Look(written: { traffic()?.written }, size: { try found.size() })
                missed.begin(look)
                lines.skip(bytes: missed.gap(behind: mark.end, look, least: gapMin))
            }
            file = found
            return found
        }
        return nil
    }

    private mutating func passTorn(_ count: Int) {
        file?.position += Int64(count)
        lines.pass(1)
    }

    /// Goes on in the next file where this one is read to its end and conmon writes to another. False: it does not.
    /// - Parameter rest: bytes at the end that have no end of a line.
    private mutating func next(_ rest: Int) throws -> Bool {
        guard let file, let now = FilePlace(path), now != file.place else { return false }
        // Nothing comes any more, but something may have between our reading and that.
        guard file.isComplete else {
            file.isComplete = true
            return true
        }
        if rest > 0 { passTorn(rest) }
        if FilePlace(moved) == file.place { try Files.remove(moved) }
        let isMoved = Files.exists(moved)
        guard let following = try OpenOutput(isMoved ? moved : path) else { return false }
        let look = try MissedOutput.Look(
            written: { traffic()?.written },
            // Behind one that was moved away comes the one that is written to.
            size: { try following.size() + (isMoved ? Int64(Files.status(path)?.st_size ?? 0) : 0) }
        )
        let gap = missed.gap(size: try file.size(), look, least: gapMin)
        lines.skip(bytes: gap)
        self.file = following
        mark.forget()
        return true
    }
}
