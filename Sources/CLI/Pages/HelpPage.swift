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
        lines += declaration.notes
        let rows = declaration.allOptions.map { ["  \($0.short.map { "-\($0)," } ?? "   ") \(form($0))", $0.summary] }
        lines += ["", style.paint("Options", .bold)] + Columns.align(rows)
        lines += ["", style.paint("Examples", .bold)] + declaration.examples.map { "  \($0)" }
        if !declaration.aliases.isEmpty {
            lines += ["", "Also understood as: \(declaration.aliases.joined(separator: ", "))"]
        }
        return lines.map(style.said)
    }

    static func overview(overSSH: Bool, style: Style) -> [String] {
        let declarations = Catalogue.all.map { $0.declaration }
        let width = (declarations.map { head($0).count }.max() ?? 0) + 2
        var lines = ["Usage: \(style.form.prefix) COMMAND [--app APP] [--json]"]
        for group in Declaration.Group.allCases {
            let members = declarations.filter { $0.group == group }
            guard !members.isEmpty else { continue }
            lines += ["", style.paint(group.rawValue, .bold)]
            lines += members.map { "  \(Columns.pad(head($0), width))\($0.summary)" }
        }
        lines += ["", "`\(style.form.prefix) help COMMAND` shows one in full. To deploy an app, push it: git push heroku main"]
        return lines
    }

    private static func head(_ declaration: Declaration) -> String {
        declaration.operands.isEmpty ? declaration.name : "\(declaration.name) \(declaration.operands)"
    }

    private static func form(_ option: Option) -> String { "--\(option.name)" + (option.value.map { " \($0)" } ?? "") }
}
