import Glibc

/// Small files that the kernel makes while they are read, of `/proc` and of control groups. Some are read for every dyno again and
/// again, so that nothing is made but what is asked for.
package enum KernelFile {
    /// None of them is as large; one that is says nothing.
    private static let bytesMax = 16 << 10

    /// nil: it cannot be read, is too large, or `body` finds nothing in it.
    static func read<T>(_ path: String, _ body: (UnsafeRawBufferPointer) -> T?) -> T? {
        let number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        defer { _ = close(number) }
        return withUnsafeTemporaryAllocation(byteCount: bytesMax, alignment: 1) { buffer in
            var filled = 0
            while filled < buffer.count {
                let count = Glibc.read(number, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
                if count == 0 { return body(UnsafeRawBufferPointer(rebasing: buffer[..<filled])) }
                guard count > 0 else {
                    if errno == EINTR { continue }
                    return nil
                }
                filled += count
            }
            return nil
        }
    }

    package static func text(_ path: String) -> String? { read(path) { String(decoding: $0, as: UTF8.self) } }

    /// The number that is all of it; `max`, as control groups say that there is no limit, is the greatest.
    static func number(_ path: String) -> Int64? {
        read(path) { bytes in bytes.starts(with: "max".utf8) ? .max : number(bytes[...]) }
    }

    /// The number that a file begins with.
    package static func leadingNumber(_ path: String) -> Int64? { read(path) { number($0[...]) } }

    /// Of lines `NAME NUMBER` or `NAME: NUMBER` the numbers of some names, in the order of these, nil for one that is not there. nil: the
    /// file cannot be read.
    package static func counts(_ path: String, _ names: [String]) -> [Int64?]? {
        read(path) { bytes in
            var counts = [Int64?](repeating: nil, count: names.count)
            var rest = bytes[...]
            while !rest.isEmpty {
                let line = rest.prefix { $0 != UInt8(ascii: "\n") }
                rest = rest.dropFirst(line.count + 1)
                for (place, name) in names.enumerated() where line.starts(with: name.utf8) {
                    let value = line.dropFirst(name.utf8.count)
                    guard let first = value.first, first == UInt8(ascii: " ") || first == UInt8(ascii: ":") else { continue }
                    counts[place] = number(value.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":") })
                }
            }
            return counts
        }
    }

    /// What digits at its beginning say; nil: there are none, or too many.
    private static func number(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int64? {
        var value: Int64?
        for byte in bytes.prefix(while: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            let (tens, isTooLarge) = (value ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, isOver) = tens.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !isTooLarge, !isOver else { return nil }
            value = sum
        }
        return value
    }
}
