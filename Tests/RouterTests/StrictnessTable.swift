import Linux

/// The table in `docs/router-strictness.md`.
struct StrictnessTable {
    struct Row: Equatable {
        var form: String
        var section: String
        var renga: String
        var nginx = ""
        var haproxy = ""

        init(_ form: RequestForm) {
            (self.form, section) = (form.name, form.section)
            renga = form.fate == .taken ? "taken" : "400"
        }

        init?(_ line: Substring) {
            let cells = line.split(separator: "|").map { $0.trimming { $0 == " " } }
            guard cells.count == 5, cells[0] != "form", !cells[0].hasPrefix("---") else { return nil }
            (form, section, renga, nginx, haproxy) = (cells[0], cells[1], cells[2], cells[3], cells[4])
        }

        var line: String { "| \(form) | \(section) | \(renga) | \(nginx) | \(haproxy) |" }
    }

    static var path: String {
        var root = #filePath
        while !Files.exists(root + "/Package.swift"), root != "/" { root = Files.parent(of: root) }
        return root + "/docs/router-strictness.md"
    }

    static func read() throws -> [Row] {
        try Files.text(path).split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { Row($0) }
    }

    /// Puts rows for rows; the text around them stays.
    static func write(_ rows: [Row]) throws {
        let lines = try Files.text(path).split(separator: "\n", omittingEmptySubsequences: false)
        let isRow = lines.map { $0.hasPrefix("| ") && Row($0) != nil }
        guard let first = isRow.firstIndex(of: true), let last = isRow.lastIndex(of: true) else {
            throw TestFailure("\(path) has no table")
        }
        let text = lines[..<first].map(String.init) + rows.map(\.line) + lines[(last + 1)...].map(String.init)
        try Files.replace(path, with: text.joined(separator: "\n"))
    }

    /// What the text before the table says of it.
    static func summary(_ rows: [Row]) -> String {
        let refused = rows.filter { $0.renga != "taken" }
        let nginx = refused.count { $0.nginx == "taken" }
        let haproxy = refused.count { $0.haproxy == "taken" }
        return "Of the \(refused.count) forms in this comparison that Renga refuses, nginx takes \(nginx) and HAProxy \(haproxy);"
    }
}

extension Substring {
    fileprivate func trimming(_ isBlank: (Character) -> Bool) -> String {
        String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
