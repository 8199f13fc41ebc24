/// Where text stops to be UTF-8.
enum UTF8Check {
    /// The offset of the first byte that no character has; the number of bytes where all is well.
    static func firstInvalid(in bytes: [UInt8]) -> Int {
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) { offset += scalar.count }
        return offset
    }
}
