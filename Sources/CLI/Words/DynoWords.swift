import Model

/// Words that name dynos, for the commands that take some.
enum DynoWords {
    private static let dyno = Option("dyno-name", short: "d", others: ["dyno"], value: "DYNO", "a dyno, as Heroku names it")
    private static let type = Option(
        "process-type",
        short: "p",
        others: ["ps", "type", "t"],
        value: "TYPE",
        "a process type, as Heroku names it"
    )
    static let options = [dyno, type]

    static func targets(_ arguments: Arguments) -> [String] { arguments.operands + [dyno, type].compactMap(arguments.value) }

    /// `2 web dynos and 1 worker`
    static func counted(_ dynos: [String: Int]) -> String {
        let parts = dynos.sorted { $0.key < $1.key }.enumerated().map { place, entry in
            "\(entry.value) \(entry.key)" + (place == 0 ? entry.value == 1 ? " dyno" : " dynos" : "")
        }
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "none" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// `, 2 web dynos, without a gap (3.1s)`
    static func replaced(_ up: DynosUp) -> String {
        let gap = up.isGapless && up.dynos["web"] != nil ? ", without a gap" : ""
        return ", \(counted(up.dynos))\(gap) (\(Quantity.short(milliseconds: up.milliseconds)))"
    }
}
