import Model

/// Which dynos of an app somebody means, by process types and by names of dynos.
package struct DynoChoice {
    private static let shownMax = 12

    private let app: AppName
    /// Of the dynos there are, or are to be: `web.1`, `run.4821`.
    private let names: [String]
    /// Whatever their quantity.
    private let types: [String]

    package init(_ app: AppName, names: some Sequence<String>, types: some Sequence<String>) {
        self.app = app
        self.names = Set(names).sorted { Self.order($0) < Self.order($1) }
        self.types = Set(types).sorted()
    }

    /// The names of those that are meant, each once; all, where no word is said.
    package func names(of words: [String]) throws(Failure) -> [String] {
        guard !words.isEmpty else { return names }
        var chosen: Set<String> = []
        for word in words {
            let found = names.filter { $0 == word || Self.type($0) == word }
            guard !found.isEmpty else { throw refusal(word) }
            chosen.formUnion(found)
        }
        return names.filter(chosen.contains)
    }

    /// What is said of a word that names none of them.
    package func refusal(_ word: String) -> Failure {
        if types.contains(word) {
            return Failure(.conflict, "`\(app)` has no dynos of `\(word)`: it is at 0", hint: "renga ps:scale \(word)=1 -a \(app)")
        }
        let isDyno = word.contains(".")
        let known = isDyno ? names : types
        let near = NearestWord.to(word, among: known).map { "did you mean `\($0)`?" }
        let there = known.isEmpty ? "there are none" : "there are \(Self.shown(known))"
        return Failure(.notFound, "`\(app)` has no \(isDyno ? "dyno" : "process type") `\(word)`: \(there)", hint: near)
    }

    private static func shown(_ names: [String]) -> String {
        names.prefix(shownMax).joined(separator: ", ") + (names.count > shownMax ? " and \(names.count - shownMax) more" : "")
    }

    /// `web` of `web.1`.
    package static func type(_ name: String) -> String { String(name.prefix { $0 != "." }) }

    /// `web.2` before `web.10`.
    private static func order(_ name: String) -> (String, Int, String) {
        (type(name), name.split(separator: ".").last.flatMap { Int($0) } ?? 0, name)
    }
}
