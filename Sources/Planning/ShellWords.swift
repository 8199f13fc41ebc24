import Model

/// Splits what a client asked sshd to run into words, as a POSIX shell would, but expanding nothing.
package enum ShellWords {
    package static let bytesMax = 65_536

    package static func split(_ text: String) throws(Failure) -> [String] {
        guard text.utf8.count <= bytesMax else { throw Failure(.limit, "the command is over \(bytesMax) bytes") }
        var words: [String] = []
        var word: [UInt8]?
        var quote: UInt8?
        var escaped = false
        for byte in text.utf8 {
            if escaped {
                // Within double quotes a backslash before an ordinary character stays.
                if quote == 0x22, byte != 0x22, byte != 0x5C { word = (word ?? []) + [0x5C] }
                word = (word ?? []) + [byte]
                escaped = false
            } else if byte == 0x5C, quote != 0x27 {
                escaped = true
            } else if let open = quote {
                if byte == open { quote = nil } else { word = (word ?? []) + [byte] }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
                word = word ?? []
            } else if byte == 0x20 || byte == 0x09 || byte == 0x0A {
                if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
                word = nil
            } else {
                word = (word ?? []) + [byte]
            }
        }
        guard quote == nil, !escaped else {
            throw Failure(.invalid, "the command has a quote that is not closed", hint: "close it, or leave it out")
        }
        if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
        return words
    }
}
