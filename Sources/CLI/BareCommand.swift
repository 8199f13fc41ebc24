/// A command that takes no words of its own.
protocol BareCommand: Subcommand {
    init()
}

extension BareCommand {
    init(_ arguments: Arguments) { self.init() }
}
