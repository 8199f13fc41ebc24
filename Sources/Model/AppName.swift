/// The name of an app, which is also its repository, its host and a folder: nothing else reaches a path.
///
/// Heroku's rule: 3 to 30 of `a-z`, `0-9` and `-`, beginning with a letter, not ending with `-`. With `--` in it, it may be a preview's
/// (`PreviewName`): up to 63, and beginning with a digit as well.
package struct AppName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package static let lengthMax = 30
    package static let rule = "3 to 30 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash"

    package let text: String

    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        let isLong = text.contains(PreviewName.separator)
        guard (3...(isLong ? PreviewName.bytesMax : Self.lengthMax)).contains(bytes.count) else { return nil }
        guard let first = bytes.first, ASCII.isLower(first) || (isLong && ASCII.isDigit(first)) else { return nil }
        guard let last = bytes.last, last != UInt8(ascii: "-") else { return nil }
        guard bytes.allSatisfy({ ASCII.isLower($0) || ASCII.isDigit($0) || $0 == UInt8(ascii: "-") }) else { return nil }
        self.text = text
    }

    package var description: String { text }

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

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
