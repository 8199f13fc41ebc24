import Linux

/// `Tests/Golden/formats`: what versions that were shipped have written to disk, to the byte.
enum FormatFile {
    static func read(_ name: String) throws -> [UInt8] {
        let repository = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))
        return try Files.read("\(repository)/Tests/Golden/formats/\(name)")
    }
}
