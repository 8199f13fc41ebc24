import Model

extension RengaFile {
    /// Reads an app's own `renga.yml`.
    package static func read(_ bytes: [UInt8], file: String = fileName) throws(SourceError) -> RengaFile {
        var app = RengaFile()
        let document = try YAMLDocument.parse(bytes, file: file)
        try NodeReader.fill(&app, from: document, in: SourceText(file: file, bytes: bytes), Field.all, what: "an app's renga.yml")
        return app
    }
}
