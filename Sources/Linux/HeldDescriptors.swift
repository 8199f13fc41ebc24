import CLinux
import Glibc

/// Open files that several hold at once: closed when the last lets go of them.
package final class HeldDescriptors: Sendable {
    package let numbers: [Int32]

    /// Takes them over.
    package init(owning numbers: [Int32]) { self.numbers = numbers }

    deinit { for number in numbers { _ = Glibc.close(number) } }

    package subscript(place: Int) -> Int32 { numbers[place] }
}

extension Descriptor {
    /// A pipe without a name: what a stranger's process may be given, since there is no more to it than its bytes.
    package static func isNamelessPipe(_ number: Int32) -> Bool { renga_is_pipe(number) == 1 }

    /// Two ends of a stream socket.
    package static func socketPair() throws(SystemError) -> PipeEnds {
        var ends: [Int32] = [-1, -1]
        guard renga_socket_pair(&ends) == 0 else { throw SystemError("make", "a pair of sockets") }
        return PipeEnds(reading: Descriptor(owning: ends[0]), writing: Descriptor(owning: ends[1]))
    }
}
