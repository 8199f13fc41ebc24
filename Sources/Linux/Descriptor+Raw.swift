import Glibc

/// Writes everything or throws; for bytes that a C library owns, which need no copy of their own.
package func writeAll(_ bytes: UnsafeRawBufferPointer, to number: Int32) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
        let count = Glibc.write(number, rest.baseAddress, rest.count)
        if count < 0 {
            guard errno == EINTR else { throw SystemError("write to", "descriptor \(number)") }
            continue
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
}
