/// `.gitmodules`: where the submodules of a repository come from. Of git's form for settings what git itself writes there.
package struct GitModules: Hashable, Sendable {
    package static let fileName = ".gitmodules"
    private static let modulesMax = 1_000

    /// Path of a submodule, from the repository's root on, to its URL as it is written.
    package private(set) var urls: [String: String] = [:]

    /// What cannot be read is left out: git reads it where it matters, in a cage.
    package init(_ bytes: [UInt8]) {
        var path: String?
        var url: String?
        for line in SourceText(file: Self.fileName, bytes: bytes).lines {
            let text = line.trimmed
            if text.hasPrefix("[") {
                add(path, url)
                (path, url) = (nil, nil)
            } else if let equals = text.firstIndex(of: "="), !text.hasPrefix("#"), !text.hasPrefix(";") {
                switch text[..<equals].lowercased().trimmed {
                case "path": path = Self.value(text[text.index(after: equals)...])
                case "url": url = Self.value(text[text.index(after: equals)...])
                default: break
                }
            }
        }
        add(path, url)
    }

    private mutating func add(_ path: String?, _ url: String?) {
        guard let path, let url, urls.count < Self.modulesMax else { return }
        urls[path] = url
    }

    /// Without quotes, and without what follows `#` or `;` outside of them.
    private static func value(_ text: Substring) -> String {
        var value = ""
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if isEscaped {
                value.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted, character == "#" || character == ";" {
                break
            } else {
                value.append(character)
            }
        }
        return value.trimmed
    }
}
