import Model

extension AppFile {
    private static let keys = ["buildpack", "stack", "healthcheck"] + BuildpackParts.keys

    /// Reads an app's own `renga.yml`.
    package static func read(_ bytes: [UInt8], file: String = fileName) throws(SourceError) -> AppFile {
        let source = SourceText(file: file, bytes: bytes)
        let reader = try NodeReader(
            try YAMLDocument.parse(bytes, file: file),
            in: source,
            known: keys,
            what: "an app's renga.yml"
        )
        let parts = BuildpackParts(reader: reader)
        var app = AppFile()
        app.buildpack = try reader.string("buildpack")
        app.stack = try reader.string("stack")
        if let node = reader.value("healthcheck") {
            let path = try parts.line(node, "healthcheck")
            guard path.hasPrefix("/"), !path.contains(" ") else {
                throw reader.error(
                    node,
                    "`healthcheck` must be a path that begins with a slash",
                    hint: "write /healthz"
                )
            }
            app.healthcheck = path
        }
        app.versions = try parts.versions()
        app.buildPackages = try parts.packages("build")
        app.runPackages = try parts.packages("run")
        app.steps = try StepReader(parts: parts).steps()
        app.environment = try parts.environment("env")
        app.processes = try parts.processes()
        return app
    }
}
