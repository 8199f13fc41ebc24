/// An environment variable that came with the client, who may have put anything into it. Of those that mean something to
/// git and to the CLI, what is well-formed goes on; nothing else of the client's environment does.
enum SentVariable {
    private static let bytesMax = 64

    static func value(of name: String) -> String? { environment(name).flatMap(checked) }

    /// `version=2`, `xterm-256color`.
    static func checked(_ value: String) -> String? {
        let isPlain = value.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || "=:.+-_".utf8.contains(byte)
        }
        return isPlain && !value.isEmpty && value.utf8.count <= bytesMax ? value : nil
    }
}
