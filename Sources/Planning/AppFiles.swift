import Model

/// The files of a tree that say how the app is built and run.
struct AppFiles {
    let procfile: Procfile?
    let appJSON: AppJSON
    let rengaFile: RengaFile
    /// What `.buildpacks` lists.
    let buildpacks: [BuildpackReference]
    let slugIgnore: SlugIgnore
    let notes: [String]
    let warnings: [BuildPlan.Warning]
    /// A mistake in one of them; the rest of the plan is made as if it were not there.
    let fault: Failure?

    static let buildpacksName = ".buildpacks"

    /// - Parameter environment: of app.json's `environments`; nil: none of them.
    init(_ tree: SourceTree, rengaFile: RengaFile?, environment: String? = nil) throws(Failure) {
        var notes: [String] = []
        let ignore = SlugIgnore(try tree.contents(SlugIgnore.fileName) ?? [])
        for line in ignore.ignoredLines {
            notes.append(".slugignore:\(line.number): `\(line.text)` has no effect: patterns cannot be taken back")
        }
        let (lines, declared) = (try tree.contents(Procfile.fileName), try tree.contents(AppJSON.fileName))
        var walls = Walls()
        procfile = walls.attempt { () throws(Failure) in
            try Self.read { () throws(SourceError) in try lines.map { bytes throws(SourceError) in try Procfile.parse(bytes) } }
        }.flatMap(\.self)
        buildpacks = walls.attempt { () throws(Failure) in try Self.buildpacks(tree) } ?? []
        // What it says is needed once: an app that runs is not held up by a mistake in it.
        do throws(SourceError) {
            appJSON = try declared.map { bytes throws(SourceError) in try AppJSON.parse(bytes, environment: environment) } ?? AppJSON()
            warnings = []
        } catch {
            appJSON = AppJSON()
            let hint = (error.failure.detail + [error.failure.hint].compactMap(\.self) + ["app.json is left out: nothing of it is applied"])
                .joined(
                    separator: "\n"
                )
            warnings = [.init(message: error.failure.message, hint: hint)]
        }
        if let wrong = appJSON.cronFault { walls.add(wrong.failure) }
        fault = walls.failure()
        self.rengaFile = rengaFile ?? RengaFile()
        slugIgnore = ignore
        self.notes = notes
    }

    /// One a line, as Heroku's buildpack for several has them.
    private static func buildpacks(_ tree: SourceTree) throws(Failure) -> [BuildpackReference] {
        guard let bytes = try tree.contents(buildpacksName) else { return [] }
        let source = SourceText(file: buildpacksName, bytes: bytes)
        var all: [BuildpackReference] = []
        for (index, line) in source.lines.enumerated() {
            let text = line.trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            do throws(Failure) {
                guard all.count < BuildpackReference.countMax else {
                    throw Failure(.limit, "at most \(BuildpackReference.countMax) buildpacks are run")
                }
                all.append(try BuildpackReference(text))
            } catch {
                throw source.error(line: index + 1, column: 1, error.message, hint: error.hint).failure
            }
        }
        return all
    }

    private static func read<File>(_ body: () throws(SourceError) -> File) throws(Failure) -> File {
        do throws(SourceError) {
            return try body()
        } catch {
            throw error.failure
        }
    }
}
