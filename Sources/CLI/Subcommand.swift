import Model

/// One command of the CLI: what it takes, its words as a value, and what it does.
package protocol Subcommand: Sendable {
    static var declaration: Declaration { get }

    /// Pure: everything that can be refused without asking anybody is refused here.
    init(_ arguments: Arguments) throws(Failure)

    func run(_ session: Session) throws
}
