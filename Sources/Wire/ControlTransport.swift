/// How a request gets to whoever answers it: over the runner's socket, or within a process.
package protocol ControlTransport: Sendable {
    /// - Parameters:
    ///   - input: an open file that is handed over where the answer takes one. Borrowed.
    ///   - hear: takes what comes before the answer, while it comes.
    func ask<Asked: Request>(
        _ request: Asked,
        key: Int64?,
        input: Int32?,
        _ hear: (ControlProgress) throws -> Void
    ) throws -> Asked.Answer
}
