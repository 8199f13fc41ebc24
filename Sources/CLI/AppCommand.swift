import Model

/// A command about one app: named, or by the environment, or by the checkout that we are in.
protocol AppCommand: Subcommand {
    func run(_ session: Session, on app: AppName) throws
}

extension AppCommand {
    func run(_ session: Session) throws { try run(session, on: session.app(session.arguments.app())) }
}
