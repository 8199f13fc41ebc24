import Model

/// Whom a command of `notify` is about: an app, or with `--machine` the machine and every app.
struct NotifyScope {
    static let machine = Option("machine", "the machine, and what goes wrong in any app; for who looks after it")

    private let named: AppName?
    private let isMachine: Bool

    init(_ arguments: Arguments) throws(Failure) {
        named = try arguments.app()
        isMachine = arguments.has(Self.machine)
        if isMachine, let named { throw Failure(.invalid, "`--machine` and the app `\(named)` are both named", hint: "name one") }
    }

    /// nil: the machine.
    func app(_ session: Session) throws(Failure) -> AppName? {
        if isMachine { return nil }
        do throws(Failure) {
            return try session.app(named)
        } catch {
            var failure = error
            if failure.code == .invalid {
                failure.hint = [failure.hint, "or --machine for all of it"].compactMap(\.self).joined(separator: "; ")
            }
            throw failure
        }
    }

    /// As commands have it.
    static func words(_ app: AppName?) -> String { app.map { "-a \($0)" } ?? "--machine" }
}
