import Linux
import Model

/// Whoever asked, while it waits for the answer.
package protocol Client: Sendable {
    /// Progress for the person.
    func line(_ text: String) throws
    func log(_ lines: [String]) throws
    /// Hands over so many bytes, which `write` writes to a descriptor.
    func bytes(_ count: Int64, _ write: (Int32) throws -> Void) throws
    /// An open file of the client's: the next one of those that it hands over. Nothing about it is certain, and nobody of ours reads it.
    func input() throws -> Descriptor
    /// A line for somebody who may have stopped reading, which must not hold up what the line is about.
    ///
    /// - Returns: false where the line is not taken, and further ones will not be either.
    func tell(_ text: String) -> Bool

    var hasHungUp: Bool { get }
    /// Hangs up when the client does; below 0: there is none.
    var descriptor: Int32 { get }
}

extension Client {
    package func input() throws -> Descriptor { throw Failure(.invalid, "nothing is handed over with this request") }
}
