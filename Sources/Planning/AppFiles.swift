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
        let (lines, declared) = (try tree.contents(Procfile.fileName), try tree.contents(AppJSON.fileName))
        do throws(SourceError) {
            procfile = try lines.map { bytes throws(SourceError) in try Procfile.parse(bytes) }
            appJSON = try declared.map { bytes throws(SourceError) in try AppJSON.parse(bytes) } ?? AppJSON()
        } catch {
            throw error.failure
        }
        self.rengaFile = rengaFile ?? RengaFile()
        slugIgnore = ignore
        self.notes = notes
    }
}
