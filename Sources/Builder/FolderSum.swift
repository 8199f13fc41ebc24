import Glibc
import Linux
import Model

/// What is in a folder of the installation's own, as one number: names, modes, contents, and where links lead, which are not followed.
enum FolderSum {
    private static let filesMax = 10_000
    private static let bytesMax = 64 << 20
    private static let depthMax = 32

    static func of(_ folder: String) throws -> String {
        var lines: [String] = []
        var bytes = 0
        try add(folder, "", &lines, &bytes, depth: 0)
        return SHA256.hex(of: lines.joined(separator: "\n"))
    }

    private static func add(_ folder: String, _ prefix: String, _ lines: inout [String], _ bytes: inout Int, depth: Int) throws {
        guard depth <= depthMax else { throw tooLarge(folder) }
        for name in try Files.list(folder).sorted() {
            let path = "\(folder)/\(name)"
            guard let status = Files.status(path) else { continue }
            let kind = status.st_mode & S_IFMT
            var line = "\(prefix)\(name) \(String(status.st_mode, radix: 8))"
            switch kind {
            case S_IFREG:
                let content = try Files.read(path, limit: bytesMax)
                bytes += content.count
                line += " " + SHA256.hex(of: content)
            case S_IFLNK: line += " " + target(path)
            default: break
            }
            lines.append(line)
            guard lines.count <= filesMax, bytes <= bytesMax else { throw tooLarge(folder) }
            if kind == S_IFDIR { try add(path, "\(prefix)\(name)/", &lines, &bytes, depth: depth + 1) }
        }
    }

    private static func target(_ path: String) -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { readlink(path, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count) }
        return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    }

    private static func tooLarge(_ folder: String) -> Failure {
        Failure(
            .limit,
            "\(folder) is no buildpack: it has over \(filesMax) files, \(bytesMax >> 20) MB or \(depthMax) folders in each other",
            hint: "a buildpack is a few programs"
        )
    }
}
