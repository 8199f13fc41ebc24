import Glibc
import Linux
import Model

/// Reads the router's access log: `TIME <tab> APP <tab> at=info method=…`. The router moves it away when it has grown;
/// the file that was open is then read to its end before the new one. Its folder is the router's user's, who can put
/// anything under its name: what is no log is refused, and of one that has grown beyond all that the router writes, the end is read.
struct RouterLogTail {
    static let unreadBytesMax: off_t = 32 << 20
    static let lineBytesMax = 64 << 10
    /// What one turn reads.
    private static let turnBytesMax: off_t = 2 << 20
    private static let middle = LogLine.middle(.heroku, "router")

    private let path: String
    private let positionPath: String
    private var file: Int32 = -1
    private var inode: ino_t = 0
    private var position: off_t = 0
    private var lines = LineCutter(lineBytesMax: lineBytesMax)
    private var saved = ""

    init(path: String, positionPath: String) {
        self.path = path
        self.positionPath = positionPath
    }

    /// What came of one turn.
    struct Turn {
        var blocks: [AppName: LogBlock] = [:]
        /// There is more to be read.
        var isBehind = false
    }

    /// One turn.
    mutating func read() throws -> Turn {
        var turn = Turn()
        if file < 0 { try open(resuming: true) }
        guard file >= 0 else { return turn }
        try readOpen(&turn)
        if !turn.isBehind, let status = Files.status(path), status.st_ino != inode {
            // Nobody writes to what was moved away, but somebody may have between our reading and that.
            try readOpen(&turn)
            guard !turn.isBehind else { return turn }
            _ = close(file)
            file = -1
            try open(resuming: false)
            if file >= 0 { try readOpen(&turn) }
        }
        return turn
    }

    /// Remembers for the next runner how far the lines went that were handed on; to be called after that.
    mutating func save() {
        let place = "\(inode) \(position - off_t(lines.rest.count))"
        guard file >= 0, place != saved else { return }
        saved = place
        // Best effort: where this is lost, a new runner begins at the end.
        try? Files.replace(positionPath, with: place)
    }

    private mutating func open(resuming: Bool) throws {
        guard let opened = try RouterFolder(of: path).openFile() else { return }
        file = opened.release()
        var status = stat()
        guard fstat(file, &status) == 0 else { throw SystemError("look at", path) }
        inode = status.st_ino
        position = 0
        _ = lines.take()
        if resuming {
            let saved = (try? Files.text(positionPath))?.split(separator: " ").compactMap { Int64($0) } ?? []
            if saved.count == 2, ino_t(saved[0]) == inode { position = min(off_t(saved[1]), status.st_size) }
        }
        guard lseek(file, position, SEEK_SET) >= 0 else { throw SystemError("seek in", path) }
    }

    private mutating func readOpen(_ turn: inout Turn) throws {
        try skipToEnd()
        var left = Self.turnBytesMax
        while let part = try readSome(from: file, limit: 1 << 20), !part.isEmpty {
            left -= off_t(part.count)
            turn.isBehind = left <= 0
            position += off_t(part.count)
            lines.add(part)
            while let line = lines.next() { take(line, &turn) }
            // What is left of it comes as a line that is none.
            if lines.isTooLong { _ = lines.take() }
            if turn.isBehind { return }
        }
    }

    private mutating func skipToEnd() throws {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw SystemError("look at", path) }
        guard status.st_size - position > Self.unreadBytesMax else { return }
        Diagnostics.say("\(path) has \(status.st_size - position) new bytes: only the newest of them are read")
        position = status.st_size - Self.unreadBytesMax
        _ = lines.take()
        guard lseek(file, position, SEEK_SET) >= 0 else { throw SystemError("seek in", path) }
    }

    private func take(_ line: ArraySlice<UInt8>, _ turn: inout Turn) {
        let words = line.split(separator: ASCII.tab, maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, let app = AppName(String(decoding: words[1], as: UTF8.self)) else { return }
        words[0].withUnsafeBytes { time in
            Self.middle.withUnsafeBytes { middle in
                words[2].withUnsafeBytes { turn.blocks[app, default: LogBlock()].add(time, middle, $0) }
            }
        }
    }
}
