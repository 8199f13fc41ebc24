/// Pipes between two uses. One per loop; each costs two descriptors and, while it is full, as much as it holds.
struct PipePool {
    /// Smaller bodies are copied: that is cheaper for them.
    static let bodyBytesMin = 128 << 10
    static let pipeBytes = 256 << 10
    private static let pipesMax = 256
    private static let keptMax = 32
    private var kept: [Pipe] = []
    private var lent = 0

    /// nil where there is none, and what would have gone through it is copied.
    mutating func lend<Net: Network>(_ net: Net) -> Pipe? {
        guard lent < Self.pipesMax, let pipe = kept.popLast() ?? net.makePipe(bytes: Self.pipeBytes) else { return nil }
        lent += 1
        return pipe
    }

    mutating func takeBack<Net: Network>(_ pipe: Pipe, _ net: Net) {
        lent -= 1
        if pipe.held == 0, kept.count < Self.keptMax {
            kept.append(pipe)
        } else {
            net.close(pipe.output)
            net.close(pipe.input)
        }
    }

    mutating func closeAll<Net: Network>(_ net: Net) {
        for pipe in kept {
            net.close(pipe.output)
            net.close(pipe.input)
        }
        kept = []
    }
}
