/// Text in columns.
enum Columns {
    /// Every column as wide as its widest cell, two spaces between; nothing after the last.
    static func align(_ rows: [[String]]) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += column + 1 < row.count ? pad(cell, widths[column] + 2) : cell
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }

    /// `Name:   value`, the further lines of a value under its first.
    static func pairs(_ pairs: [(name: String, value: String)], style: Style = .plain) -> [String] {
        let width = (pairs.map(\.name.count).max() ?? 0) + 2
        return pairs.flatMap { pair in
            pair.value.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
                let name = index == 0 ? style.paint(pad("\(pair.name):", width), .name) : pad("", width)
                return line.isEmpty && index > 0 ? "" : name + line
            }
        }
    }

    static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
