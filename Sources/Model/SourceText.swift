/// The text of a file that people write, for errors that point into it.
package struct SourceText: Hashable, Sendable {
    /// What a file that we parse may have at most.
    package static let bytesMax = 1 << 20

    /// The path as its author knows it, such as `Procfile` or `buildpacks/python.yml`.
    package let file: String
    package let bytes: [UInt8]

    package init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }

    /// The lines without their ends: a newline, a carriage return before one, or alone as old Macs wrote it.
    package var lines: [String] { Self.lines(of: bytes).map { String(decoding: $0, as: UTF8.self) } }

    package static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        guard bytes.contains(UInt8(ascii: "\r")) else {
            return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        }
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
            // The newline of a pair ends nothing more.
            if byte == UInt8(ascii: "\n"), index > 0, bytes[index - 1] == UInt8(ascii: "\r") {
                start = index + 1
                continue
            }
            lines.append(bytes[start..<index])
            start = index + 1
        }
        return lines + [bytes[start...]]
    }

    /// - Parameters:
    ///   - line: 1-based.
    ///   - column: 1-based, in Unicode scalars.
    package func error(line: Int, column: Int, _ message: String, hint: String? = nil) -> SourceError {
        let lines = lines
        let text = lines.indices.contains(line - 1) ? lines[line - 1] : ""
        return SourceError(
            file: file,
            line: line,
            column: column,
            sourceLine: text,
            message: message,
            hint: hint
        )
    }

    /// Refuses what is too large or not UTF-8, so that what comes after need not look.
    package func check(bytesMax: Int = bytesMax) throws(SourceError) {
        guard bytes.count <= bytesMax else {
            throw SourceError(
                file: file,
                line: 1,
                column: 1,
                sourceLine: "",
                message: "the file has \(bytes.count) bytes; at most \(bytesMax) are read",
                hint: "make the file smaller"
            )
        }
        guard String(validating: bytes, as: UTF8.self) == nil else { return }
        let position = position(ofOffset: UTF8Check.firstInvalid(in: bytes))
        throw error(
            line: position.line,
            column: position.column,
            "the file is not UTF-8: there is a byte that no character has",
            hint: "save the file as UTF-8"
        )
    }

    /// The 1-based line and column of a byte.
    package func position(ofOffset offset: Int) -> (line: Int, column: Int) {
        let lines = Self.lines(of: Array(bytes.prefix(max(offset, 0))))
        return (lines.count, String(decoding: lines.last ?? [], as: UTF8.self).unicodeScalars.count + 1)
    }
}
