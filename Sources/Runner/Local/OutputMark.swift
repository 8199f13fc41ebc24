import Glibc
import Linux
import Model

/// How far a dyno's output was read, kept beside it for the next runner: `POSITION START TIME`, where the file begins in all
/// that conmon has written (-1: unknown), and the time of its first line. A runner before this one wrote the position alone.
struct OutputMark {
    private static let digits = 20
    private let path: String
    private let kept: (position: Int64, start: Int64?, signature: [UInt8])?
    private var safe: Int64?
    private var saved: Int64?

    init(_ path: String) {
        self.path = path
        // Nothing was kept, or it cannot be read: then it is read from the beginning, and lines come twice.
        let bytes = (try? Files.read(path, limit: 4096)) ?? []
        let words = bytes.split(separator: ASCII.space, maxSplits: 2)
        let numbers = words.prefix(2).compactMap { Int64(String(decoding: $0, as: UTF8.self)) }
        kept = numbers.first.map { ($0, numbers.count > 1 && numbers[1] >= 0 ? numbers[1] : nil, words.count > 2 ? Array(words[2]) : []) }
    }

    /// Where the file begins that was read.
    var start: Int64? { kept?.start }
    /// How much was read of all; nil: unknown.
    var end: Int64? {
        guard let kept else { return 0 }
        return kept.start.map { $0 + kept.position }
    }

    /// Where to go on in a file; nil: it is not the one that was read.
    func position(in file: OpenOutput) throws(SystemError) -> Int64? {
        guard let kept, kept.position <= (try file.size()) else { return nil }
        guard !kept.signature.isEmpty else { return kept.position }
        return try file.signature() == kept.signature ? kept.position : nil
    }

    /// Lines up to here have been handed on whole.
    mutating func set(_ position: Int64) { safe = position }

    mutating func forget() { saved = nil }

    mutating func save(of file: OpenOutput, start: Int64?) {
        guard let safe, safe != saved else { return }
        saved = safe
        // Best effort: what is lost of it is lines that come twice; it need not survive a power cut, which no dyno does either.
        guard let signature = try? file.signature() else { return }
        // Always as many bytes, so that writing over them leaves no moment without a number.
        let words = Array("\(Self.padded(safe)) \(Self.padded(start ?? -1)) ".utf8) + signature
        try? Descriptor.open(path, O_WRONLY | O_CREAT, mode: 0o600).write(all: words)
    }

    private static func padded(_ number: Int64) -> String {
        let text = String(number)
        return number < 0
            ? "-" + String(repeating: "0", count: digits - 2) + "1" : String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
