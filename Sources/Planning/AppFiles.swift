import Model

/// The files of a tree that say how the app is built and run.
struct AppFiles {
    let procfile: Procfile?
    let appJSON: AppJSON
    let rengaFile: RengaFile
    let slugIgnore: SlugIgnore
    let notes: [String]

    init(_ tree: SourceTree, rengaFile: RengaFile?) throws(Failure) {
        var notes: [String] = []
        let ignore = SlugIgnore(try tree.contents(SlugIgnore.fileName) ?? [])
        for line in ignore.ignoredLines {
            notes.append(".slugignore:\(line.number): `\(line.text)` has no effect: patterns cannot be taken back")
        }
        do throws(SourceError) {
            procfile = try Self.contents(tree, Procfile.fileName).map { bytes throws(SourceError) in
                try Procfile.parse(bytes)
            }
            appJSON =
                try Self.contents(tree, AppJSON.fileName)
                .map { bytes throws(SourceError) in try AppJSON.parse(bytes) } ?? AppJSON()
        } catch {
            throw error.failure
        }
        self.rengaFile = rengaFile ?? RengaFile()
        slugIgnore = ignore
        self.notes = notes
    }

    private static func contents(_ tree: SourceTree, _ path: String) throws(SourceError) -> [UInt8]? {
        do throws(Failure) {
            return try tree.contents(path)
        } catch {
            throw SourceError(file: path, line: 1, column: 1, sourceLine: "", message: error.message, hint: error.hint)
        }
    }
}
