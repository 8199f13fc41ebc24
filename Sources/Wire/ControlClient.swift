import Model

/// Asks the runner.
package struct ControlClient: Sendable {
    private let transport: any ControlTransport
    private let key: Int64?

    package init(_ transport: any ControlTransport, key: Int64? = nil) {
        self.transport = transport
        self.key = key
    }

    package init(root: InstallationRoot, key: Int64? = nil) { self.init(ControlSocket(root), key: key) }

    /// Asks, and waits for the answer.
    ///
    /// - Parameters:
    ///   - inputs: open files that are handed over where the answer takes some, in their order. Borrowed.
    ///   - hear: takes what comes before it, while it comes.
    package func ask<Asked: Request>(
        _ request: Asked,
        inputs: [Int32] = [],
        _ hear: (ControlProgress) throws -> Void = { _ in }
    ) throws -> Asked.Answer {
        var request = request
        // What people call an app now, another may have been called at first: our programs mean what they work on.
        if request.needs == .platform, let app = request.subject { request.turn(to: app.first) }
        return try transport.ask(request, key: key, inputs: inputs, hear)
    }
}
