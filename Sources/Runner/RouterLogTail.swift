import Glibc
import Linux
import Model

/// Reads the router's access log: `TIME <tab> APP <tab> at=info method=…`. The router moves it away when it has grown;
/// the file that was open is then read to its end before the new one. Its folder is the router's user's, who can put
/// anything under its name: what is no log is refused, and of one that has grown beyond all that the router writes, the end is read.
struct RouterLogTail {
    static let unreadBytesMax: off_t = 32 << 20
    static let lineBytesMax = 64 << 10

    private let path: String
    private let positionPath: String
    private var file: Int32 = -1
    private var inode: ino_t = 0
    private var position: off_t = 0
    private var torn: [UInt8] = []

    init(path: String, positionPath: String) {
        self.path = path
        self.positionPath = positionPath
    }

    mutating func read() throws -> [AppName: [String]] {
        if file < 0 { try open(resuming: true) }
        guard file >= 0 else { return [:] }
        var lines: [AppName: [String]] = [:]
        try readOpen(&lines)
        if let status = Files.status(path), status.st_ino != inode {
            // Nobody writes to what was moved away, but somebody may have between our reading and that.
            try readOpen(&lines)
            _ = close(file)
            file = -1
            try open(resuming: false)
            if file >= 0 { try readOpen(&lines) }
        }
        if !lines.isEmpty {
            // Best effort: where this is lost, a new runner begins at the end.
            try? Files.replace(positionPath, with: "\(inode) \(position - off_t(torn.count))")
        }
        return lines
    }

    private mutating func open(resuming: Bool) throws {
        guard let opened = try RouterFolder(of: path).openFile() else { return }
        file = opened.release()
        var status = stat()
        guard fstat(file, &status) == 0 else { throw SystemError("look at", path) }
        inode = status.st_ino
        position = 0
        torn = []
        if resuming {
            let saved = (try? Files.text(positionPath))?.split(separator: " ").compactMap { Int64($0) } ?? []
            if saved.count == 2, ino_t(saved[0]) == inode { position = min(off_t(saved[1]), status.st_size) }
        }
        guard lseek(file, position, SEEK_SET) >= 0 else { throw SystemError("seek in", path) }
    }

    private mutating func readOpen(_ lines: inout [AppName: [String]]) throws {
        var left = try skipToEnd()
        while left > 0, let part = try readSome(from: file, limit: 1 << 20), !part.isEmpty {
            left -= off_t(part.count)
            position += off_t(part.count)
            torn += part
            var start = 0
            while let end = torn[start...].firstIndex(of: 10) {
                take(torn[start..<end], &lines)
                start = end + 1
            }
            torn.removeFirst(start)
            // What is left of it comes as a line that is none.
            if torn.count > Self.lineBytesMax { torn = [] }
        }
    }

    /// - Returns: how much may be read now.
    private mutating func skipToEnd() throws -> off_t {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw SystemError("look at", path) }
        guard status.st_size - position > Self.unreadBytesMax else { return Self.unreadBytesMax }
        Diagnostics.say("\(path) has \(status.st_size - position) new bytes: only the newest of them are read")
        position = status.st_size - Self.unreadBytesMax
        torn = []
        guard lseek(file, position, SEEK_SET) >= 0 else { throw SystemError("seek in", path) }
        return Self.unreadBytesMax
    }

    private func take(_ line: ArraySlice<UInt8>, _ lines: inout [AppName: [String]]) {
        let words = line.split(separator: 9, maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, let app = AppName(String(decoding: words[1], as: UTF8.self)) else { return }
        let time = String(decoding: words[0], as: UTF8.self)
        lines[app, default: []].append("\(time) heroku[router]: \(String(decoding: words[2], as: UTF8.self))")
    }
}
