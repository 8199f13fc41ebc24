/// Storage between two uses. One per loop.
struct BufferPool {
    static let inputBytes = 16 << 10
    static let bodyBytes = 64 << 10
    private static let keptMax = 256
    private var inputs: [[UInt8]] = []
    private var outputs: [[UInt8]] = []

    mutating func lend(to buffer: inout Buffer) {
        guard buffer.bytes.isEmpty else { return }
        buffer.bytes = inputs.popLast() ?? [UInt8](repeating: 0, count: Self.inputBytes)
    }

    mutating func takeBack(from buffer: inout Buffer) {
        guard buffer.isEmpty, !buffer.bytes.isEmpty else { return }
        if buffer.bytes.count <= Self.bodyBytes, inputs.count < Self.keptMax { inputs.append(buffer.bytes) }
        buffer = Buffer()
    }

    mutating func lend(to output: inout Output) {
        guard output.isEmpty, output.bytes.capacity == 0, let storage = outputs.popLast() else { return }
        output.bytes = storage
    }

    mutating func takeBack(from output: inout Output) {
        guard output.isEmpty, output.bytes.capacity > 0 else { return }
        // Nearly always the write that emptied it has done that.
        if !output.bytes.isEmpty { output.clear() }
        if output.bytes.capacity <= 2 * Self.bodyBytes, outputs.count < Self.keptMax { outputs.append(output.bytes) }
        output = Output()
    }
}
