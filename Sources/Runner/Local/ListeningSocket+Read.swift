import Glibc
import Linux
import Model

extension ListeningSocket {
    /// Sockets that listen come first in the kernel's list; of a dyno with thousands of connections the rest is left out.
    private static let listBytesMax = 256 << 10

    /// Those of the network that a list of `/proc` is about; none where it cannot be read.
    static func read(_ path: String) -> [ListeningSocket] {
        guard let file = try? Descriptor.open(path, O_RDONLY | O_NONBLOCK) else { return [] }
        var text: [UInt8] = []
        while text.count < listBytesMax, let part = try? readSome(from: file.number), !part.isEmpty { text += part }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { ListeningSocket(line: $0) }
    }
}
