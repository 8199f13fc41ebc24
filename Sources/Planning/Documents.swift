import Model

/// The files of a tree in which values have paths, each parsed once.
final class Documents {
    private let tree: SourceTree
    private var known: [String: JSONValue] = [:]

    init(_ tree: SourceTree) { self.tree = tree }

    func document(_ path: String, _ format: StructuredFormat) throws(Failure) -> JSONValue? {
        if let document = known[path] { return document }
        guard let bytes = try tree.contents(path) else { return nil }
        do throws(SourceError) {
            let document = try format.parse(bytes, file: path)
            known[path] = document
            return document
        } catch {
            throw error.failure
        }
    }
}
