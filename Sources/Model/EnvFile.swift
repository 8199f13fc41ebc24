/// Files of `KEY=value` lines: `.env`, and what `renga config --shell` writes.
///
/// Empty lines and those that begin with `#` say nothing; `export ` before a name is passed over. A value without quotes is all that
/// stands there, but for blanks around it and for a comment behind blanks; it is taken as it is, `$` and `\` included. In single quotes
/// everything stands for itself; in double quotes `\n`, `\r`, `\t`, `\"`, `\\`, `\$` and `` \` `` stand for one character. Either may
/// have several lines, and pieces may follow one another as in a shell. A byte order mark and CRLF at the ends of lines are passed over.
package enum EnvFile {
    package static let bytesMax = 1 << 20

    /// - Parameter file: as its author knows it, for refusals. They have the number of a line and nothing that stands in it.
    package static func read(_ bytes: [UInt8], file: String) throws(Failure) -> [String: String] {
        var reader = EnvFileReader(try plain(bytes, file), file)
        return try reader.read()
    }

    /// A line that is read as what it was written from.
    package static func line(_ name: String, _ value: String) -> String { "\(name)=\(ShellQuoting.quote(value))" }

    private static func plain(_ bytes: [UInt8], _ file: String) throws(Failure) -> [UInt8] {
        guard bytes.count <= bytesMax else {
            throw Failure(.limit, "\(file) has \(bytes.count) bytes; at most \(bytesMax) are read", hint: "give a file of KEY=value lines")
        }
        let invalid = UTF8Check.firstInvalid(in: bytes)
        guard invalid == bytes.count, !bytes.contains(0) else {
            let place = min(invalid, bytes.firstIndex(of: 0) ?? bytes.count)
            let line = bytes[..<place].count { $0 == ASCII.lineFeed } + 1
            throw Failure(.invalid, "\(file), line \(line) is not UTF-8 text", hint: "save it as UTF-8; nothing was set")
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        return endsInCRLF(text) ? withoutReturns(text) : text
    }

    /// Every line does: then none of these returns is a value's.
    private static func endsInCRLF(_ bytes: [UInt8]) -> Bool {
        var hasEnds = false
        for (index, byte) in bytes.enumerated() where byte == ASCII.lineFeed {
            guard index > 0, bytes[index - 1] == ASCII.carriageReturn else { return false }
            hasEnds = true
        }
        return hasEnds
    }

    private static func withoutReturns(_ bytes: [UInt8]) -> [UInt8] {
        bytes.indices.compactMap { index in
            let isEnd = bytes[index] == ASCII.carriageReturn && index + 1 < bytes.count && bytes[index + 1] == ASCII.lineFeed
            return isEnd ? nil : bytes[index]
        }
    }
}
