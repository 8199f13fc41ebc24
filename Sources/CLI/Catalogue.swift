import Model

/// Every command, in the order of the help.
package enum Catalogue {
    package static let all = CommandList.all.sorted { place($0.declaration) < place($1.declaration) }

    private static func place(_ declaration: Declaration) -> (Int, Int, String) {
        (Declaration.Group.allCases.firstIndex(of: declaration.group) ?? 0, declaration.place, declaration.name)
    }

    package static var names: [String] { all.flatMap { [$0.declaration.name] + $0.declaration.aliases } }

    /// Those that have a terminal where whoever calls them sits at one.
    static var terminalNames: [String] {
        all.map { $0.declaration }.filter { $0.takesProgram && $0.options.contains { $0.name == "no-tty" } }.flatMap {
            [$0.name] + $0.aliases
        }
    }

    package static func find(_ name: String) throws(Failure) -> any Subcommand.Type {
        if let found = all.first(where: { $0.declaration.name == name || $0.declaration.aliases.contains(name) }) {
            return found
        }
        throw ForeignWords.failure(for: name) ?? Failure(.invalid, "there is no command `\(name)`", hint: near(name))
    }

    /// The next step for somebody who typed what is no command of anybody's.
    package static func near(_ name: String) -> String {
        // Nobody wants all the names in one line: `help` shows them in order.
        let known = all.map { $0.declaration }.flatMap { declaration in
            ([declaration.name] + declaration.aliases).map { NearCommand.Known($0, removes: declaration.removes) }
        }
        let list = "`renga help` lists the commands"
        return NearCommand(known).hint(for: name).map { "\($0)\($0.hasSuffix("?") ? "" : ";") \(list)" } ?? list
    }
}
