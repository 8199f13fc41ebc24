extension SourceText {
    /// Why a file says nothing, and where that is seen.
    package struct Fault: Hashable, Sendable {
        package let message: String
        /// 1-based.
        package let line: Int
    }

    /// What its author does not see, and programs stumble over.
    package var encodingFault: Fault? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return Fault(message: "a byte order mark (BOM) stands before its first character", line: 1)
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return Fault(message: "it is UTF-16, as some shells of Windows write it", line: 1)
        }
        if bytes.contains(0) {
            return Fault(message: isUTF16WithoutMark ? "it has NUL bytes, as UTF-16 has" : "it is no text: it has NUL bytes", line: 1)
        }
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        return Fault(message: "it is not UTF-8 text", line: position(ofOffset: UTF8Check.firstInvalid(in: bytes)).line)
    }

    /// Whether it has the NUL of every letter of a language of ours, and no others.
    private var isUTF16WithoutMark: Bool {
        guard bytes.count > 1, bytes.count % 2 == 0 else { return false }
        let high = bytes[0] == 0 ? 0 : 1
        return bytes.indices.allSatisfy { (bytes[$0] == 0) == ($0 % 2 == high) }
    }

    /// Of a text in which what it is there for was not found.
    package var nothingSaid: Fault {
        let lines = lines.enumerated().filter { !$0.element.trimmed.isEmpty && !$0.element.trimmed.hasPrefix("#") }
        guard let first = lines.first else {
            return Fault(message: lines.isEmpty && bytes.isEmpty ? "it is empty" : "it has no line that says one", line: 1)
        }
        return Fault(message: "`\(first.element.trimmed.prefix(60))` is none", line: first.offset + 1)
    }
}
