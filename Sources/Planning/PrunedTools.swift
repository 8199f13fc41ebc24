import Model

/// Programs of a Node app's development dependencies that a process type starts: they are pruned after the build, so that the
/// process ends with "not found".
struct PrunedTools {
    /// Packages whose programs have other names than they.
    private static let programs = [
        "@angular/cli": ["ng"], "@babel/node": ["babel-node"], "@nestjs/cli": ["nest"], "@react-router/dev": ["react-router"],
        "@remix-run/dev": ["remix"], "@vue/cli-service": ["vue-cli-service"], "dotenv-cli": ["dotenv"], "npm-run-all": ["run-s", "run-p"],
        "npm-run-all2": ["run-s", "run-p"], "sequelize-cli": ["sequelize"], "ts-node": ["ts-node-esm"], "ts-node-dev": ["tsnd"],
        "typescript": ["tsc"],
    ]
    private static let runners: Set<String> = ["npm", "yarn", "pnpm", "bun", "npx", "bunx", "pnpx"]
    /// Words after a runner that name no script themselves.
    private static let verbs: Set<String> = ["run", "run-script", "exec", "dlx", "x", "--", "-s", "--silent", "-y", "--yes"]
    private static let preloads: Set<String> = ["-r", "--require", "--import", "--loader", "--experimental-loader"]
    /// Scripts that call scripts, runners that run runners.
    private static let depthMax = 8
    /// Config vars that keep the development dependencies.
    private static let keeping = [
        "NPM_CONFIG_PRODUCTION": "false", "PNPM_SKIP_PRUNING": "true", "YARN2_SKIP_PRUNING": "true", "YARN_PRODUCTION": "false",
    ]

    private let scripts: [String: String]
    /// By program or package.
    private let pruned: [String: String]

    /// - Parameter package: package.json.
    init(_ package: JSONValue) {
        func names(_ key: String) -> Set<String> { Set(package[key]?.members.map(\.name) ?? []) }
        let kept = names("dependencies").union(names("optionalDependencies"))
        let gone = names("devDependencies").subtracting(kept)
        var pruned: [String: String] = [:]
        // Types have no programs, and `@types/node` is not Node.
        for name in gone.sorted() where !name.hasPrefix("@types/") {
            for program in [name, name.split(separator: "/").last.map(String.init) ?? name] + (Self.programs[name] ?? []) {
                pruned[program] = name
            }
        }
        self.pruned = pruned
        scripts = Dictionary(
            package["scripts"]?.members.compactMap { member in member.value.string.map { (member.name, $0) } } ?? [],
            uniquingKeysWith: { $1 }
        )
    }

    /// One for each process type that needs one.
    func warnings(_ processes: [PlannedProcess]) -> [BuildPlan.Warning] {
        guard !pruned.isEmpty else { return [] }
        return processes.compactMap { process in
            var seen: Set<String> = []
            guard let (program, package) = find(process.command, 0, &seen) else { return nil }
            return BuildPlan.Warning(
                message:
                    "`\(process.type)` runs `\(program)`, which is a development dependency (\(package)) and is pruned after the build",
                hint: "move `\(package)` from \"devDependencies\" to \"dependencies\", or keep them all by a config var: "
                    + "NPM_CONFIG_PRODUCTION=false (npm), YARN_PRODUCTION=false (Yarn 1), YARN2_SKIP_PRUNING=true, PNPM_SKIP_PRUNING=true",
                unless: Self.keeping
            )
        }
    }

    /// - Parameter seen: scripts that were looked at: those that call each other often are not followed as often.
    private func find(_ command: String, _ depth: Int, _ seen: inout Set<String>) -> (program: String, package: String)? {
        for part in command.split(whereSeparator: { "&|;\n()".contains($0) }) {
            let words = part.split(whereSeparator: { $0 == " " || $0 == "\t" }).map { $0.trimming("\"'") }
            if let found = find(words.drop { $0.contains("=") || $0 == "exec" || $0 == "env" }, depth, &seen) { return found }
        }
        return nil
    }

    private func find(_ words: ArraySlice<String>, _ depth: Int, _ seen: inout Set<String>) -> (program: String, package: String)? {
        guard depth < Self.depthMax, let first = words.first else { return nil }
        let program =
            first.hasPrefix("node_modules/.bin/") || first.hasPrefix("./node_modules/.bin/")
            ? String(first.split(separator: "/").last ?? "") : first
        if let package = pruned[program] { return (program, package) }
        if program == "node" {
            for (flag, module) in zip(words, words.dropFirst()) where Self.preloads.contains(flag) {
                let name = module.split(separator: "/").prefix(module.hasPrefix("@") ? 2 : 1).joined(separator: "/")
                if let package = pruned[name] { return (module, package) }
            }
            return nil
        }
        guard Self.runners.contains(program) else { return nil }
        let rest = words.dropFirst().drop { Self.verbs.contains($0) }
        guard let name = rest.first else { return nil }
        guard let script = scripts[name] else { return find(rest, depth + 1, &seen) }
        return seen.insert(name).inserted ? find(script, depth + 1, &seen) : nil
    }
}

extension Substring {
    fileprivate func trimming(_ quotes: String) -> String {
        String(drop { quotes.contains($0) }.reversed().drop { quotes.contains($0) }.reversed())
    }
}
