import Glibc
import Linux
import Model

/// The three descriptors of a command.
///
/// Everything is written at once: nothing waits in a buffer.
package struct Streams: Sendable, Hashable {
    package var input: Int32
    package var output: Int32
    package var errors: Int32

    package init(input: Int32 = 0, output: Int32 = 1, errors: Int32 = 2) {
        self.input = input
        self.output = output
        self.errors = errors
    }

    var outputIsTerminal: Bool { isatty(output) == 1 }

    /// Of the terminal in front of which somebody sits.
    var columns: Int? { (Terminal(errors).size ?? Terminal(output).size)?.columns }

    func write(_ text: String) throws { try write(text, to: output) }

    func write(_ bytes: [UInt8]) throws { try write(bytes, to: output) }

    /// Talk for the person who waits, and complaints.
    func complain(_ lines: [String]) throws { try say(lines.map { $0 + "\n" }.joined()) }

    /// A part of a line for the person who waits.
    func say(_ text: String) throws { try write(HarmlessText.text(text), to: errors) }

    /// All of standard input.
    ///
    /// - Parameter hint: what to give, where it is over `limit` bytes.
    func readInput(limit: Int, hint: String = "give one public key file") throws(Failure) -> [UInt8] {
        var all: [UInt8] = []
        while let part = try readPart(), !part.isEmpty {
            all += part
            guard all.count <= limit else {
                throw Failure(.limit, "standard input is over \(limit) bytes", hint: hint)
            }
        }
        return all
    }

    private func readPart() throws(Failure) -> [UInt8]? {
        do throws(SystemError) { return try readSome(from: input) } catch {
            throw Failure(.internal, error.description)
        }
    }

    private func write(_ text: String, to number: Int32) throws { try write(Array(text.utf8), to: number) }

    private func write(_ bytes: [UInt8], to number: Int32) throws {
        do throws(SystemError) {
            try writeAll(bytes, to: number)
        } catch  where error.code == EPIPE {
            throw OutputClosed()
        } catch {
            throw Failure(.internal, error.description)
        }
    }
}
