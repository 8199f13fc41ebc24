/// A text in which `$NAME` stands for something, such as `https://go.dev/dl/go$VERSION.linux-$ARCH.tar.gz`.
package struct Template: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        case name(String)
    }

    package let parts: [Part]

    /// A name has capital letters; all else is text.
    package init(_ text: String) {
        var parts: [Part] = []
        let pieces = text.split(separator: "$", omittingEmptySubsequences: false)
        if let first = pieces.first, !first.isEmpty { parts.append(.text(String(first))) }
        for piece in pieces.dropFirst() {
            let name = piece.prefix { $0.isASCII && $0.isUppercase }
            parts.append(name.isEmpty ? .text("$") : .name(String(name)))
            let rest = piece.dropFirst(name.count)
            if !rest.isEmpty { parts.append(.text(String(rest))) }
        }
        self.parts = parts
    }

    package var names: [String] {
        parts.compactMap { part in
            if case .name(let name) = part { name } else { nil }
        }
    }

    /// Nil where one of its names has no value.
    package func filled(_ values: [String: String]) -> String? {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .name(let name):
                guard let value = values[name] else { return nil }
                result += value
            }
        }
        return result
    }

    /// What has no value stays as it is written.
    package func known(_ values: [String: String]) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .name(let name): values[name] ?? "$\(name)"
            }
        }.joined()
    }

    /// Whether `text` can have come from it, with numbers in place of its names.
    package func fits(_ text: String) -> Bool {
        var rest = text[...]
        for part in parts {
            switch part {
            case .text(let text):
                guard rest.hasPrefix(text) else { return false }
                rest = rest.dropFirst(text.count)
            case .name:
                let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
                guard !number.isEmpty else { return false }
                rest = rest.dropFirst(number.count)
            }
        }
        return rest.isEmpty
    }

    /// `VERSION`, `MAJOR` and `MINOR` (3.13) of a version.
    package static func values(of version: String) -> [String: String] {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        return ["VERSION": version, "MAJOR": parts.first.map(String.init) ?? version, "MINOR": parts.prefix(2).joined(separator: ".")]
    }
}
