import Glibc

/// What the kernel has said of late.
package enum KernelLog {
    private static let recordBytesMax = 8192
    private static let recordsMax = 100_000

    /// The name of the process of the control group `path` that the kernel ended last because there was no memory; nil where it does
    /// not say so, or not to us.
    package static func killed(in path: String) -> String? {
        let number = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else { return nil }
        defer { _ = close(number) }
        var buffer = [UInt8](repeating: 0, count: recordBytesMax)
        var found: String?
        for _ in 0..<recordsMax {
            let count = read(number, &buffer, buffer.count)
            // EPIPE: the record was overwritten before it was read, and the next read goes on behind it.
            if count < 0, errno == EPIPE || errno == EINTR { continue }
            guard count > 0 else { break }
            if let name = victim(String(decoding: buffer[..<count], as: UTF8.self), in: path) { found = name }
        }
        return found
    }

    /// `…;oom-kill:…,task_memcg=PATH,task=NAME,pid=N,uid=N`. A name is the process's own, at most 15 bytes of anything.
    static func victim(_ record: String, in path: String) -> String? {
        guard let start = record.firstRange(of: ";oom-kill:"),
            let group = record[start.upperBound...].firstRange(of: ",task_memcg="),
            case let rest = record[group.upperBound...], rest.hasPrefix(path + ",task=")
        else { return nil }
        let named = rest.dropFirst(path.count + 6).prefix { $0 != "\n" }
        guard let end = named.ranges(of: ",pid=").last else { return nil }
        return String(named[..<end.lowerBound])
    }
}
