/// The name of an app, which is also its repository, its host and a folder: nothing else reaches a path.
///
/// Heroku's rule: 3 to 30 of `a-z`, `0-9` and `-`, beginning with a letter, not ending with `-`. With `--` in it, it may be a preview's
/// (`PreviewName`): up to 63, and beginning with a digit as well.
///
/// An app that was renamed has two: the one that everything of it was made under, which stays, and the one that people know. Two
/// names are the same where the first is.
package struct AppName: Sendable, CustomStringConvertible {
    package static let lengthMax = 30
    package static let rule = "3 to 30 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash"

    /// What folders, locks, dynos, keys of layers and rows go by, for ever: what the app was called at first.
    package let text: String
    /// What people call it now.
    package let shown: String

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let isLong = text.contains(PreviewName.separator)
        guard (3...(isLong ? PreviewName.bytesMax : Self.lengthMax)).contains(bytes.count) else { return nil }
        guard let first = bytes.first, ASCII.isLower(first) || (isLong && ASCII.isDigit(first)) else { return nil }
        guard let last = bytes.last, last != UInt8(ascii: "-") else { return nil }
        guard bytes.allSatisfy({ ASCII.isLower($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "-") }) else { return nil }
        self.text = text
        shown = text
    }

    /// - Parameter shown: what it is called now.
    package init?(_ text: String, shown: String) {
        guard let first = AppName(text), let now = AppName(shown) else { return nil }
        (self.text, self.shown) = (first.text, now.text)
    }

    /// The name that somebody may have meant by a text that cannot be one: `My_App` is `my-app`; nil: too little of it is left.
    package static func near(_ text: String) -> AppName? {
        let bytes = text.lowercased().utf8.map { ASCII.isAlphanumeric($0) ? $0 : UInt8(ascii: "-") }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: "-").joined(separator: "-")
        let name = words.drop { !$0.isLetter }.prefix(lengthMax)
        return AppName(String(name.last == "-" ? name.dropLast() : name))
    }

    private init(nobody shown: String) {
        text = "?" + shown
        self.shown = shown
    }

    /// Of an app that is not there, whatever was called so at first: it is equal to no name that an app has, and on no path.
    package var nobodys: AppName { AppName(nobody: shown) }

    /// Without what people call it now: for what is kept, or told to a program of ours.
    package var first: AppName { AppName(text) ?? self }

    package var isRenamed: Bool { text != shown }

    package var description: String { shown }
}

extension AppName: Hashable, Comparable {
    package static func == (left: AppName, right: AppName) -> Bool { left.text == right.text }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
    package static func < (left: AppName, right: AppName) -> Bool { left.text < right.text }
}

extension AppName: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let name = AppName(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "`\(text)` is not an app name")
            )
        }
        self = name
    }

    /// As people know it: most of what is encoded is an answer. What is kept has `first`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(shown)
    }
}
