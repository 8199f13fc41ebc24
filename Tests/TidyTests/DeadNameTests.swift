import Linux
import Testing

/// What nobody uses is taken away. A name counts as used where it stands once more than it is declared, anywhere in Sources: that
/// misses names that others have too, and finds what a whole part leaves behind.
@Suite("Dead names") struct DeadNameTests {
    /// Names that something besides our sources asks for. This list may only shrink.
    private static let exceptions: [String: String] = [
        "allKeys": "the standard library's Codable", "encodeNil": "the standard library's Codable",
        "nestedContainer": "the standard library's Codable", "nestedUnkeyedContainer": "the standard library's Codable",
        "superDecoder": "the standard library's Codable", "superEncoder": "the standard library's Codable",
        "userInfo": "the standard library's Codable",
        "ambient": "crun, in config.json", "inheritable": "crun, in config.json", "maskedPaths": "crun, in config.json",
        "ociVersion": "crun, in config.json", "oomScoreAdj": "crun, in config.json", "readonly": "crun, in config.json",
        "readonlyPaths": "crun, in config.json", "rootfsPropagation": "crun, in config.json",
        "probes": "the test that counts what a lookup costs",
    ]

    private struct Census {
        var uses: [String: Int] = [:]
        var declarations: [String: [String]] = [:]

        private static let keywords: Set<String> = ["func", "var", "let", "struct", "enum", "class", "actor", "protocol", "typealias"]

        private static func isName(_ token: String, lower: Bool = false) -> Bool {
            guard let first = token.unicodeScalars.first, !keywords.contains(token) else { return false }
            return first == "_" ? token != "_" : lower ? ("a"..."z").contains(first) : first.properties.isAlphabetic
        }

        /// Lists are made from the names of these files.
        private static let listed = ["/Sources/CLI/Commands/", "/Sources/Wire/Requests/", "/Sources/Operations/Requests/"]

        mutating func read(_ file: SourceFile) {
            if Self.listed.contains(where: file.path.contains) {
                uses[Files.name(of: file.path).replacing(".swift", with: ""), default: 0] += 1
            }
            let tokens = SwiftTokens.of(file.lines.joined(separator: "\n"))
            for (place, token) in tokens.enumerated() {
                if Self.isName(token) || Self.keywords.contains(token) { uses[token, default: 0] += 1 }
                guard place + 1 < tokens.count, place == 0 || tokens[place - 1] != "." else { continue }
                let next = tokens[place + 1]
                if Self.keywords.contains(token) {
                    if Self.isName(next) { declarations[next, default: []].append(file.path) }
                } else if token == "case", Self.isName(next, lower: true) {
                    for name in cases(tokens, from: place + 1) { declarations[name, default: []].append(file.path) }
                }
            }
        }

        /// `a, b(of: Int), c` of one `case`.
        private func cases(_ tokens: [String], from start: Int) -> [String] {
            var names = [tokens[start]]
            var depth = 0
            for place in (start + 1)..<tokens.count - 1 {
                switch tokens[place] {
                case "(": depth += 1
                case ")": depth -= 1
                case "," where depth == 0 && Self.isName(tokens[place + 1], lower: true): names.append(tokens[place + 1])
                default: if depth == 0, place != start + 1 || tokens[place] != "=" { return names }
                }
            }
            return names
        }

        var dead: [String: [String]] { declarations.filter { (uses[$0.key] ?? 0) <= $0.value.count } }
    }

    @Test func `every name that is declared is used`() throws {
        var census = Census()
        for file in try SourceFile.all(below: "Sources") { census.read(file) }
        let dead = census.dead
        for (name, paths) in dead.sorted(by: { $0.key < $1.key }) where Self.exceptions[name] == nil {
            Issue.record("\(name) is declared in \(Set(paths).sorted().joined(separator: ", ")), and nobody in Sources uses it: remove it")
        }
        for (name, reason) in Self.exceptions where dead[name] == nil {
            Issue.record("`\(name)` (\(reason)) is used by now, or gone: take it out of the exceptions")
        }
    }

    @Test func `every function of the C shims is used`() throws {
        var uses: Set<String> = []
        for file in try SourceFile.all(below: "Sources") { uses.formUnion(SwiftTokens.of(file.lines.joined(separator: "\n"))) }
        for header in ["CLinux/include/CLinux.h", "CLinux/include/network.h", "COpenSSL/shim.h"] {
            let tokens = SwiftTokens.of(try Files.text("\(SourceFile.root)/Sources/\(header)"))
            for (place, token) in tokens.enumerated() where token.hasPrefix("renga_") && tokens[place + 1] == "(" {
                let isUsed = uses.contains(token) || tokens.count { $0 == token } > 1
                #expect(isUsed, "\(token) in \(header) is used by nobody")
            }
        }
    }

    @Test(arguments: [
        ("func a() {} // b", ["func", "a", "(", ")", "{", "}"]), ("\"b \\(c(\"d\")) e\" f", ["c", "(", ")", ")", "f"]),
        ("#\"b \\(c) \\#(d)\"# e", ["d", ")", "e"]), ("\"\"\"\nb \\(c) \"d\"\n\"\"\" e", ["c", ")", "e"]), ("\"\\\\\" a", ["a"]),
        ("`case` #if A", ["case", "if", "A"]),
    ])
    func `source is read as Swift reads it`(text: String, tokens: [String]) { #expect(SwiftTokens.of(text) == tokens) }
}
