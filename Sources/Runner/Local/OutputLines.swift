import Glibc
import Linux
import Model
import Planning

/// Turns conmon's lines into Heroku's: `2026-11-23T12:38:09.664212858+00:00 stdout F text`; `P` for a part of a longer one.
struct OutputLines {
    private let middle: [UInt8]
    private let lineBytesMax: Int
    /// What has come of a longer line, of standard output and of standard error.
    private var parts: [[UInt8]] = [[], []]
    /// Pieces of that have been handed on already.
    private var isCut = [false, false]
    private var seen = (lines: 0, bytes: 0)
    private var counted = DroppedLines()
    /// Bytes that went before anybody read them.
    private var unseen: (bytes: Int64, since: String) = (0, "")

    init(process: String, lineBytesMax: Int) {
        middle = LogLine.middle(.app, process)
        self.lineBytesMax = lineBytesMax
    }

    /// Nothing of a line that has not ended is held.
    var isBetween: Bool { parts.allSatisfy(\.isEmpty) && !isCut.contains(true) }

    /// What did not come through. How many lines there were in what nobody has read is said by those that were.
    var dropped: DroppedLines {
        guard unseen.bytes > 0 else { return counted }
        var all = counted
        all.add(max(Int(unseen.bytes) / lineBytes, 1), since: unseen.since, isEstimate: true)
        return all
    }

    /// Of a line as conmon writes it, on average.
    private var lineBytes: Int { seen.lines > 0 ? max(seen.bytes / seen.lines, 1) : 100 }

    mutating func takeDropped() -> DroppedLines {
        defer { (counted, unseen) = (DroppedLines(), (0, "")) }
        return dropped
    }

    /// Reads whole lines as long as the block has room for them.
    /// - Returns: how many bytes they have.
    mutating func read(
        _ bytes: UnsafeRawBufferPointer,
        _ block: inout LogBlock,
        _ own: inout LogAllowance,
        _ share: inout LogAllowance
    ) -> Int {
        var start = 0
        while block.bytes.count < DynoLogTail.blockBytesMax, let end = LineCutter.end(in: bytes, from: start) {
            if let line = OutputLine(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) { take(line, &block, &own, &share) }
            start = end + 1
        }
        seen.bytes += start
        return start
    }

    private mutating func take(
        _ line: OutputLine,
        _ block: inout LogBlock,
        _ own: inout LogAllowance,
        _ share: inout LogAllowance
    ) {
        let stream = line.isError ? 1 : 0
        if !line.isPart, parts[stream].isEmpty, !isCut[stream], line.text.count <= lineBytesMax {
            return emit(line.time, line.zone, line.text, &block, &own, &share)
        }
        parts[stream].append(contentsOf: line.text)
        cut(stream, line.time, line.zone, isEnd: !line.isPart, &block, &own, &share)
    }

    /// Hands on what is long enough, and at the end of the line what is left of it.
    private mutating func cut(
        _ stream: Int,
        _ time: UnsafeRawBufferPointer,
        _ zone: UnsafeRawBufferPointer,
        isEnd: Bool,
        _ block: inout LogBlock,
        _ own: inout LogAllowance,
        _ share: inout LogAllowance
    ) {
        let all = parts[stream]
        var start = 0
        while all.count - start >= lineBytesMax || (isEnd && (start < all.count || !isCut[stream])) {
            let end = min(start + lineBytesMax, all.count)
            all.withUnsafeBytes {
                emit(time, zone, UnsafeRawBufferPointer(rebasing: $0[start..<end]), &block, &own, &share)
            }
            isCut[stream] = true
            start = end
        }
        parts[stream] = isEnd ? [] : Array(all[start...])
        if isEnd { isCut[stream] = false }
    }

    private mutating func emit(
        _ time: UnsafeRawBufferPointer,
        _ zone: UnsafeRawBufferPointer,
        _ text: UnsafeRawBufferPointer,
        _ block: inout LogBlock,
        _ own: inout LogAllowance,
        _ share: inout LogAllowance
    ) {
        seen.lines += 1
        let count = time.count + zone.count + middle.count + text.count + 1
        guard own.take(count) else { return drop(time, zone) }
        guard share.take(count) else { return drop(time, zone) }
        middle.withUnsafeBytes { block.add(time, zone, $0, text) }
    }

    private mutating func drop(_ time: UnsafeRawBufferPointer, _ zone: UnsafeRawBufferPointer) {
        counted.add(1, since: String(decoding: time, as: UTF8.self) + String(decoding: zone, as: UTF8.self))
    }

    /// Lines that are none: torn ones, or what is no output of conmon's.
    mutating func pass(_ count: Int) { counted.add(count, since: Moment.text()) }

    mutating func miss(bytes: Int64) {
        guard bytes > 0 else { return }
        unseen = (unseen.bytes + bytes, unseen.since.isEmpty ? Moment.text() : unseen.since)
    }

    /// Bytes are gone between what was read last and what comes next, which does not end the line that is held.
    mutating func skip(bytes: Int64) {
        guard bytes > 0 else { return }
        miss(bytes: bytes)
        for stream in 0...1 where !parts[stream].isEmpty || isCut[stream] {
            pass(1)
            (parts[stream], isCut[stream]) = ([], false)
        }
    }

    /// - Parameter printed: bytes without what conmon writes before each line.
    mutating func miss(printed: Int64) { miss(bytes: printed * Int64(lineBytes) / Int64(max(lineBytes - OutputLine.headBytes, 1))) }

    /// Hands on lines that have no end.
    mutating func finish(_ block: inout LogBlock, _ own: inout LogAllowance, _ share: inout LogAllowance) {
        let now = Array(Moment.text().utf8)
        now.withUnsafeBytes { now in
            let empty = UnsafeRawBufferPointer(rebasing: now[now.count...])
            for stream in 0...1 where !parts[stream].isEmpty { cut(stream, now, empty, isEnd: true, &block, &own, &share) }
        }
    }
}
