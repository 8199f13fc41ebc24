import Glibc
import Linux
import Model

/// What is in the folder of a buildpack, as one number: names, modes, contents. People may have it looked after by others: no link in
/// it is followed.
enum FolderSum {
    private static let filesMax = 10_000
    private static let bytesMax = 64 << 20
    private static let depthMax = 32

    static func of(_ folder: String) throws -> String {
        var lines: [String] = []
        var bytes = 0
        try add(try GuardedDirectory.open(folder), "", &lines, &bytes, depth: 0)
        return SHA256.hex(of: lines.joined(separator: "\n"))
    }

    private static func add(_ folder: borrowing GuardedDirectory, _ prefix: String, _ lines: inout [String], _ bytes: inout Int, depth: Int)
        throws
    {
        guard depth <= depthMax else { throw tooLarge(folder.path) }
        for name in try folder.list() {
            guard let status = folder.status(name) else { continue }
            var line = "\(prefix)\(name) \(String(status.st_mode, radix: 8))"
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                let content = try folder.read(name, limit: bytesMax)
                bytes += content.count
                line += " " + SHA256.hex(of: content)
            case S_IFDIR: try add(try folder.directory(name), "\(prefix)\(name)/", &lines, &bytes, depth: depth + 1)
            // Another link is another thing, whatever it is for.
            default: line += " \(status.st_ino) \(status.st_mtim.tv_sec)"
            }
            lines.append(line)
            guard lines.count <= filesMax, bytes <= bytesMax else { throw tooLarge(folder.path) }
        }
    }

    private static func tooLarge(_ folder: String) -> Failure {
        Failure(
            .limit,
            "\(folder) is no buildpack: it has over \(filesMax) files, \(bytesMax >> 20) MB or \(depthMax) folders in each other",
            hint: "a buildpack is a few programs"
        )
    }
}
