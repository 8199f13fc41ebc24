import Glibc
import Linux

/// How far a dyno's output was read, kept beside it for the next runner: `POSITION TIME`, where the time is that of the
/// file's first line. A runner before this one wrote the position alone.
struct OutputMark {
    private static let digits = 20
    private let path: String
    private let kept: (position: Int64, signature: [UInt8])?
    private var safe: Int64?
    private var saved: Int64?

    init(_ path: String) {
        self.path = path
        // Nothing was kept, or it cannot be read: then it is read from the beginning, and lines come twice.
        let bytes = (try? Files.read(path, limit: 4096)) ?? []
        let words = bytes.split(separator: 32, maxSplits: 1)
        let position = words.first.flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
        kept = position.map { ($0, words.count > 1 ? Array(words[1]) : []) }
    }

    var isNew: Bool { kept == nil }

    /// Where to go on in a file; nil: it is not the one that was read.
    func position(in file: OpenOutput) throws(SystemError) -> Int64? {
        guard let kept, kept.position <= (try file.size()) else { return nil }
        guard !kept.signature.isEmpty else { return kept.position }
        return try file.signature() == kept.signature ? kept.position : nil
    }

    /// Lines up to here have been handed on whole.
    mutating func set(_ position: Int64) { safe = position }

    mutating func forget() { saved = nil }

    mutating func save(of file: OpenOutput) {
        guard let safe, safe != saved else { return }
        saved = safe
        // Best effort: what is lost of it is lines that come twice; it need not survive a power cut, which no dyno does either.
        guard let signature = try? file.signature() else { return }
        let text = String(safe)
        // Always as many bytes, so that writing over them leaves no moment without a number.
        let number = String(repeating: "0", count: max(0, Self.digits - text.count)) + text
        try? Descriptor.open(path, O_WRONLY | O_CREAT, mode: 0o600).write(all: Array(number.utf8) + [32] + signature)
    }
}
