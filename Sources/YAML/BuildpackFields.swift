import Model

/// The keys of a buildpack, in the order in which errors list them.
extension Field<Buildpack> {
    static var all: [Field] {
        [
            .required("name", hint: "write `name: Python`, as it is shown in a push") { (reader, key, buildpack) throws(SourceError) in
                if let node = reader.value(key) { buildpack.name = try reader.line(node, key) }
            },
            .required("detect", hint: "write what its apps have, such as `detect: {file: Gemfile}`") {
                (reader, key, buildpack) throws(SourceError) in
                if let node = reader.value(key) { buildpack.detect = try ConditionReader(source: reader.source).condition(node) }
            },
            .optional("uses") { (reader, key, buildpack) throws(SourceError) in
                buildpack.uses = try reader.names(key, NameRules.isIdentifier, "the name of a buildpack")
            },
            .optional("among") { (reader, key, buildpack) throws(SourceError) in
                buildpack.likelihood = try SightReader(reader: reader).likelihood(key)
            },
            .optional("with") { (reader, key, buildpack) throws(SourceError) in
                buildpack.companions = try SightReader(reader: reader).companions(key)
            },
            .optional("files") { (reader, key, buildpack) throws(SourceError) in
                buildpack.sight.files = try SightReader(reader: reader).files(key)
            },
            .optional("dependencies") { (reader, key, buildpack) throws(SourceError) in
                buildpack.sight.dependencies = try SightReader(reader: reader).dependencies(key)
            },
            .optional("values") { (reader, key, buildpack) throws(SourceError) in
                buildpack.sight.values = try SightReader(reader: reader).values(key)
            },
            .optional("advice") { (reader, key, buildpack) throws(SourceError) in
                buildpack.advice = try SightReader(reader: reader).advice(key)
            },
            .optional("refuse") { (reader, key, buildpack) throws(SourceError) in
                buildpack.refusals = try PartsReader(reader: reader).notices(key)
            },
            .optional("warn") { (reader, key, buildpack) throws(SourceError) in
                // What ends a push is decided before anybody knows what the app has set.
                buildpack.warnings = try PartsReader(reader: reader).notices(key, and: ["unless", "about", "writes"])
            },
        ] + Field<Buildpack.Parts>.all.map { $0.of(\.parts) }
    }
}

/// The keys of an app's `renga.yml`.
extension Field<RengaFile> {
    static var all: [Field] {
        [
            .optional("buildpack") { (reader, key, file) throws(SourceError) in
                file.buildpack = try reader.value(key).map { node throws(SourceError) in try reader.buildpack(node, key).text }
            },
            .optional("buildpacks") { (reader, key, file) throws(SourceError) in
                file.buildpacks = try reader.buildpacks(key)
                guard let node = reader.value(key), reader.value("buildpack") != nil else { return }
                throw reader.error(node, "`buildpack` chooses one, and `buildpacks` several", hint: "keep one of the two")
            },
            .optional("stack") { (reader, key, file) throws(SourceError) in file.stack = try reader.string(key) },
            .optional("healthcheck") { (reader, key, file) throws(SourceError) in
                guard let node = reader.value(key) else { return }
                guard case .mapping = node.content else {
                    file.healthcheck = try reader.requestPath(node, key)
                    return
                }
                let check = try NodeReader(node, in: reader.source, known: ["path"], what: "`healthcheck`")
                if let path = check.value("path") { file.healthcheck = try reader.requestPath(path, "path") }
            },
        ] + Field<Buildpack.Parts>.all.map { $0.of(\.parts) }
    }
}

/// What both have.
extension Field<Buildpack.Parts> {
    static var all: [Field] {
        [
            .optional("versions") { (reader, key, parts) throws(SourceError) in
                parts.versions = try PartsReader(reader: reader).versions(key)
            },
            .optional("packages") { (reader, key, parts) throws(SourceError) in
                (parts.buildPackages, parts.runPackages) = try PartsReader(reader: reader).packages(key)
            },
            .optional("steps") { (reader, key, parts) throws(SourceError) in parts.steps = try PartsReader(reader: reader).steps(key) },
            .optional("env") { (reader, key, parts) throws(SourceError) in
                parts.environment = try PartsReader(reader: reader).environment(key)
            },
            .optional("processes") { (reader, key, parts) throws(SourceError) in
                parts.processes = try PartsReader(reader: reader).processes(key)
            },
        ]
    }
}

/// The keys of a step.
extension Field<Buildpack.Step> {
    static var all: [Field] {
        [
            .required("name") { (reader, key, step) throws(SourceError) in
                if let node = reader.value(key) { step.name = try reader.line(node, key) }
            },
            .optional("when") { (reader, _, step) throws(SourceError) in
                step.when = try ConditionReader(source: reader.source).when(in: reader)
            },
            .optional("inputs") { (reader, key, step) throws(SourceError) in step.inputs = try reader.globs(key, orSets: true) },
            .optional("caches") { (reader, key, step) throws(SourceError) in
                step.caches = try reader.names(key, NameRules.isIdentifier, "the name of a cache")
            },
            .optional("network") { (reader, key, step) throws(SourceError) in step.network = try reader.bool(key) ?? false },
            .optional("alone") { (reader, key, step) throws(SourceError) in step.alone = try reader.bool(key) ?? false },
            .optional("config") { (reader, key, step) throws(SourceError) in
                let what = "the name of a config var, or of several, such as PIP_* or \"*\""
                step.config = try reader.names(key, NameRules.isVariables, what)
            },
            .optional("env") { (reader, key, step) throws(SourceError) in
                step.environment = try PartsReader(reader: reader).environment(key, secrets: false)
            },
            .optional("always") { (reader, key, step) throws(SourceError) in step.always = try reader.bool(key) ?? false },
            .optional("processes") { (reader, key, step) throws(SourceError) in step.processFile = try reader.appFile(key) },
            .optional("prepare") { (reader, key, step) throws(SourceError) in
                step.prepare = try reader.value(key).map { node throws(SourceError) in try reader.script(node, key) }
            },
            .required("run", hint: "write `run: |` and a bash script below it") { (reader, key, step) throws(SourceError) in
                if let node = reader.value(key) { step.script = try reader.script(node, key) }
            },
        ]
    }
}
