import Model

/// What `bin/release` of a classic buildpack says, as the child answers that reads it.
struct ReleaseAnswer: Codable, Hashable {
    /// `default_process_types`, in their order.
    var types: [Procfile.Line] = []
    /// What it says that does nothing here, in words.
    var ignored: [String] = []

    /// Why it cannot be believed; nil where it can: who wrote it is a stranger.
    var objection: String? {
        if types.count > Procfile.typesMax { return "it has more than \(Procfile.typesMax) process types" }
        if let bad = types.first(where: { !NameRules.isProcessType($0.type) || $0.command.utf8.contains { $0 < 0x20 } }) {
            return "`\(bad.type.prefix(100))` is no process type, or its command has several lines"
        }
        return nil
    }
}
