/// The process types of an app, as its `Procfile` declares them: `type: command` lines.
package struct Procfile: Hashable, Sendable {
    package static let fileName = "Procfile"

    package struct Line: Hashable, Sendable, Codable {
        package let type: String
        package let command: String
        /// 1-based.
        package let line: Int

        package init(type: String, command: String, line: Int) {
            self.type = type
            self.command = command
            self.line = line
        }
    }

    package static let typesMax = 100

    package let lines: [Line]

    package init(lines: [Line] = []) { self.lines = lines }

    package static func parse(_ bytes: [UInt8], file: String = fileName) throws(SourceError) -> Procfile {
        let source = SourceText(file: file, bytes: bytes)
        try source.check()
        var lines: [Line] = []
        for (index, text) in source.lines.enumerated() {
            guard let line = try parse(text, number: index + 1, in: source) else { continue }
            if let first = lines.first(where: { $0.type == line.type }) {
                throw source.error(
                    line: line.line,
                    column: 1,
                    "the process type `\(line.type)` is declared twice, first in line \(first.line)",
                    hint: "keep one of the two lines, or give one of them another name"
                )
            }
            guard lines.count < typesMax else {
                throw source.error(line: line.line, column: 1, "there are more than \(typesMax) process types", hint: "remove some")
            }
            lines.append(line)
        }
        return Procfile(lines: lines)
    }

    private static func parse(_ text: String, number: Int, in source: SourceText) throws(SourceError) -> Line? {
        // Some editors put a byte order mark before the first character.
        let text =
            number == 1 && text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let trimmed = text.trimmed
        guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { return nil }
        let example = "write a line such as `web: gunicorn app:app`"
        guard let colon = text.firstIndex(of: ":") else {
            throw source.error(
                line: number,
                column: 1,
                "a line without a colon declares no process type",
                hint: example
            )
        }
        let type = String(text[..<colon]).trimmed
        guard !type.isEmpty else {
            throw source.error(line: number, column: 1, "there is no process type before the colon", hint: example)
        }
        guard NameRules.isProcessType(type) else {
            let bad = text.unicodeScalars.prefix { isSpace($0) || ($0.isASCII && NameRules.isProcessByte(UInt8($0.value))) }.count
            throw source.error(
                line: number,
                column: bad + 1,
                "`\(type)` cannot be the name of a process type",
                hint: "use letters, digits, dashes and underscores before the colon, at most 128; \(example)"
            )
        }
        let command = String(text[text.index(after: colon)...]).trimmed
        if let place = text.unicodeScalars.firstIndex(of: "\0") {
            throw source.error(
                line: number,
                column: text.unicodeScalars.distance(from: text.unicodeScalars.startIndex, to: place) + 1,
                "the command of `\(type)` has a NUL byte",
                hint: "save the file as UTF-8 text"
            )
        }
        guard !command.isEmpty else {
            throw source.error(
                line: number,
                column: text.unicodeScalars.count + 1,
                "the process type `\(type)` has no command",
                hint: "write the command after the colon, or remove the line"
            )
        }
        return Line(type: type, command: command, line: number)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
