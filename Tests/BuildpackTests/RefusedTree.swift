import Testing

/// The smallest tree that meets a refusal, and each way in which its advice can be followed.
struct RefusedTree: CustomTestStringConvertible {
    /// As it stands in the buildpack.
    let message: String
    let files: [String: String]
    /// What following it does to files; nil: it is removed.
    let ways: [[String: String?]]

    init(_ message: String, _ files: [String: String], _ ways: [String: String?]...) {
        (self.message, self.files, self.ways) = (message, files, ways)
    }

    var testDescription: String { message }

    func followed(_ way: [String: String?]) -> [String: String] {
        var files = files
        for (path, text) in way { files[path] = text }
        return files
    }
}
