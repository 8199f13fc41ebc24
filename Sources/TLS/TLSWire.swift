import COpenSSL

/// What OpenSSL reads from and writes to, instead of a socket: bytes in memory. One for all sessions of a thread, since
/// each call fills it anew.
package final class TLSWire {
    /// Room for 64 KB of data as records, and for the longest flight of a handshake.
    package static let outputBytes = 192 << 10

    // SAFETY: one thread, and what is called while these are changed, OpenSSL, knows neither.
    /// What the last calls want to be sent: `output[..<outputCount]`.
    @exclusivity(unchecked) private var output = [UInt8](repeating: 0, count: outputBytes)
    @exclusivity(unchecked) private(set) var outputCount = 0
    // SAFETY: allocated for good in `init`, freed in `deinit`; its pointers into arrays are set and cleared in `during`.
    private let wire: UnsafeMutablePointer<renga_tls_wire>
    private let method: OpaquePointer

    package init() throws(TLSError) {
        guard let method = renga_wire_method() else { throw .last("cannot make a BIO method") }
        self.method = method
        wire = .allocate(capacity: 1)
        wire.initialize(to: renga_tls_wire())
    }

    deinit {
        wire.deallocate()
        BIO_meth_free(method)
    }

    /// Calls OpenSSL with ciphertext to read from; says how much of it was taken.
    func during(_ input: [UInt8], _ range: Range<Int>, ended: Bool, _ body: () -> Int32) -> (result: Int32, taken: Int) {
        precondition(range.lowerBound >= 0 && range.upperBound <= input.count)
        // SAFETY: the pointers are valid in the closures alone, and are cleared before they end.
        return input.withUnsafeBufferPointer { source in
            output.withUnsafeMutableBufferPointer { sink in
                wire.pointee.input = source.baseAddress.map { $0 + range.lowerBound }
                wire.pointee.input_count = range.count
                wire.pointee.ended = ended ? 1 : 0
                wire.pointee.output = sink.baseAddress
                wire.pointee.output_capacity = sink.count
                wire.pointee.output_count = outputCount
                // An old error would be taken for one of this call. Clearing costs more than looking.
                if ERR_peek_error() != 0 { ERR_clear_error() }
                let result = body()
                outputCount = wire.pointee.output_count
                let taken = range.count - wire.pointee.input_count
                wire.pointee.input = nil
                wire.pointee.output = nil
                return (result, taken)
            }
        }
    }

    /// Hands out what is to be sent, if there is anything; it is sent or kept elsewhere when `body` returns.
    /// - Returns: what `body` says; true where there is nothing.
    package func takeOutput(_ body: ([UInt8], Int) -> Bool) -> Bool {
        guard outputCount > 0 else { return true }
        defer { outputCount = 0 }
        return body(output, outputCount)
    }

    func makeBIO() -> OpaquePointer? {
        guard let bio = BIO_new(method) else { return nil }
        BIO_set_data(bio, wire)
        return bio
    }
}
