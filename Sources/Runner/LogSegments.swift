import Glibc
import Linux
import Model

/// The files of one app's log by number: the one that is written to is `app.log` and has the highest; the one before it is
/// `app.log.1`. Numbers stay when names move on.
struct LogSegments: Sendable {
    let directory: String
    let limits: Configuration.LogLimits

    var newest: String { directory + "/app.log" }

    /// The name of a segment while `current` is the number of the newest; nil: it has gone, or is not there yet.
    func path(_ number: Int, current: Int) -> String? {
        let age = current - number
        guard age >= 0, age < limits.segmentsMax else { return nil }
        return age == 0 ? newest : "\(newest).\(age)"
    }

    /// Makes room for a new `app.log`; the oldest segment goes.
    func turn() throws(SystemError) {
        guard limits.segmentsMax > 1 else { return try Files.remove(newest) }
        for age in stride(from: limits.segmentsMax - 1, through: 1, by: -1) {
            let younger = age == 1 ? newest : "\(newest).\(age - 1)"
            if Files.exists(younger) { try Files.rename(younger, to: "\(newest).\(age)") }
        }
    }

    /// Opens the newest for writing.
    func open() throws(SystemError) -> Descriptor {
        try Files.makeDirectory(directory, mode: 0o750)
        for number in 0..<limits.segmentsMax { try shorten(number == 0 ? newest : "\(newest).\(number)") }
        return try Descriptor.open(newest, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, mode: 0o640)
    }

    /// Cuts off what is no whole line, and says how much is left: whoever wrote last may have been killed in the middle, and
    /// what it was is read again where it came from.
    func wholeLines(_ file: borrowing Descriptor) throws(SystemError) -> Int64 {
        let size = Int64(lseek(file.number, 0, SEEK_END))
        guard size > 0 else { return 0 }
        let window = min(size, 1 << 20)
        let tail = try SegmentReader.bytes(file.number, from: size - window, count: Int(window))
        guard let end = tail.lastIndex(of: ASCII.lineFeed) else { return size }
        let whole = size - window + Int64(end) + 1
        guard whole == size || ftruncate(file.number, off_t(whole)) == 0 else { throw SystemError("cut", newest) }
        return whole
    }

    /// A segment that grew beyond its limit under a runner that let it: its newest lines are kept.
    private func shorten(_ path: String) throws(SystemError) {
        guard let status = Files.status(path), Int64(status.st_size) > limits.segmentBytesMax + Int64(limits.lineBytesMax) * 2
        else { return }
        let kept: [UInt8]
        do {
            let file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW)
            let count = min(limits.segmentBytesMax, 16 << 20)
            let bytes = try SegmentReader.bytes(file.number, from: Int64(status.st_size) - count, count: Int(count))
            kept = Array(bytes[((bytes.firstIndex(of: ASCII.lineFeed) ?? -1) + 1)...])
        }
        try Files.replace(path, with: kept, mode: 0o640)
    }
}
