import Model

/// The help, made from the declarations.
enum HelpPage {
    static func usage(of declaration: Declaration) -> String {
        var words = ["renga \(declaration.name)", declaration.operands]
        if declaration.takesApp { words.append("[--app APP]") }
        for option in declaration.options { words.append("[\(form(option))]") }
        return (words + ["[--json]"]).filter { !$0.isEmpty }.joined(separator: " ")
    }

    static func lines(of declaration: Declaration, style: Style) -> [String] {
        var lines = ["Usage: \(usage(of: declaration))", "", declaration.summary]
        lines += declaration.notes.flatMap { Wrapping.lines(style.said($0), width: style.width) }
        let rows = declaration.shownOptions.map { ["  \($0.short.map { "-\($0)," } ?? "   ") \(form($0))", $0.summary] }
        let column = (rows.map(\.[0].count).max() ?? 0) + 2
        lines += ["", style.paint("Options", .bold)]
        lines += Columns.align(rows).flatMap { Wrapping.row($0, column: column, width: style.width) }
        lines += ["", style.paint("Examples", .bold)] + declaration.examples.map { "  \($0)" }
        if !declaration.aliases.isEmpty {
            lines += ["", "Also understood as: \(declaration.aliases.joined(separator: ", "))"]
        }
        let more = members(below: declaration)
        if !more.isEmpty { lines += ["", style.paint("Its commands", .bold)] + Self.rows(more) }
        return lines.map(style.said)
    }

    /// `config:get` below `config`.
    private static func members(below declaration: Declaration) -> [Declaration] {
        Catalogue.all.map { $0.declaration }.filter { $0.name.hasPrefix("\(declaration.name):") }
    }

    private static func rows(_ declarations: [Declaration]) -> [String] {
        let width = (declarations.map { head($0).count }.max() ?? 0) + 2
        return declarations.map { "  \(Columns.pad(head($0), width))\($0.summary)" }
    }

    static func overview(overSSH: Bool, style: Style) -> [String] {
        let declarations = Catalogue.all.map { $0.declaration }
        let width = (declarations.map { head($0).count }.max() ?? 0) + 2
        var lines = ["Usage: \(style.form.prefix) COMMAND [--app APP] [--json]"]
        for group in Declaration.Group.allCases {
            let members = declarations.filter { $0.group == group }
            guard !members.isEmpty else { continue }
            lines += ["", style.paint(group.rawValue, .bold)]
            lines += members.flatMap {
                Wrapping.row("  \(Columns.pad(head($0), width))\($0.summary)", column: width + 2, width: style.width)
            }
        }
        let prefix = style.form.prefix
        lines += [
            "", "`\(prefix) help COMMAND` shows one in full, `\(prefix) help H12` what a code means, and there is `help exit-codes`.",
            "Every command takes --json, and --colour or --no-colour where a terminal is not seen, or seen in vain.",
        ]
        if overSSH { lines.append("`--help` right behind the host is taken by ssh itself: write `help`.") }
        return lines + ["To deploy an app, push it: git push heroku main"]
    }

    static func topic(_ group: Declaration.Group, style: Style) -> [String] {
        let members = Catalogue.all.map { $0.declaration }.filter { $0.group == group }
        return [style.paint(group.rawValue, .bold)] + rows(members) + ["", style.said("`renga help COMMAND` shows one in full.")]
    }

    static func topics(style: Style) -> [String] {
        let rows = Declaration.Group.allCases.map { ["  \($0.word)", $0.rawValue] }
        let more = [["  exit-codes", "What the status says that a command ends with"], ["  H10 to L12", "What a code in the log means"]]
        return [style.paint("Topics", .bold)] + Columns.align(rows + more) + [
            "", style.said("`renga help TOPIC` lists the commands of one."),
        ]
    }

    static func exitCodes(style: Style) -> [String] {
        let rows =
            [["  0", "done"]] + Failure.Code.allCases.sorted { $0.exitStatus < $1.exitStatus }.map { ["  \($0.exitStatus)", words($0)] }
        return [style.paint("A command ends with this status", .bold)]
            + Columns.align(
                rows + [
                    ["  130", "it was ended by Ctrl-C"], ["  141", "whoever read its output has gone"], ["  255", "ssh itself failed"],
                ]
            )
            + [
                "",
                "With --json a failure is {\"error\":{\"code\":…}}, its code one word: \(Failure.Code.allCases.map(\.rawValue).joined(separator: ", ")).",
            ]
    }

    private static func words(_ code: Failure.Code) -> String {
        switch code {
        case .internal: "a fault of Renga's or of the machine's"
        case .invalid: "the words are wrong: usage"
        case .notFound: "there is no such thing"
        case .conflict: "it contradicts what is there: a name that is taken, a change meanwhile"
        case .forbidden: "you may not"
        case .refused: "it is not done in this form"
        case .limit: "it is over a limit"
        case .buildFailed: "a build or a release command failed; nothing has changed"
        case .cancelled: "it was cancelled; nothing has changed"
        case .bootFailed: "the new dynos did not come up; nothing has changed"
        case .busy: "somebody else is at it"
        case .unavailable: "a part of the platform does not answer: try again"
        }
    }

    private static func head(_ declaration: Declaration) -> String {
        declaration.operands.isEmpty ? declaration.name : "\(declaration.name) \(declaration.operands)"
    }

    private static func form(_ option: Option) -> String { "--\(option.name)" + (option.value.map { " \($0)" } ?? "") }
}
